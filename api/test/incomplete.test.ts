import type { DerivedRow, ObservationRow } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GEOGRAPHY } from './support/rows.ts';
import { startWorld, type World } from './support/world.ts';

const BASE = { measure: 'foyers_rsa', year: 2023, cog: 2025, level: 'commune' } as const;

/** Recipients of RSA by commune, added up from IRIS; births that their dataset hides below 5, deaths that a producer hides too. */
function figure(measure: string, code: string, value: number | undefined, line = 0): ObservationRow {
  const state = value === undefined ? 'SECRET' : line > 0 ? 'PUBLISHED' : 'COMPUTED';
  return { ...BASE, measure, code, value: value ?? null, state, line };
}

function parts(code: string, given: number, total: number): DerivedRow {
  return { measure: 'foyers_rsa', year: 2023, level: 'commune', code, rule: 'PARTS', parts: given, partsTotal: total };
}

let world: World;
beforeAll(async () => {
  world = await startWorld({
    deliveries: [
      { id: 'geographie', title: 'Géographie', vintage: '2025', tables: GEOGRAPHY },
      {
        id: 'caf',
        title: 'Allocataires',
        vintage: '2023',
        tables: {
          observation: [
            figure('foyers_rsa', '69001', 1_200),
            figure('foyers_rsa', '69002', 90),
            figure('foyers_allocataires', '69001', 9_000, 2),
            figure('foyers_allocataires', '69002', undefined, 3),
            figure('personnes_couvertes', '69001', 20_000),
            figure('personnes_couvertes', '69002', undefined),
            // Of a year before, lone parents over fewer IRIS than recipients.
            { ...figure('foyers_allocataires', '69001', 9_000), year: 2022 },
            { ...figure('allocataires_monoparents', '69001', 1_500), year: 2022 },
            { ...figure('foyers_allocataires', '69002', 900), year: 2022 },
            { ...figure('allocataires_monoparents', '69002', 90), year: 2022 },
          ],
          derived: [
            parts('69001', 170, 185),
            parts('69002', 4, 4),
            { ...parts('69001', 185, 185), measure: 'personnes_couvertes' },
            { ...parts('69002', 8, 14), measure: 'personnes_couvertes' },
            { ...parts('69001', 10, 10), measure: 'foyers_allocataires', year: 2022 },
            { ...parts('69001', 9, 10), measure: 'allocataires_monoparents', year: 2022 },
            { ...parts('69002', 9, 10), measure: 'foyers_allocataires', year: 2022 },
            { ...parts('69002', 9, 10), measure: 'allocataires_monoparents', year: 2022 },
          ],
        },
        parts: { name: 'IRIS', atLeast: 0.9 },
      },
      {
        id: 'naissances',
        title: 'Naissances',
        vintage: '2023',
        secrecy: { threshold: 5, below: true },
        tables: { observation: [figure('naissances', '69001', undefined, 2), figure('naissances', '69002', 12, 3)] },
      },
      {
        id: 'deces',
        title: 'Décès',
        vintage: '2023',
        secrecy: { threshold: 5, below: false },
        tables: { observation: [figure('deces', '69001', undefined, 2), figure('deces', '69002', 12, 3)] },
      },
    ],
  });
});
afterAll(() => world.close());

async function read(question: string) {
  const { data, errors } = await world.ask(`{ ${question} }`);
  expect(errors).toBeUndefined();
  return data;
}

const WARNINGS = 'warnings { code message en: message(language: EN) }';

interface Answer {
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly en: string }[];
}

function partial({ warnings }: Answer, language: 'message' | 'en' = 'message'): string[] {
  return warnings.flatMap((warning) => (warning.code === 'PARTIAL_COVERAGE' ? [warning[language]] : []));
}

const explained = async (indicator: string, code: string) =>
  (
    await read(
      `cell(indicator: "${indicator}", territory: "commune:${code}", year: 2023) { explanation en: explanation(language: EN) warnings { code message } }`,
    )
  ).cell;

