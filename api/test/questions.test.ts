import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Stores } from '../src/serve.ts';
import { BOURG, FRANCE_2023, RIVES } from './support/rows.ts';
import { startWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function read(query: string, variables?: Record<string, unknown>) {
  const { data, errors } = await world.ask(query, variables);
  expect(errors).toBeUndefined();
  return data;
}

describe('territories', () => {
  test('a territory comes with its parents, its members and its population', async () => {
    const { territory, epci } = await read(`{
      territory(id: "commune:69001") {
        id level code name population populationYear validTo
        parents { id }
        members(level: COMMUNE) { totalCount }
        perimeterKnownSince
      }
      epci: territory(id: "${RIVES}") { validFrom perimeterKnownSince }
    }`);
    expect(territory).toMatchObject({
      id: 'commune:69001',
      level: 'COMMUNE',
      code: '69001',
      name: 'Saint-Étienne-du-Mont',
      population: 20_500,
      populationYear: 2023,
      validTo: null,
      parents: [{ id: RIVES }, { id: 'departement:69' }, { id: 'region:84' }, { id: 'france:FR' }],
      perimeterKnownSince: null,
    });
    expect(epci).toEqual({ validFrom: null, perimeterKnownSince: 2023 });
  });

  test('an island has no EPCI among its parents', async () => {
    const { territory } = await read('{ territory(id: "commune:01099") { parents { level } } }');
    expect(territory.parents).toEqual([{ level: 'DEPARTEMENT' }, { level: 'REGION' }, { level: 'FRANCE' }]);
  });

  test('a merged commune says when it ended and where it went', async () => {
    const { past, present } = await read(`{
      past: territory(id: "commune:01003") { name validTo successors { id } events { date kind label before { name } after { name } } }
      present: territory(id: "commune:01002") { validTo successors { id } }
    }`);
    expect(past).toMatchObject({ name: 'Petit-Bourg', validTo: '2025-01-01', successors: [{ id: 'commune:01002' }] });
    expect(past.events).toContainEqual(expect.objectContaining({ date: '2025-01-01', kind: 'MERGER' }));
    expect(present).toEqual({ validTo: null, successors: [] });
  });

  test('neighbours are nearest in population where policies are shared, nearest first', async () => {
    const { commune, small, large, epci, departement, france, past } = await read(`{
      small: territory(id: "commune:01001") { neighbours(first: 1) { id population } }
      large: territory(id: "commune:69001") { neighbours(first: 2) { id population } }
      commune: territory(id: "commune:01005") { neighbours(first: 3) { id population } }
      epci: territory(id: "${RIVES}") { neighbours { id } }
      departement: territory(id: "departement:01") { neighbours { id } }
      france: territory(id: "france:FR") { neighbours { id } }
      past: territory(id: "commune:01003") { neighbours { id } }
    }`);
    // Châtel, with 1 470 inhabitants, is in another département: this one has none of a size that is near.
    expect(commune.neighbours).toEqual([
      { id: 'commune:69005', population: 1_470 },
      { id: 'commune:69003', population: 680 },
      { id: 'commune:01001', population: 520 },
    ]);
    // Of 520 inhabitants: the nearest of the département has 300, the région has one of 680.
    expect(small.neighbours[0]).toEqual({ id: 'commune:69003', population: 680 });
    // Nothing in the région is near 20 500: the département is enough.
    expect(large.neighbours.map(({ id }: { id: string }) => id.slice(0, 10))).toEqual(['commune:69', 'commune:69']);
    expect(epci.neighbours).toEqual([{ id: BOURG }]);
    expect(departement.neighbours).toEqual([{ id: 'departement:69' }]);
    expect([france.neighbours, past.neighbours]).toEqual([[], []]);
  });

  test('a territory can be read on a day of the past', async () => {
    const { territory } = await read('{ territory(id: "commune:01003", at: "2024-06-01") { name } }');
    expect(territory).toEqual({ name: 'Petit-Bourg' });
  });

  test('an unknown code is null, not an error', async () => {
    expect(await read('{ territory(id: "commune:99999") { id } }')).toEqual({ territory: null });
  });

  test.each(['st etienne', 'SAINT-ETIENNE', 'étienne', '69001'])(
    'the search « %s » finds Saint-Étienne-du-Mont',
    async (search) => {
      const { territories } = await read(
        'query($search: String) { territories(search: $search, level: COMMUNE) { edges { node { name } } } }',
        { search },
      );
      expect(territories.edges[0]?.node.name).toBe('Saint-Étienne-du-Mont');
    },
  );

  test('pages of members follow one another without gap nor double', async () => {
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { territory } = await read(
        `query($after: String) { territory(id: "${RIVES}") { members(level: COMMUNE, first: 2, after: $after) {
          totalCount pageInfo { hasNextPage endCursor } edges { cursor node { name } } } } }`,
        { after },
      );
      const { edges, pageInfo, totalCount } = territory.members;
      expect(totalCount).toBe(6);
      names.push(...edges.map((edge: { node: { name: string } }) => edge.node.name));
      expect(pageInfo.endCursor).toBe(edges.at(-1).cursor);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    expect(names.toSorted()).toEqual([
      'Châtel',
      'Givrine',
      'Rive-Droite',
      'Rive-Gauche',
      'Saint-Étienne-du-Mont',
      'Vaux',
    ]);
  });

  test('a page of no rows gives the count alone', async () => {
    const { territories } = await read(
      '{ territories(level: EPCI, first: 0) { totalCount edges { cursor } pageInfo { hasNextPage endCursor } } }',
    );
    expect(territories).toEqual({ totalCount: 2, edges: [], pageInfo: { hasNextPage: true, endCursor: null } });
  });
});

describe('the catalogue', () => {
  test('themes and indicators have what the page of an indicator needs', async () => {
    const { themes, indicator } = await read(`{
      themes { id label english: label(language: EN) }
      indicator(id: "part_comptee_a_part") {
        id label shortLabel definition basePopulation cautions formula unit decimals polarity nature floor keyRank
        theme { id label } sources { id title producer licence landingPage } years { year vintage communes epci departements regions france }
      }
    }`);
    expect(themes).toContainEqual({ id: 'population', label: 'Population', english: 'Population' });
    expect(indicator).toMatchObject({
      formula: 'somme(Population comptée à part) / somme(Population totale) × 100',
      unit: 'PERCENT',
      nature: 'RATIO',
      theme: { id: 'population' },
    });
    expect(indicator.sources).toEqual([
      {
        id: 'populations',
        title: 'Populations',
        producer: 'Essai',
        licence: 'Licence Ouverte 2.0',
        landingPage: 'https://example.org/populations',
      },
    ]);
    expect(indicator.years).toContainEqual({
      year: 2023,
      vintage: 2025,
      communes: 10,
      epci: 2,
      departements: 2,
      regions: 1,
      france: 2,
    });
  });

  test('indicators are searched without accents, in names and definitions', async () => {
    const { indicators } = await read('{ indicators(search: "MEDIAN niveau") { id } }');
    expect(indicators).toContainEqual({ id: 'revenu_median' });
    expect(indicators).not.toContainEqual({ id: 'population_municipale' });
  });

  test('indicators without figures are not listed', async () => {
    const { indicators } = await read('{ indicators { id } }');
    expect(indicators).not.toContainEqual({ id: 'taux_pauvrete' });
  });

  test('an unknown indicator is null', async () => {
    expect(await read('{ indicator(id: "inconnu") { id } }')).toEqual({ indicator: null });
  });
});

describe('figures', () => {
  test('a computed cell is explained with its coverage and its deliveries', async () => {
    const { cell } = await read(`{
      cell(indicator: "population_municipale", territory: "${BOURG}", year: 2023) {
        publication { id publishedAt } warnings { code } territory { name } indicator { id } year geography vintage
        value state method explanation coverage { communes communesTotal population }
        parts { measure label value state } inputs { source { id } file line sha256 loadedAt }
      }
    }`);
    expect(cell).toMatchObject({
      territory: { name: 'CC du Bourg' },
      value: 520 + 11_150 + 62 + 1_220,
      state: 'COMPUTED',
      method: 'SUM',
      vintage: 2025,
      coverage: { communes: 4, communesTotal: 4, population: 1 },
    });
    expect(cell.explanation).not.toBe('');
    expect(cell.inputs[0]).toMatchObject({ source: { id: 'populations' }, file: 'populations.csv' });
  });

  test.each([
    ['commune:01001', 'SECRET'],
    ['commune:01004', 'NOT_AVAILABLE'],
    [BOURG, 'NOT_AGGREGABLE'],
  ])('the median of %s has no value and says why: %s', async (territory, state) => {
    const { cell } = await read(
      'query($territory: ID!) { cell(indicator: "revenu_median", territory: $territory, year: 2021, geography: PUBLISHED) { value state explanation } }',
      { territory },
    );
    expect(cell).toMatchObject({ value: null, state });
    expect(cell.explanation).not.toBe('');
  });

  test('a zero is a figure', async () => {
    const { cell } = await read(
      '{ cell(indicator: "population_municipale", territory: "commune:69004", year: 2023) { value state } }',
    );
    expect(cell).toEqual({ value: 0, state: 'PUBLISHED' });
  });

  test('a comparison has one row per territory, then one per benchmark, and positions', async () => {
    const { compare } = await read(`{
      compare(territories: ["commune:69001", "commune:69002"], indicators: ["population_municipale", "revenu_median"], benchmarks: ["france:FR"]) {
        publication { id } geography referenceVintage territories { id } benchmarks { id }
        columns { indicator { id } year values states positions(within: DEPARTEMENT) { ranks percentiles quintiles sizes } }
      }
    }`);
    expect(compare).toMatchObject({
      geography: 'CONSTANT',
      referenceVintage: 2025,
      territories: [{ id: 'commune:69001' }, { id: 'commune:69002' }],
      benchmarks: [{ id: 'france:FR' }],
    });
    const [population, median] = compare.columns;
    expect(population).toMatchObject({
      indicator: { id: 'population_municipale' },
      year: 2023,
      values: [20_500, 8_050, FRANCE_2023],
    });
    expect(population.positions).toEqual({ ranks: [1, 2], percentiles: [80, 60], quintiles: [5, 4], sizes: [5, 5] });
    expect(median).toMatchObject({
      year: 2021,
      values: [18_900, 23_700, null],
      states: ['PUBLISHED', 'PUBLISHED', 'NOT_AGGREGABLE'],
    });
  });

  test('a position is told in the région too, and in no group of fewer than 5', async () => {
    const { compare } = await read(`{
      compare(territories: ["commune:69001", "commune:01002", "departement:69"], indicators: ["population_municipale"], year: 2023, benchmarks: []) {
        columns {
          region: positions(within: REGION) { ranks percentiles quintiles sizes }
          epci: positions(within: EPCI) { ranks sizes }
          france: positions(within: FRANCE) { ranks sizes }
        }
      }
    }`);
    const [{ region, epci, france }] = compare.columns;
    expect(region.ranks).toEqual([1, 2, null]);
    expect(region.sizes).toEqual([11, 11, null]);
    expect(region.quintiles[0]).toBe(5);
    expect(france).toEqual({ ranks: [1, 2, null], sizes: [11, 11, null] });
    expect(epci).toEqual({ ranks: [1, null, null], sizes: [6, null, null] });
  });

  test('the latest comparable year is the latest that most rows have a figure for', async () => {
    const ask = (comparable: boolean) =>
      read(
        `query($comparable: Boolean!) {
          compare(territories: ["commune:01002", "commune:01003"], indicators: ["population_municipale"], benchmarks: [], comparable: $comparable, geography: PUBLISHED) {
            columns { year values }
          }
        }`,
        { comparable },
      );
    const [latest, comparable] = await Promise.all([ask(false), ask(true)]);
    expect(latest.compare.columns).toEqual([{ year: 2023, values: [11_150, null] }]);
    expect(comparable.compare.columns).toEqual([{ year: 2022, values: [10_100, 950] }]);
  });

  test('without benchmarks, the parents of the first territory are taken', async () => {
    const { compare } = await read(
      '{ compare(territories: ["commune:01001"], indicators: ["population_municipale"]) { benchmarks { id } } }',
    );
    expect(compare.benchmarks).toEqual([
      { id: BOURG },
      { id: 'departement:01' },
      { id: 'region:84' },
      { id: 'france:FR' },
    ]);
  });

  test('a trend restates the past of a merged commune, and shows mandates and the merger', async () => {
    const { trend } = await read(`{
      trend(indicator: "population_municipale", territories: ["commune:01002"]) {
        publication { id } warnings { code } geography indicator { id } years
        series { territory { id } values states coverage events { date kind } change { from to absolute relative yearly perimeter sentence } }
        mandates { label from to }
      }
    }`);
    expect(trend.years).toEqual([2021, 2022, 2023]);
    expect(trend.series[0].values).toEqual([10_900, 11_050, 11_150]);
    expect(trend.series[0].events).toContainEqual({ date: '2025-01-01', kind: 'MERGER' });
    expect(trend.mandates.length).toBeGreaterThan(0);
    expect(trend.mandates.at(-1).to).toBeNull();
  });

  test('as published, each year keeps its own perimeter', async () => {
    const { trend } = await read(
      '{ trend(indicator: "population_municipale", territories: ["commune:01002"], geography: PUBLISHED) { warnings { code } series { values change { perimeter } } } }',
    );
    const [{ values, change }] = trend.series;
    expect(values).toEqual([10_000, 10_100, 11_150]);
    expect(change).toBeNull();
    const codes = trend.warnings.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(['YEARS_NOT_COMPARABLE', 'PERIMETER_CHANGED']));
  });

  test('a map layer has every territory of the level once, and increasing breaks', async () => {
    const { mapLayer } = await read(
      '{ mapLayer(indicator: "population_municipale", year: 2023) { level ids values states breaks } }',
    );
    expect(mapLayer.level).toBe('COMMUNE');
    expect(new Set(mapLayer.ids).size).toBe(11);
    expect(mapLayer.values).toHaveLength(11);
    expect(mapLayer.states).toHaveLength(11);
    expect(mapLayer.breaks).toEqual(mapLayer.breaks.toSorted((left: number, right: number) => left - right));
  });

  test('a map layer within an EPCI that straddles has the communes of both départements', async () => {
    const { mapLayer } = await read(
      `{ mapLayer(indicator: "population_municipale", year: 2023, within: "${RIVES}") { ids } }`,
    );
    expect(mapLayer.ids.toSorted()).toEqual([
      'commune:01006',
      'commune:69001',
      'commune:69002',
      'commune:69003',
      'commune:69004',
      'commune:69005',
    ]);
  });
});

