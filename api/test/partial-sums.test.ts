import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RIVES } from './support/rows.ts';
import { startWorld, type World } from './support/world.ts';

/** Households with benefits in every commune but Châtel, and births in every one. */
const HOUSEHOLDS = 'foyers_allocataires';
const BIRTHS = 'naissances';
const COMMUNES = ['01001', '01002', '01004', '01005', '01006', '01099', '69001', '69002', '69003', '69004', '69005'];

let world: World;
beforeAll(async () => {
  const figure = (measure: string, code: string, line: number, year = 2023) => {
    const given = { value: 100 + line, state: 'PUBLISHED' as const, line: line + 2 };
    return { measure, year, level: 'commune' as const, code, cog: 2025, ...given };
  };
  world = await startWorld({
    also: {
      tables: {
        observation: [
          ...COMMUNES.slice(0, -1).map((code, line) => figure(HOUSEHOLDS, code, line)),
          ...COMMUNES.map((code, line) => figure(BIRTHS, code, line)),
          // In the perimeters of 2025, where the population of 2022 is in those of 2024.
          ...COMMUNES.map((code, line) => figure('deces', code, line, 2022)),
        ],
      },
    },
  });
});
afterAll(() => world.close());

async function read(question: string) {
  const { data, errors } = await world.ask(`{ ${question} }`);
  expect(errors).toBeUndefined();
  return data;
}

const COLUMNS = `columns: [{ indicator: "${HOUSEHOLDS}", year: 2023 }, { indicator: "${BIRTHS}", year: 2023 }]`;

describe('a sum over some communes only', () => {
  test('says what share of them in a comparison; a figure that is no sum has none, nor a column of whole sums', async () => {
    const { compare } = await read(
      `compare(territories: ["commune:69001", "departement:01", "commune:69005"], benchmarks: ["departement:69"], indicators: ["${HOUSEHOLDS}", "${BIRTHS}"], year: 2023) { columns { values states coverage } }`,
    );
    const [households, births] = compare.columns;
    expect(households.states).toEqual(['PUBLISHED', 'COMPUTED', 'NOT_AVAILABLE', 'COMPUTED']);
    expect(households.coverage).toEqual([null, 1, null, expect.closeTo(0.8)]);
    expect(births).toMatchObject({ values: [106, 615, 110, 540], coverage: null });
  });

  test('says what share of the population those communes hold, as `cell` does', async () => {
    const { cell, compare, levels, groups, layer } = await read(`
      cell(indicator: "${HOUSEHOLDS}", territory: "departement:69", year: 2023) { coverage { population } }
      compare(territories: ["commune:69001"], benchmarks: ["departement:69", "departement:01"], indicators: ["${HOUSEHOLDS}", "${BIRTHS}"], year: 2023) { columns { populationCoverage } }
      levels: grid(rows: { level: DEPARTEMENT }, ${COLUMNS}) { columns { populationCoverage } total { populationCoverage incompleteCommunes } }
      groups: grid(rows: { level: COMMUNE, within: "departement:69" }, groups: { by: EPCI, open: [] }, ${COLUMNS}) { columns { populationCoverage } }
      layer: mapLayer(indicator: "${HOUSEHOLDS}", year: 2023, level: DEPARTEMENT) { ids populationCoverage }`);
    const share = expect.closeTo(cell.coverage.population);
    expect(cell.coverage.population).toBeGreaterThan(0.85); // Châtel is small: its absence counts less than a commune in five
    expect(compare.columns).toEqual([{ populationCoverage: [null, share, null] }, { populationCoverage: null }]);
    expect(levels.columns[0]).toEqual({ populationCoverage: [null, share] });
    expect(levels.total).toEqual({ populationCoverage: [expect.closeTo(0.96, 1), null], incompleteCommunes: [0, 0] });
    expect(groups.columns[0].populationCoverage).toEqual([share]);
    expect(layer.populationCoverage[layer.ids.indexOf('departement:69')]).toEqual(share);
  });

  test('says it in a table, of its groups and of its total', async () => {
    const { levels, groups, selection } = await read(`
      levels: grid(rows: { level: DEPARTEMENT }, ${COLUMNS}) { rows { ids } columns { coverage } total { territory coverage } }
      groups: grid(rows: { level: COMMUNE, within: "departement:69" }, groups: { by: EPCI, open: [] }, ${COLUMNS}) { rows { ids whole } columns { coverage } }
      selection: grid(rows: { territories: ["commune:69003", "commune:69005"] }, ${COLUMNS}) { total { values coverage } }`);
    expect(levels.rows.ids).toEqual(['departement:01', 'departement:69']);
    expect(levels.columns).toEqual([{ coverage: [1, expect.closeTo(0.8)] }, { coverage: null }]);
    expect(levels.total).toEqual({ territory: 'france:FR', coverage: [expect.closeTo(10 / 11), null] });
    expect(groups.rows).toEqual({ ids: [RIVES], whole: [false] });
    expect(groups.columns).toEqual([{ coverage: [expect.closeTo(0.8)] }, { coverage: null }]);
    // Vaux has 680 inhabitants, Châtel 1,470: what is known of both is less than half of them.
    expect(selection.total).toEqual({ values: [null, 218], coverage: [null, null] });
  });

  test('says it on a map and where territories stand', async () => {
    const asked = `indicator: "${HOUSEHOLDS}", year: 2023, level: EPCI`;
    const { mapLayer, distribution } = await read(
      `mapLayer(${asked}) { ids coverage } distribution(${asked}, territories: ["${RIVES}"]) { marks { coverage } }`,
    );
    expect(mapLayer.coverage[mapLayer.ids.indexOf(RIVES)]).toBeCloseTo(5 / 6);
    expect(distribution.marks.coverage).toEqual([expect.closeTo(5 / 6)]);
  });
});

