import { createRequire } from 'node:module';
import type { ObservationRow } from '@boussole/warehouse';
import type ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GEOGRAPHY } from './support/rows.ts';
import { startWorld, type World } from './support/world.ts';

const { Workbook } = createRequire(import.meta.url)('exceljs') as typeof ExcelJS; // CommonJS module

/** Births are rounded down to a multiple of 5, as recipients of CAF are; those of the département of Rhône are given by their source. */
const COUNTS = [
  ['69001', 200_000, 2_405],
  ['69002', 8_000, 90],
  ['69003', 700, 10],
  ['69004', 500, 5],
  ['69005', 1_500, 15],
] as const;

function rows(measure: string, place: 1 | 2): ObservationRow[] {
  const row = { measure, year: 2023, cog: 2025, state: 'PUBLISHED', level: 'commune' } as const;
  return COUNTS.map((count, line) => ({ ...row, code: count[0], value: count[place], line: line + 2 }));
}

const RHONE = { measure: 'naissances', year: 2023, cog: 2025, state: 'PUBLISHED', level: 'departement' } as const;

/** Twelve months rounded to 10, of which the mean is none. */
function mean(code: string, months: number, line: number): ObservationRow {
  return { ...RHONE, measure: 'demandeurs_emploi', level: 'commune', code, value: months / 12, line };
}

let world: World;
beforeAll(async () => {
  world = await startWorld({
    deliveries: [
      { id: 'geographie', title: 'Géographie', vintage: '2025', tables: GEOGRAPHY },
      {
        id: 'populations',
        title: 'Populations',
        vintage: '2023',
        tables: { observation: rows('population_municipale', 1) },
      },
      {
        id: 'naissances',
        title: 'Naissances',
        vintage: '2023',
        rounding: { naissances: { step: 5, mode: 'down' } },
        tables: { observation: [...rows('naissances', 2), { ...RHONE, code: '69', value: 2_525, line: 9 }] },
      },
      {
        id: 'inscrits',
        title: 'Inscrits',
        vintage: '2023',
        rounding: { demandeurs_emploi: { step: 10, mode: 'nearest' } },
        tables: {
          observation: [
            mean('69001', 4_030, 2),
            mean('69003', 1_450, 3),
            // Another year, months are given one by one.
            { ...mean('69001', 4_030, 0), year: 2022, state: 'COMPUTED' },
          ],
          derived: [
            {
              ...{ measure: 'demandeurs_emploi', year: 2022, level: 'commune', code: '69001' },
              ...{ rule: 'MONTHS_MEAN', parts: 12, partsTotal: 12 },
            },
          ],
        },
      },
      {
        id: 'superficies',
        title: 'Superficies',
        vintage: '2023',
        tables: { observation: [{ ...mean('69003', 12 * 7.5, 2), measure: 'superficie' }] },
      },
    ],
  });
});
afterAll(() => world.close());

const RATE = 'indicators: ["taux_natalite"], year: 2023, geography: PUBLISHED';
const COLUMN = '{ indicator: "taux_natalite", year: 2023 }';

async function read(question: string) {
  const { data, errors } = await world.ask(`{ ${question} }`);
  expect(errors).toBeUndefined();
  return data;
}

test('a mean of rounded months is no more precise than a month: those of a stock are rounded alike', async () => {
  const { cell } = await read(
    'cell(indicator: "demandeurs_emploi", territory: "commune:69001", year: 2022) { value interval { low high decimals } }',
  );
  expect(cell.value).toBeCloseTo(335.83, 2);
  expect(cell.interval.low).toBeCloseTo(330.83, 2);
  expect(cell.interval.high).toBeCloseTo(340.83, 2);
  expect(cell.interval.decimals).toBe(-1);
});

describe('a rate made of rounded counts', () => {
  test('keeps its decimal where counts are large, and has none where they are small', async () => {
    const { compare } = await read(`compare(territories: ["commune:69001", "commune:69002", "commune:69003"],
      benchmarks: ["departement:69"], ${RATE}) { columns { values decimals intervals { low high decimals } indicator { decimals } } }`);
    const [{ values, decimals, intervals, indicator }] = compare.columns;
    expect(indicator.decimals).toBe(1);
    expect(values[0]).toBeCloseTo(12.025);
    expect(decimals).toEqual([1, 0, 0, 1]);
    expect(intervals.map((one: { decimals: number }) => one.decimals)).toEqual(decimals);
  });

  test('says as much in a trend, with its change, in a table, with its total, on a map and where it stands', async () => {
    const data = await read(`
      trend(indicator: "taux_natalite", territories: ["commune:69001", "commune:69003"], geography: PUBLISHED) { series { decimals } }
      grid(rows: { level: COMMUNE, within: "departement:69" }, columns: [${COLUMN}], sort: [{ code: true }], geography: PUBLISHED) {
        columns { decimals } total { values decimals }
      }
      mapLayer(indicator: "taux_natalite", year: 2023, level: COMMUNE, geography: PUBLISHED) { ids decimals }
      distribution(indicator: "taux_natalite", year: 2023, level: COMMUNE, territories: ["commune:69003"], geography: PUBLISHED) {
        marks { decimals }
      }`);
    expect(data.trend.series).toEqual([{ decimals: [1] }, { decimals: [0] }]);
    expect(data.grid).toEqual({
      columns: [{ decimals: [1, 0, 0, 0, 0] }],
      total: { values: [expect.any(Number)], decimals: [1] },
    });
    const { ids, decimals } = data.mapLayer;
    const of = (id: string) => decimals[ids.indexOf(id)];
    expect([of('commune:69001'), of('commune:69005')]).toEqual([1, 0]);
    expect(data.distribution.marks.decimals).toEqual([0]);
  });

  test('has the decimals of its indicator where nothing rounds', async () => {
    const { compare } = await read(
      'compare(territories: ["commune:69003"], benchmarks: [], indicators: ["population_municipale", "naissances"], year: 2023, geography: PUBLISHED) { columns { decimals } }',
    );
    expect(compare.columns).toEqual([{ decimals: null }, { decimals: null }]);
  });
});