describe('coverage', () => {
  test('counts the communes with a figure, hidden ones apart, inside a territory', async () => {
    const { coverage } = await read(`{
      coverage(within: "${BOURG}", indicators: ["revenu_median", "population_municipale"], geography: PUBLISHED) {
        level rows { indicator { id } years { year vintage territories withValue hidden } }
      }
    }`);
    expect(coverage.level).toBe('COMMUNE');
    const rows = new Map<string, unknown>(
      coverage.rows.map((row: { indicator: { id: string }; years: unknown }) => [row.indicator.id, row.years]),
    );
    expect(rows.get('revenu_median')).toEqual([{ year: 2021, vintage: 2023, territories: 5, withValue: 3, hidden: 1 }]);
    expect(rows.get('population_municipale')).toEqual([
      { year: 2021, vintage: 2023, territories: 5, withValue: 5, hidden: 0 },
      { year: 2022, vintage: 2024, territories: 5, withValue: 5, hidden: 0 },
      { year: 2023, vintage: 2025, territories: 4, withValue: 4, hidden: 0 },
    ]);
  });

  test('counts figures over the whole country, by theme or by indicator', async () => {
    const { revenus, epci } = await read(`{
      revenus: coverage(theme: "revenus", geography: PUBLISHED) { rows { indicator { id } years { territories withValue hidden } } }
      epci: coverage(level: EPCI, indicators: ["population_municipale"]) { rows { years { year territories withValue } } }
    }`);
    const median = revenus.rows.find((row: { indicator: { id: string } }) => row.indicator.id === 'revenu_median');
    expect(median.years).toEqual([{ territories: 12, withValue: 9, hidden: null }]);
    expect(epci.rows[0].years).toHaveLength(3);
    for (const year of epci.rows[0].years) expect(year).toMatchObject({ territories: 2, withValue: 2 });
  });

  test.each([
    ['indicators: ["inconnu"]', 'INDICATOR_UNKNOWN'],
    ['within: "commune:99999"', 'TERRITORY_UNKNOWN'],
    ['level: GROUPE', 'ARGUMENT_INVALID'],
  ])('of %s is refused with %s', async (written, code) => {
    const { errors } = await world.ask(`{ coverage(${written}) { rows { years { year } } } }`);
    expect(errors?.[0]?.extensions.code).toBe(code);
  });
});