describe('a ratio of figures in different perimeters', () => {
  test('has its year in constant geography, and is left out of files as published', async () => {
    const { indicator } = await read('indicator(id: "taux_mortalite") { years { year geographies communes } }');
    expect(indicator.years).toEqual([{ year: 2022, geographies: ['CONSTANT'], communes: expect.any(Number) }]);
    const dataset = async (geography: string) => {
      const response = await fetch(`${world.url}/export/dataset.csv?source=autre&style=plain&geography=${geography}`);
      return [response.status, (await response.text()).includes('taux_mortalite@2022')];
    };
    expect(await dataset('PUBLISHED')).toEqual([200, false]);
    expect(await dataset('CONSTANT')).toEqual([200, true]);
  });
});

describe('an export of a sum over some communes only', () => {
  const download = async (file: string) => {
    const response = await fetch(`${world.url}/export/${file}`);
    expect(response.status).toBe(200);
    return response;
  };
  const compared = `territories=departement:69,commune:69001&benchmarks=departement:01&indicators=${HOUSEHOLDS},${BIRTHS}&year=2023`;

  test('says beside the figure what share of them it rests on, and nothing beside whole sums', async () => {
    const text = await (await download(`compare.csv?${compared}&style=plain`)).text();
    expect(text.split('\n')).toEqual([
      `id,code,name,epci,departement,${HOUSEHOLDS}@2023,${HOUSEHOLDS}@2023.state,${HOUSEHOLDS}@2023.coverage,${BIRTHS}@2023,${BIRTHS}@2023.state`,
      'departement:69,69,Rhône,,,430,COMPUTED,80,540,COMPUTED',
      'commune:69001,69001,Saint-Étienne-du-Mont,CA des Deux-Rives,Rhône,106,PUBLISHED,,106,PUBLISHED',
      'departement:01,01,Ain,,,615,COMPUTED,100,615,COMPUTED',
      '',
    ]);
  });

  test('says what that column is at the head of a spreadsheet', async () => {
    const text = await (await download(`compare.csv?${compared}`)).text();
    expect(text).toContain('Foyers allocataires 2023 – part des communes (%);');
    expect(text).toMatch(/Lecture;quand une somme ne porte que sur une partie de ses communes/);
    expect(text).toContain('departement:69;69;Rhône;;;430;calculé;80,0;540;calculé');
    const whole = await (
      await download(`compare.csv?territories=departement:69&indicators=${BIRTHS}&year=2023`)
    ).text();
    expect(whole).not.toContain('part des communes');
  });

  test('has it in the total of a table, in a workbook and for programs', async () => {
    const table = `level=DEPARTEMENT&columns=${HOUSEHOLDS}@2023,${BIRTHS}@2023&total=OUI`;
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(await (await download(`grid.xlsx?${table}`)).arrayBuffer());
    const shares = workbook.getWorksheet('Données')!.getColumn(9).values.slice(2);
    expect(shares).toEqual([100, 80, 90.9]);
    const json = (await (await download(`grid.json?${table}`)).json()) as { columns: { id: string }[] };
    expect(json.columns.map(({ id }) => id)).toEqual([
      `${HOUSEHOLDS}@2023`,
      `${HOUSEHOLDS}@2023.coverage`,
      `${BIRTHS}@2023`,
    ]);
    const stat = (await (await download(`grid.jsonstat.json?${table}`)).json()) as {
      extension: { coverage: (number | null)[] };
    };
    expect(stat.extension.coverage).toEqual([1, null, expect.closeTo(0.8), null, expect.closeTo(10 / 11), null]);
  });
});