describe('a table that leaves', () => {
  const address = (format: string, more = '') =>
    `${world.url}/export/compare.${format}?territories=commune:69001,commune:69003&benchmarks=departement:69&indicators=taux_natalite&year=2023&geography=PUBLISHED${more}`;

  test('shows no more decimals than figures support', async () => {
    const csv = await (await fetch(address('csv'))).text();
    expect(csv).toMatch(/commune:69001;.*;12,0;calculé/);
    expect(csv).toMatch(/commune:69003;.*;14;calculé/);
    const workbook = new Workbook();
    await workbook.xlsx.load(await (await fetch(address('xlsx'))).arrayBuffer());
    const sheet = workbook.getWorksheet('Données')!;
    const formats = [2, 3, 4].map((row) => sheet.getRow(row).getCell(6).numFmt);
    expect(formats).toEqual(['#,##0.0', '#,##0', '#,##0.0']);
  });

  test('gives machines no more decimals either, and says how many there are', async () => {
    const plain = await (await fetch(address('csv', '&style=plain'))).text();
    const [titles, first, second] = plain.split('\n');
    expect(titles).toMatch(
      /,taux_natalite@2023,taux_natalite@2023\.state,taux_natalite@2023\.decimals,taux_natalite@2023\.few_cases$/,
    );
    expect(first).toMatch(/,12,COMPUTED,1,false$/);
    expect(second).toMatch(/,14,COMPUTED,0,true$/);
    const json = (await (await fetch(address('json'))).json()) as {
      columns: { values: number[]; decimals: number[] }[];
    };
    expect(json.columns[0]).toMatchObject({ values: [12, 14, 12], decimals: [1, 0, 1] });
    const stat = (await (await fetch(address('jsonstat.json'))).json()) as {
      value: number[];
      extension: { decimals: number[] };
    };
    expect([stat.value, stat.extension.decimals]).toEqual([
      [12, 14, 12],
      [1, 0, 1],
    ]);
  });

  test('writes a mean of rounded counts as the whole number that it is, and their total to tens, in every format', async () => {
    const mean = (format: string, more = '') =>
      fetch(
        `${world.url}/export/grid.${format}?territories=commune:69001,commune:69003&columns=demandeurs_emploi@2023&total=OUI${more}`,
      );
    const csv = await (await mean('csv')).text();
    expect(csv).toMatch(/commune:69001;[^\n]*;336;publié/);
    expect(csv).toMatch(/groupe:selection;[^\n]*;460;calculé, arrondi à la dizaine\r/);
    const plain = (await (await mean('csv', '&style=plain')).text()).split('\n');
    expect(plain[1]).toMatch(/,336,PUBLISHED,0$/);
    const workbook = new Workbook();
    await workbook.xlsx.load(await (await mean('xlsx')).arrayBuffer());
    expect([2, 3, 4].map((row) => workbook.getWorksheet('Données')!.getRow(row).getCell(7).value)).toEqual([
      336, 121, 460,
    ]);
    expect([2, 4].map((row) => workbook.getWorksheet('Données')!.getRow(row).getCell(7).numFmt)).toEqual([
      '#,##0',
      '"≈ "#,##0',
    ]);
    const json = (await (await mean('json')).json()) as { columns: { values: number[]; decimals: number[] }[] };
    expect(json.columns[0]).toMatchObject({ values: [336, 121, 460], decimals: [0, 0, -1] });
  });

  test('shows what nothing rounds with the decimals of its indicator, and keeps it whole for machines', async () => {
    const own = (format: string, more = '') =>
      fetch(
        `${world.url}/export/compare.${format}?territories=commune:69003&benchmarks=&indicators=densite_population&year=2023&geography=PUBLISHED${more}`,
      );
    const csv = await (await own('csv')).text();
    expect(csv).toMatch(/commune:69003;[^\n]*;93,3;calculé\r/);
    const [, plain] = (await (await own('csv', '&style=plain')).text()).split('\n');
    expect(plain).toMatch(/,93\.333333333,COMPUTED$/);
  });
});