describe('changes between publications', () => {
  test('name the deliveries that differ, and count their figures', async () => {
    const { publications } = await read('{ publications { id } }');
    const [latest, first] = publications;
    const question = `query ($from: ID!, $to: ID) {
      publicationChanges(from: $from, to: $to) {
        from { id } to { id }
        deliveries { kind before { vintage } after { vintage file } figuresAdded figuresChanged figuresRemoved }
      }
    }`;
    const { publicationChanges } = await read(question, { from: first.id });
    expect(publicationChanges).toMatchObject({ from: { id: first.id }, to: { id: latest.id } });
    const none = { figuresAdded: 0, figuresChanged: 0, figuresRemoved: 0 };
    const added = publicationChanges.deliveries[0];
    expect(publicationChanges.deliveries).toEqual([{ ...none, ...added, kind: 'ADDED', before: null }]);
    expect(added.after.vintage).toBe('2021');
    expect(added.figuresAdded).toBeGreaterThan(10);
    const { publicationChanges: back } = await read(question, { from: latest.id, to: first.id });
    expect(back.deliveries).toMatchObject([{ kind: 'REMOVED', after: null, figuresRemoved: added.figuresAdded }]);
    const { publicationChanges: same } = await read(question, { from: latest.id, to: latest.id });
    expect(same.deliveries).toEqual([]);
    const { errors } = await world.ask(question, { from: 'inconnue' });
    expect(errors?.[0]?.extensions.code).toBe('PUBLICATION_UNKNOWN');
  });
});