describe('a figure that adds up some parts of a commune', () => {
  test('says so in both languages', async () => {
    const { explanation, en } = await explained('foyers_rsa', '69001');
    expect(explanation).toMatch(/^Somme de 170 des 185 parties de .*le chiffre réel est plus élevé/);
    expect(en).toMatch(/^Sum of 170 of the 185 parts of .*the others are hidden there, the real figure is higher/);
    expect((await explained('foyers_rsa', '69002')).en).toMatch(/^Sum of the 4 parts of /);
  });

  test('is marked in every table, and so is what adds it up', async () => {
    const { compare, grid, mapLayer } = await read(`
      compare(territories: ["commune:69001", "commune:69002"], benchmarks: ["departement:69"], indicators: ["foyers_rsa", "foyers_allocataires"], year: 2023) { columns { incompleteCommunes } }
      grid(rows: { territories: ["commune:69002", "commune:69001"] }, columns: [{ indicator: "foyers_rsa", year: 2023 }]) { columns { incompleteCommunes } total { incompleteCommunes } }
      mapLayer(indicator: "foyers_rsa", year: 2023, level: COMMUNE) { ids incompleteCommunes }`);
    expect(compare.columns).toEqual([{ incompleteCommunes: [1, 0, expect.any(Number)] }, { incompleteCommunes: null }]);
    expect(grid).toEqual({ columns: [{ incompleteCommunes: [0, 1] }], total: { incompleteCommunes: [1] } });
    expect(mapLayer.incompleteCommunes[mapLayer.ids.indexOf('commune:69001')]).toBe(1);
    expect(mapLayer.incompleteCommunes[mapLayer.ids.indexOf('commune:69002')]).toBe(0);
  });

  test.each([
    [
      'by département',
      'by: DEPARTEMENT',
      'filters: [{ column: { indicator: "foyers_rsa", year: 2023 }, operator: HAS_VALUE }]',
    ],
    ['by EPCI', 'by: EPCI', 'search: "saint"'],
  ])('is counted in the sum of some rows, gathered %s', async (_name, groups, condition) => {
    const { grid } = await read(
      `grid(rows: { level: COMMUNE, within: "departement:69" }, columns: [{ indicator: "foyers_rsa", year: 2023 }], groups: { ${groups} }, ${condition}) {
        rows { ids members } columns { values incompleteCommunes } total { incompleteCommunes } }`,
    );
    const [{ incompleteCommunes, values }] = grid.columns;
    const own = grid.rows.ids.indexOf('commune:69001');
    const head = grid.rows.members.findLastIndex(
      (members: number | null, row: number) => members !== null && row < own,
    );
    expect([values[own], incompleteCommunes[own], incompleteCommunes[head]]).toEqual([1_200, 1, 1]);
  });

  test('warns in a cell, a comparison and a trend, as a rate made of it does; a whole sum does not', async () => {
    const { trend, ...ratio } = await read(`
      compare(territories: ["commune:69001", "commune:69002"], benchmarks: [], indicators: ["part_foyers_rsa"], year: 2023) { ${WARNINGS} }
      cell(indicator: "part_foyers_rsa", territory: "commune:69001", year: 2023) { ${WARNINGS} }
      trend(indicator: "foyers_rsa", territories: ["commune:69001"]) { ${WARNINGS} }`);
    for (const answer of [trend, await explained('foyers_rsa', '69001')]) {
      expect(partial(answer)).toEqual([
        expect.stringMatching(
          /^Sommes incomplètes.*IRIS\)\. Saint-Étienne-du-Mont 2023 \(170 des 185 parties\)\. Ce ne sont pas des totaux/,
        ),
      ]);
    }
    for (const answer of Object.values<Answer>(ratio)) {
      expect(partial(answer)).toEqual([
        expect.stringMatching(/ sur une partie des IRIS : .*\. Saint-Étienne-du-Mont 2023 \(170 des 185 parties\)\./),
      ]);
      expect(partial(answer)[0]).not.toMatch(/effectifs|totaux/);
    }
    expect((await explained('foyers_rsa', '69002')).warnings).toEqual([]);
  });

  test('warns in a table, of its groups and of its total, on a map and in a distribution', async () => {
    const column = 'indicator: "foyers_rsa", year: 2023';
    const answers = await read(`
      page: grid(rows: { level: COMMUNE, within: "departement:69" }, first: 1, columns: [{ ${column} }]) { ${WARNINGS} }
      whole: grid(rows: { territories: ["commune:69002"] }, columns: [{ ${column} }]) { ${WARNINGS} }
      groups: grid(rows: { territories: ["commune:69001", "commune:69002"] }, groups: { by: EPCI, open: [] }, columns: [{ ${column} }]) { ${WARNINGS} }
      mapLayer(${column}, level: COMMUNE) { ${WARNINGS} }
      distribution(${column}, level: COMMUNE, territories: ["commune:69001"]) { ${WARNINGS} }
      beside: distribution(${column}, level: COMMUNE, within: "departement:01", territories: ["commune:69001"]) { ${WARNINGS} }`);
    const told = Object.fromEntries(
      Object.entries(answers).map(([name, answer]) => [
        name,
        partial(answer as Answer).flatMap((message) => /IRIS\)\. (.*)\. Ce/.exec(message)?.[1] ?? []),
      ]),
    );
    const commune = 'Saint-Étienne-du-Mont 2023 (170 des 185 parties)';
    expect(told).toEqual({
      page: [commune],
      whole: [],
      groups: ['CA des Deux-Rives 2023 (1 commune incomplète)'],
      mapLayer: [commune],
      distribution: [commune],
      beside: [commune],
    });
  });

  test('is told under the name of its indicator beside others, in both languages', async () => {
    const { compare } = await read(
      `compare(territories: ["commune:69001"], benchmarks: [], indicators: ["foyers_allocataires", "foyers_rsa", "part_foyers_rsa"], year: 2023) { ${WARNINGS} }`,
    );
    expect(partial(compare)).toEqual([
      expect.stringContaining('(IRIS). RSA : Saint-Étienne-du-Mont 2023 (170 des 185 parties). Ce'),
      expect.stringContaining('. RSA (%) : Saint-Étienne-du-Mont 2023 (170 des 185 parties). Ils'),
    ]);
    expect(partial(compare, 'en')).toEqual([
      expect.stringContaining('. RSA: Saint-Étienne-du-Mont 2023 (170 of the 185 parts). These are not totals'),
      expect.stringContaining(
        '. RSA (%): Saint-Étienne-du-Mont 2023 (170 of the 185 parts). They rest on the known IRIS',
      ),
    ]);
  });
});