describe('the grid in groups', () => {
  const GROUPED = `query($rows: GridRowsInput!, $filters: [GridFilterInput!], $groups: GridGroupsInput!) {
    grid(rows: $rows, filters: $filters, groups: $groups, columns: [
      { indicator: "population_municipale", year: 2023 }, { indicator: "revenu_median", year: 2021 }
    ]) {
      totalCount territoryCount rows { ids names depths members sizes whole } columns { values states }
      total { label territory problem values states }
    }
  }`;
  const rows = { level: 'COMMUNE' };

  test('subtotals are the figures of the EPCI, communes of none come last, and the total is France', async () => {
    const { grid, epci } = await read(GROUPED, { rows, groups: { by: 'EPCI', open: [RIVES] } }).then(
      async (answer) => ({
        ...answer,
        ...(await read(`{ epci: compare(territories: ["${RIVES}"], indicators: ["population_municipale"], year: 2023, geography: CONSTANT) {
        columns { values } } }`)),
      }),
    );
    const place = grid.rows.ids.indexOf(RIVES);
    const members = grid.rows.members[place];
    expect(grid.rows.depths.slice(place, place + members + 2)).toEqual([0, ...Array(members).fill(1), 0]);
    expect(grid.columns[0].values[place]).toBe(epci.columns[0].values[0]);
    expect(grid.rows.ids.at(-1)).toBe('commune:01099');
    expect(grid.territoryCount).toBe(
      grid.rows.members.reduce((sum: number, count: number | null) => sum + (count ?? 0), 0) + 1,
    );
    expect(grid.total).toMatchObject({ label: 'Ensemble : France', territory: 'france:FR', problem: null });
  });

  test('a group that a filter cuts is added up from the rows that remain, as the total of the selection is', async () => {
    const filters = [{ column: { indicator: 'population_municipale', year: 2023 }, operator: 'GTE', value: 680 }];
    const { grid } = await read(GROUPED, {
      rows: { level: 'COMMUNE', within: RIVES },
      filters,
      groups: { by: 'EPCI' },
    });
    expect(grid.rows).toMatchObject({ whole: [false, ...grid.rows.ids.slice(1).map(() => true)] });
    expect([grid.rows.ids[0], grid.rows.members[0], grid.rows.sizes[0]]).toEqual([RIVES, 5, 6]);
    const shown = grid.columns[0].values.slice(1).reduce((sum: number, value: number) => sum + value, 0);
    expect([grid.columns[0].values[0], grid.columns[0].states[0]]).toEqual([shown, 'COMPUTED']);
    expect([grid.columns[1].values[0], grid.columns[1].states[0]]).toEqual([null, 'NOT_AGGREGABLE']);
    expect(grid.total).toMatchObject({
      territory: null,
      values: [shown, null],
      states: ['COMPUTED', 'NOT_AGGREGABLE'],
    });
  });

  test('communes are gathered by class of population, with sums, quotients of sums, and no sum of medians', async () => {
    const { grid } = await read(
      `query($groups: GridGroupsInput!) { grid(rows: { level: COMMUNE }, groups: $groups, columns: [
        { indicator: "population_municipale", year: 2023 }, { indicator: "part_comptee_a_part", year: 2023 },
        { indicator: "revenu_median", year: 2021 }
      ], sort: [{ column: { indicator: "population_municipale", year: 2023 }, descending: true }]) {
        territoryCount rows { ids names members whole } columns { values states } total { values } } }`,
      { groups: { strata: true, open: [] } },
    );
    expect(grid.rows).toEqual({
      ids: [
        'groupe:strate-20000-50000',
        'groupe:strate-10000-20000',
        'groupe:strate-5000-10000',
        'groupe:strate-2000-5000',
        'groupe:strate-1000-2000',
        'groupe:strate-500-1000',
        'groupe:strate-200-500',
        'groupe:strate-0-200',
      ],
      names: expect.arrayContaining(['De 20\u202f000 à moins de 50\u202f000 habitants', 'Moins de 200 habitants']),
      members: [1, 1, 1, 1, 2, 2, 1, 2],
      whole: Array(8).fill(true),
    });
    expect(grid.columns[0].values).toEqual([20_500, 11_150, 8_050, 3_100, 2_690, 1_200, 300, 62]);
    for (const value of grid.columns[1].values) expect(value).toBeCloseTo(100 / 21, 8);
    expect(new Set(grid.columns[2].states)).toEqual(new Set(['NOT_AGGREGABLE']));
    expect(grid.total.values[0]).toBe(FRANCE_2023);
    const { errors } = await world.ask(GROUPED, { rows, groups: { by: 'EPCI', strata: true } });
    expect(errors?.[0]?.extensions.code).toBe('ARGUMENT_INVALID');
  });

  test('rows that do not nest are refused', async () => {
    const { errors } = await world.ask(GROUPED, { rows: { level: 'EPCI' }, groups: { by: 'REGION' } });
    expect(errors?.[0]?.extensions.code).toBe('ARGUMENT_INVALID');
  });
});

describe('the grid', () => {
  const COLUMNS = '[{ indicator: "population_municipale", year: 2023 }, { indicator: "revenu_median", year: 2021 }]';

  test('a page is filtered, sorted and counted by the server', async () => {
    const { grid } = await read(`{
      grid(
        rows: { level: COMMUNE, within: "departement:69" }, columns: ${COLUMNS}, geography: PUBLISHED
        filters: [{ column: { indicator: "population_municipale", year: 2023 }, operator: GTE, value: 680 }]
        sort: [{ column: { indicator: "revenu_median", year: 2021 }, descending: true }], first: 2
      ) {
        totalCount pageInfo { hasNextPage endCursor } rows { ids codes names epci departements }
        columns { indicator { id } year values states }
      }
    }`);
    expect(grid).toMatchObject({
      totalCount: 4,
      pageInfo: { hasNextPage: true },
      rows: {
        codes: ['69005', '69003'],
        names: ['Châtel', 'Vaux'],
        epci: ['CA des Deux-Rives', 'CA des Deux-Rives'],
        departements: ['Rhône', 'Rhône'],
      },
      columns: [
        { indicator: { id: 'population_municipale' }, year: 2023, values: [1_470, 680] },
        { indicator: { id: 'revenu_median' }, year: 2021, values: [26_200, 25_600] },
      ],
    });
  });

  test('a condition compares what is shown, or what has as many decimals as its bound', async () => {
    const ask = async (operator: string, value: number, upper?: number) => {
      const column = { indicator: 'part_comptee_a_part', year: 2023 };
      const { data } = await world.ask(
        `query($filters: [GridFilterInput!]) { grid(rows: { territories: ["epci:200000011"] }, columns: [{ indicator: "part_comptee_a_part", year: 2023 }], filters: $filters) {
          totalCount } }`,
        { filters: [{ column, operator, value, upper }] },
      );
      return data.grid.totalCount === 1;
    };
    // 4.7619 % reads « 4,8 % ».
    const answers = [
      await ask('GT', 4.7),
      await ask('GT', 4.8),
      await ask('GTE', 4.8),
      await ask('EQ', 4.8),
      await ask('LT', 4.8),
      await ask('LTE', 4.8),
      await ask('BETWEEN', 4.8, 5),
      await ask('GT', 4.75),
      await ask('LT', 4.77),
      await ask('EQ', 4.76),
    ];
    expect(answers).toEqual([true, false, true, true, false, true, true, true, true, true]);
  });

  test('the highest and the lowest are chosen among the rows that answer the other conditions, ties kept', async () => {
    const ask = async (operator: string, value: number) => {
      const column = { indicator: 'population_municipale', year: 2023 };
      const { data, errors } = await world.ask(
        `query($filters: [GridFilterInput!]) { grid(rows: { level: COMMUNE, within: "${RIVES}" }, columns: ${COLUMNS}, filters: $filters) {
          rows { codes } } }`,
        {
          filters: [
            { column, operator, value },
            { column, operator: 'LT', value: 10_000 },
          ],
        },
      );
      return errors ? errors[0]?.extensions.code : data.grid.rows.codes;
    };
    expect(await ask('HIGHEST', 2)).toEqual(['01006', '69002']);
    expect(await ask('LOWEST', 2)).toEqual(['69003', '69004']);
    expect(await ask('LOWEST', 100)).toHaveLength(5);
    expect(await ask('HIGHEST', 1.5)).toBe('ARGUMENT_INVALID');
  });

  test('cells without a value come last in both directions', async () => {
    for (const descending of [true, false]) {
      const { grid } = await read(
        `query($descending: Boolean!) { grid(rows: { level: COMMUNE, within: "${RIVES}" }, columns: ${COLUMNS}, geography: PUBLISHED,
          sort: [{ column: { indicator: "revenu_median", year: 2021 }, descending: $descending }]) { columns { states } } }`,
        { descending },
      );
      expect(grid.columns[1].states.at(-1)).toBe('SECRET');
    }
  });

  test('a list of territories is a table too, and an island has no EPCI', async () => {
    const { grid } = await read(
      `{ grid(rows: { territories: ["commune:01099", "commune:69001"] }, columns: ${COLUMNS}) { totalCount rows { ids epci } } }`,
    );
    expect(grid).toEqual({
      totalCount: 2,
      rows: { ids: ['commune:01099', 'commune:69001'], epci: [null, 'CA des Deux-Rives'] },
    });
  });

  test('rows are searched by name', async () => {
    const { grid } = await read(
      `{ grid(rows: { level: COMMUNE }, columns: ${COLUMNS}, search: "RIVE") { rows { names } } }`,
    );
    expect(grid.rows.names.toSorted()).toEqual(['Rive-Droite', 'Rive-Gauche']);
  });

  test.each(['مرحبا', '😀', '!!!'])('rows whose name has not %s are not found by it', async (search) => {
    const query = `query($s: String) { grid(rows: { level: COMMUNE }, columns: ${COLUMNS}, search: $s) { totalCount } }`;
    expect((await read(query, { s: search })).grid).toEqual({ totalCount: 0 });
    expect((await read(query, { s: ' ' })).grid.totalCount).toBeGreaterThan(0);
  });

  test('cursors and offsets reach the same rows', async () => {
    const page = (extra: string) =>
      read(
        `{ grid(rows: { level: COMMUNE }, columns: ${COLUMNS}, first: 3 ${extra}) { pageInfo { endCursor } rows { ids } } }`,
      );
    const first = await page('');
    const second = await page(`, after: "${first.grid.pageInfo.endCursor}"`);
    const jumped = await page(', offset: 3');
    expect(second.grid.rows).toEqual(jumped.grid.rows);
    expect(second.grid.rows.ids).not.toEqual(first.grid.rows.ids);
  });
});