describe('a trend and a file of figures that add up some parts of a commune', () => {
  const COLUMNS = 'foyers_rsa@2023,foyers_allocataires@2023';
  const ROWS = 'commune:69001,commune:69002';

  async function file(path: string): Promise<string> {
    const response = await fetch(`${world.url}/export/${path}`);
    expect(response.status).toBe(200);
    return response.text();
  }

  test('say so year by year, and what sums rest on', async () => {
    const { trend } = await read(
      'trend(indicator: "foyers_rsa", territories: ["commune:69001", "commune:69002", "departement:69"]) { years series { coverage populationCoverage incompleteCommunes } }',
    );
    expect(trend.years).toEqual([2023]);
    const [cut, whole, above] = trend.series;
    expect(cut).toEqual({ coverage: [null], populationCoverage: null, incompleteCommunes: [1] });
    expect(whole).toEqual({ coverage: [null], populationCoverage: null, incompleteCommunes: null });
    const { grid } = await read(
      'grid(rows: { territories: ["departement:69"] }, columns: [{ indicator: "foyers_rsa", year: 2023 }]) { columns { coverage populationCoverage incompleteCommunes } }',
    );
    expect(above.incompleteCommunes).toEqual(grid.columns[0].incompleteCommunes);
    expect(above.populationCoverage).toEqual(grid.columns[0].populationCoverage);
  });

  test.each([
    ['grid', `territories=${ROWS}&columns=${COLUMNS}&sort=code&total=OUI`],
    ['compare', `territories=${ROWS}&benchmarks=&indicators=foyers_rsa,foyers_allocataires&year=2023`],
    ['trend', `territories=${ROWS}&indicator=foyers_rsa`],
  ])('have a column of incomplete communes in /export/%s', async (name, parameters) => {
    const [titles = '', first = '', second = ''] = (await file(`${name}.csv?style=plain&${parameters}`)).split('\n');
    const fields = (line: string) => line.replace(/"[^"]*"/g, '').split(',');
    const place = fields(titles).indexOf('foyers_rsa@2023.incomplete');
    expect(fields(titles).slice(place - 2, place + 1)).toEqual([
      expect.stringMatching(/^foyers_rsa@2023/),
      expect.stringMatching(/^foyers_rsa@2023\./),
      'foyers_rsa@2023.incomplete',
    ]);
    expect([first, second].map((line) => fields(line)[place])).toEqual(['1', '0']);
    expect(titles).not.toContain('foyers_allocataires@2023.incomplete');
    expect(await file(`${name}.csv?${parameters}`)).toMatch(/RSA 2023 – communes incomplètes/);
  });

  test('count them in JSON, beside the total, and in JSON-stat', async () => {
    const parameters = `territories=${ROWS}&columns=${COLUMNS}&sort=code`;
    const { columns } = JSON.parse(await file(`grid.json?${parameters}&total=OUI`));
    const ofTotal = columns.find(({ id }: { id: string }) => id === 'foyers_rsa@2023.incomplete');
    expect(ofTotal.values).toEqual([1, 0, 1]);
    const stat = JSON.parse(await file(`grid.jsonstat.json?${parameters}`));
    expect(stat.extension.incomplete).toEqual([1, 0, 0, 0]);
  });
});