describe('publications', () => {
  test('the history of publications says what changed', async () => {
    const { publications } = await read(`{ publications {
      id publishedAt current cells referenceVintage changes loads { id }
      inputs { source { id } vintage file sha256 rowsIn rowsOut rowsQuarantined loadedAt }
    } }`);
    expect(publications[0]).toMatchObject({ current: true, referenceVintage: 2025 });
    expect(publications[0].changes.join()).toContain('revenus');
    expect(publications[0].cells).toBeGreaterThan(0);
    expect(publications.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
  });

  test('an earlier publication answers as it did', async () => {
    const { publications } = await read('{ publications { id } }');
    const before = publications[1].id;
    const { data, errors } = await world.ask(
      `query($before: ID) { present: indicator(id: "revenu_median") { id } past: indicator(id: "revenu_median", publication: $before) { id } }`,
      { before },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ present: { id: 'revenu_median' }, past: null });
  });

  test('a list begun before a new publication goes on in its own, and questions see the new one', async () => {
    const page = (after: string | null) =>
      read(
        `query($after: String) { grid(rows: { level: COMMUNE }, columns: [{ indicator: "population_municipale", year: 2023 }], first: 2, after: $after) {
          publication { id } pageInfo { endCursor } } }`,
        { after },
      );
    const first = await page(null);
    await world.publishIncomesAgain();
    await expect.poll(async () => (await page(null)).grid.publication.id).not.toBe(first.grid.publication.id);
    const second = await page(first.grid.pageInfo.endCursor);
    expect(second.grid.publication).toEqual(first.grid.publication);
  });
});