test('a ratio of figures over different parts of a commune is not shown, and says why', async () => {
  const cell = (code: string) =>
    read(`cell(indicator: "part_allocataires_monoparents", territory: "commune:${code}", year: 2022) {
      value state explanation en: explanation(language: EN) parts { value } }`);
  expect((await cell('69001')).cell).toMatchObject({
    ...{ value: null, state: 'NOT_AVAILABLE' },
    explanation: expect.stringMatching(
      /ne réunissent pas les mêmes IRIS de .+ \(9 et 10 des 10, les autres étant masqués\)/,
    ),
    en: expect.stringContaining('do not add up the same IRIS'),
  });
  expect((await cell('69002')).cell).toMatchObject({ value: 10, state: 'COMPUTED' });
});

describe('a figure that is hidden', () => {
  test('is in no total, which says why it has none', async () => {
    const total = (indicator: string, codes: string) =>
      read(
        `grid(rows: { territories: [${codes}] }, columns: [{ indicator: "${indicator}", year: 2023 }]) {
          total { values states problem en: problem(language: EN) } }`,
      );
    const hidden = await total('naissances', '"commune:69001"');
    expect(hidden.grid.total).toEqual({
      ...{ values: [null], states: ['SECRET'] },
      problem: 'Pas de total : les chiffres de ces lignes sont masqués au titre du secret statistique.',
      en: 'No total: the figures of these rows are hidden under statistical secrecy.',
    });
    const known = await total('naissances', '"commune:69001", "commune:69002"');
    expect(known.grid.total.problem === null).toBe(known.grid.total.values[0] !== null);
  });

  test.each([
    [
      'naissances',
      '69001',
      /^Chiffre masqué au titre du secret statistique, parce que l’effectif est en dessous du seuil de ce jeu de données, 5\./,
    ],
    [
      'deces',
      '69001',
      /^Chiffre masqué au titre du secret statistique, par Essai, ou parce que l’effectif est en dessous/,
    ],
    ['foyers_allocataires', '69002', /^Chiffre masqué au titre du secret statistique, par Essai\. /],
    [
      'personnes_couvertes',
      '69002',
      /^Chiffre non montré : Essai masque 6 des 14 IRIS de .+ au titre du secret statistique, et Boussole ne donne pas la somme des autres : il en faut au moins 90\s%\. Ce n’est pas un zéro\.$/,
    ],
  ])('the explanation of %s says who hid it', async (indicator, code, sentence) => {
    expect((await explained(indicator, code)).explanation).toMatch(sentence);
  });

  test.each([
    [
      'naissances',
      /^Figure hidden under statistical secrecy, because the count is below the threshold of its dataset, 5\. /,
    ],
    ['deces', /^Figure hidden under statistical secrecy, by Essai, or because the count is below the threshold/],
    [
      'personnes_couvertes',
      /^Figure not shown: Essai hides 6 of the 14 IRIS of .+, and Boussole does not give the sum of the others: 90% of them at least are needed\. /,
    ],
  ])('the English explanation of %s says it too', async (indicator, sentence) => {
    const code = indicator === 'personnes_couvertes' ? '69002' : '69001';
    expect((await explained(indicator, code)).en).toMatch(sentence);
  });
});