describe('what people keep', () => {
  test('a view is saved, renamed, listed and deleted by the browser that saved it', async () => {
    const saving = 'mutation { saveView(name: "Ma vue", state: "/comparer?t=commune:69001") { id mayChange } }';
    const saved = await world.ask(saving);
    const { id } = saved.data.saveView;
    expect(saved.data.saveView.mayChange).toBe(true);
    const given = saved.headers.getSetCookie();
    expect(given).toEqual([expect.stringMatching(/^boussole_views=[\w-]{43}; .*HttpOnly; SameSite=Lax/)]);
    const cookie = given[0]!.split(';')[0]!;
    const own = { cookie };
    const again = await world.ask(saving, {}, own);
    expect(again.headers.getSetCookie()[0]!.split(';')[0]).toBe(cookie);

    const listing = '{ savedViews { id name mayChange } }';
    const entry = { id, name: 'Ma vue' };
    const listed = await world.ask(listing, {}, own);
    expect(listed.data.savedViews).toContainEqual({ ...entry, mayChange: true });
    expect(listed.headers.get('cache-control')).toContain('no-store');
    expect((await read(listing)).savedViews).toContainEqual({ ...entry, mayChange: false });

    const rename = 'mutation($id: ID!, $name: String!) { renameView(id: $id, name: $name) { name state } }';
    const remove = 'mutation($id: ID!) { deleteView(id: $id) }';
    const codeOf = async (query: string, variables: object, headers?: Record<string, string>) =>
      (await world.ask(query, { ...variables }, headers)).errors?.[0]?.extensions.code;
    const name = 'Notre vue';
    for (const other of [
      undefined,
      { cookie: `boussole_views=${'x'.repeat(43)}` },
      { ...own, 'sec-fetch-site': 'cross-site' },
    ]) {
      expect(await codeOf(rename, { id, name }, other)).toBe('NOT_ALLOWED');
      expect(await codeOf(remove, { id }, other)).toBe('NOT_ALLOWED');
    }
    expect(await codeOf(rename, { id, name: ' ' }, own)).toBe('ARGUMENT_INVALID');
    expect((await world.ask(rename, { id, name }, own)).data.renameView).toEqual({
      name,
      state: '/comparer?t=commune:69001',
    });
    expect((await world.ask(rename, { id: 'inconnue', name }, own)).data).toEqual({ renameView: null });
    expect((await world.ask(remove, { id }, own)).data).toEqual({ deleteView: true });
    expect((await world.ask(remove, { id }, own)).data).toEqual({ deleteView: false });
  });

  test('views are bounded in number by whoever saves them, so that nobody fills the place of all', async () => {
    const bounded = await world.again({ limits: { viewsPerHour: 2 } });
    const save = () => bounded.ask('mutation { saveView(name: "Encore une", state: "/") { id } }');
    const saved = [await save(), await save(), await save()];
    expect(saved.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual([undefined, undefined, 'LIMIT_EXCEEDED']);
    for (const { data } of saved.slice(0, 2))
      await world.catalogue.deleteSavedView(data.saveView.id, { isOfAll: true });
    await bounded.close();
  });

  test('views are bounded in number', async () => {
    const full = await world.again({ limits: { savedViews: 1 } });
    const save = () => full.ask('mutation { saveView(name: "Une de trop", state: "/") { id } }');
    expect([(await save()).errors?.[0], (await save()).errors?.[0]].at(-1)?.extensions.code).toBe('LIMIT_EXCEEDED');
    await full.close();
  });

  test('mandates are those of general municipal elections', async () => {
    const { mandates } = await read('{ mandates(territory: "commune:69001") { label from to } }');
    expect(mandates.map(({ from }: { from: string }) => from)).toEqual(
      mandates.map(({ from }: { from: string }) => from).toSorted(),
    );
  });

  test('loads are listed, none here', async () => {
    expect(await read('{ loads(first: 5) { id verdict } }')).toEqual({ loads: [] });
  });
});

describe('groups of communes', () => {
  let grouped: World;
  beforeAll(async () => {
    let stores: Stores | undefined;
    grouped = await world.again({
      change: (unchanged) => {
        stores = unchanged;
        return unchanged;
      },
    });
    const communes = ['01002', '01003', '69005'];
    await stores!.catalogue.saveGroup({
      code: 'deux-rives',
      name: 'Les Étangs',
      description: '',
      communes,
      vintage: 2024,
    });
    const cut = {
      code: 'coupe',
      name: 'Petit-Bourg et Vaux',
      description: '',
      communes: ['01003', '69003'],
      vintage: 2024,
    };
    await stores!.catalogue.saveGroup(cut);
  });
  afterAll(() => grouped.close());

  async function readGroups(query: string) {
    const { data, errors } = await grouped.ask(query);
    expect(errors).toBeUndefined();
    return data;
  }

  test('are listed, found by name, and described as any territory', async () => {
    const { groups, found, listed, territory } = await readGroups(`{
      groups { code name vintage communes territory { id } }
      found: territories(search: "etangs") { totalCount edges { match node { id level } } }
      listed: territories(level: GROUPE) { totalCount }
      territory(id: "groupe:deux-rives") {
        name level code population populationYear parents { id } members(level: COMMUNE) { totalCount edges { node { id } } }
      }
    }`);
    expect(groups[0]).toEqual({
      code: 'deux-rives',
      name: 'Les Étangs',
      vintage: 2024,
      communes: ['01002', '01003', '69005'],
      territory: { id: 'groupe:deux-rives' },
    });
    expect(found).toEqual({
      totalCount: 1,
      edges: [{ match: 'BEGINNING', node: { id: 'groupe:deux-rives', level: 'GROUPE' } }],
    });
    expect(listed.totalCount).toBe(2);
    expect(territory).toMatchObject({
      name: 'Les Étangs',
      level: 'GROUPE',
      population: 12_620,
      populationYear: 2023,
      parents: [{ id: 'region:84' }, { id: 'france:FR' }],
      members: { totalCount: 2, edges: [{ node: { id: 'commune:01002' } }, { node: { id: 'commune:69005' } }] },
    });
  });

  test('are compared, followed, tabulated and explained', async () => {
    const { compare, trend, grid, cell } = await readGroups(`{
      compare(territories: ["groupe:deux-rives"], indicators: ["population_municipale"], year: 2022) {
        benchmarks { id } columns { values states }
      }
      trend(indicator: "population_municipale", territories: ["groupe:deux-rives"], geography: PUBLISHED) {
        years series { values coverage change { absolute perimeter } events { date } } mandates { label }
      }
      grid(rows: { level: COMMUNE, within: "groupe:deux-rives" }, columns: [{ indicator: "population_municipale", year: 2023 }]) {
        totalCount columns { values }
      }
      cell(indicator: "population_municipale", territory: "groupe:deux-rives", year: 2023) {
        value state method explanation coverage { communes communesTotal }
      }
    }`);
    expect(compare.columns[0]).toMatchObject({
      values: [12_530, expect.any(Number), expect.any(Number)],
      states: ['COMPUTED', 'COMPUTED', 'COMPUTED'],
    });
    expect(trend.series[0]).toMatchObject({ values: [12_400, 12_530, 12_620], coverage: [1, 1, 1] });
    expect(trend.series[0].change).toBeNull();
    expect(trend.mandates.length).toBeGreaterThan(0);
    expect(grid).toEqual({ totalCount: 2, columns: [{ values: [11_150, 1_470] }] });
    expect(cell).toMatchObject({
      value: 12_620,
      state: 'COMPUTED',
      method: 'SUM',
      coverage: { communes: 2, communesTotal: 2 },
    });
    expect(cell.explanation).toContain('Somme des chiffres de ses 2 communes du groupe « Les Étangs »');
  });

  test('say which of their communes merged with others outside them', async () => {
    const { trend } = await readGroups(`{
      trend(indicator: "population_municipale", territories: ["groupe:coupe"], geography: PUBLISHED) {
        series { values coverage } warnings { code message }
      }
    }`);
    // Petit-Bourg was 900 and 950 inhabitants, Vaux 700, 690 and 680: what is left in 2023 is less than half of the group.
    expect(trend.series[0]).toEqual({ values: [1_600, 1_640, null], coverage: [1, 1, 0.5] });
    const warning = trend.warnings.find(({ code }: { code: string }) => code === 'MEMBERS_MERGED_OUTSIDE');
    expect(warning.message).toContain('Petit-Bourg (01003)');
  });

  test('name the communes that they were saved with and that merged since, with where these went', async () => {
    const { territory, commune } = await readGroups(`{
      territory(id: "groupe:deux-rives") { formerMembers { id name validTo successors { name } } }
      commune: territory(id: "commune:01002") { formerMembers { id } }
    }`);
    expect(territory.formerMembers).toEqual([
      { id: 'commune:01003', name: 'Petit-Bourg', validTo: '2025-01-01', successors: [{ name: 'Bourg' }] },
    ]);
    expect(commune.formerMembers).toEqual([]);
  });

  test('are unknown when nobody made them', async () => {
    const query = '{ territory(id: "groupe:absent") { id } }';
    expect(await readGroups(query)).toEqual({ territory: null });
    const { errors } = await grouped.ask(
      '{ compare(territories: ["groupe:absent"], indicators: ["population_municipale"]) { geography } }',
    );
    expect(errors?.[0]?.extensions.code).toBe('TERRITORY_UNKNOWN');
  });

  test('leave official figures readable when the catalogue does not answer', async () => {
    const deaf = await world.again({
      change: (stores) => ({
        ...stores,
        catalogue: { ...stores.catalogue, groups: () => Promise.reject(new Error('no answer')) },
      }),
    });
    const { data } = await deaf.ask('{ territory(id: "france:FR") { name } groups { code } }');
    expect(data).toEqual({ territory: { name: 'France' }, groups: [] });
    await deaf.close();
  });
});

describe('parts of an EPCI', () => {
  test('are listed with it, with their population, and read as territories', async () => {
    const { territory, whole, cell } = await read(`{
      territory(id: "${RIVES}") { population parts { id name population parents { id } members(level: COMMUNE) { totalCount } } }
      whole: territory(id: "${BOURG}") { parts { id } }
      cell(indicator: "population_municipale", territory: "partie:200000022-01", year: 2023) { value explanation }
    }`);
    expect(territory.parts).toEqual([
      {
        id: 'partie:200000022-01',
        name: 'CA des Deux-Rives (partie Ain)',
        population: 3_100,
        parents: [{ id: RIVES }, { id: 'departement:01' }, { id: 'region:84' }, { id: 'france:FR' }],
        members: { totalCount: 1 },
      },
      expect.objectContaining({ id: 'partie:200000022-69', population: 30_700 }),
    ]);
    expect(territory.population).toBe(33_800);
    expect(whole.parts).toEqual([]);
    expect(cell).toMatchObject({ value: 3_100 });
  });
});
