import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RIVES } from './support/rows.ts';
import { startWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function read(query: string) {
  const { data, errors } = await world.ask(query);
  expect(errors).toBeUndefined();
  return data;
}

describe('a distribution', () => {
  test('tells quantiles, counts between edges, and where territories stand', async () => {
    const { distribution } = await read(`{
      distribution(indicator: "population_municipale", year: 2023, territories: ["commune:01005", "commune:69001", "${RIVES}"]) {
        size withValue problem quantiles { percent value } histogram { scale edges counts }
        marks { territories { id } values states positions { ranks percentiles quintiles sizes } }
      }
    }`);
    // 0 62 300 520 680 1220 1470 3100 8050 11150 20500
    expect(distribution).toMatchObject({ size: 11, withValue: 11, problem: null });
    expect(distribution.quantiles).toEqual([
      { percent: 10, value: 62 },
      { percent: 25, value: 410 },
      { percent: 50, value: 1_220 },
      { percent: 75, value: 5_575 },
      { percent: 90, value: 11_150 },
    ]);
    const { edges, counts } = distribution.histogram;
    expect(edges).toEqual([5_000, 10_000, 15_000]);
    expect(counts).toEqual([8, 1, 1, 1]);
    expect(distribution.marks.values).toEqual([1_220, 20_500, 33_800]);
    expect(distribution.marks.positions).toEqual({
      ranks: [6, 1, null],
      percentiles: [45.45, 90.91, null],
      quintiles: [3, 5, null],
      sizes: [11, 11, null],
    });
  });

  test('rests on the figures that are shown, and places no hidden one', async () => {
    const { distribution } = await read(`{
      distribution(indicator: "revenu_median", year: 2021, geography: PUBLISHED, territories: ["commune:01001", "commune:69003"]) {
        size withValue quantiles { percent value } histogram { counts }
        marks { values states positions { ranks sizes } } warnings { code }
      }
    }`);
    // 18900 19500 20100 21000 22400 23700 24300 25600 26200; two are hidden, one is missing
    expect(distribution).toMatchObject({ size: 12, withValue: 9 });
    expect(distribution.quantiles).toEqual([
      { percent: 25, value: 20_100 },
      { percent: 50, value: 22_400 },
      { percent: 75, value: 24_300 },
    ]);
    expect(distribution.histogram.counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(9);
    expect(distribution.marks).toEqual({
      values: [null, 25_600],
      states: ['SECRET', 'PUBLISHED'],
      positions: { ranks: [null, 2], sizes: [null, 9] },
    });
    expect(distribution.warnings.map(({ code }: { code: string }) => code)).toContain('HIDDEN_VALUES');
  });

  test('describes no group of fewer than five figures', async () => {
    const { distribution } = await read(`{
      distribution(indicator: "revenu_median", year: 2021, geography: PUBLISHED, within: "${RIVES}", territories: ["commune:69001"]) {
        size withValue problem quantiles { value } histogram { counts } marks { values positions { ranks } }
      }
    }`);
    expect(distribution).toEqual({
      size: 6,
      withValue: 5,
      problem: null,
      quantiles: [{ value: 22_400 }, { value: 23_700 }, { value: 25_600 }],
      histogram: { counts: [1, 0, 2, 1, 1] },
      marks: { values: [18_900], positions: { ranks: [5] } },
    });
    const { small } = await read(`{
      small: distribution(indicator: "population_municipale", year: 2023, level: EPCI, territories: ["${RIVES}"]) {
        withValue problem quantiles { value } histogram { counts } marks { values positions { ranks } }
      }
    }`);
    expect(small).toEqual({
      withValue: 2,
      problem: 'GROUP_TOO_SMALL',
      quantiles: [],
      histogram: null,
      marks: { values: [33_800], positions: { ranks: [null] } },
    });
  });
});

describe('peers', () => {
  test('are the nearest by the criteria that are loaded, nearest first', async () => {
    const { peers } = await read(`{
      peers(territory: "commune:01005", size: 5, geography: PUBLISHED) {
        candidates size problem
        criteria { id year scale weight value problem }
        peers { territory { id } distance }
        figures(indicators: ["population_municipale", "revenu_median"]) {
          year value withValue lowerQuartile median upperQuartile rank quintile problem
        }
      }
    }`);
    expect(peers).toMatchObject({ size: 5, problem: null });
    expect(peers.criteria.map(({ id, problem }: { id: string; problem: string }) => [id, problem])).toEqual([
      ['population_municipale', null],
      ['densite_population', 'NOT_LOADED'],
      ['classe_densite', 'NOT_LOADED'],
      ['part_65_plus', 'NOT_LOADED'],
      ['part_familles_monoparentales', 'NOT_LOADED'],
      ['revenu_median', null],
      ['taux_chomage_rp', 'NOT_LOADED'],
    ]);
    expect(peers.criteria[0]).toEqual({
      id: 'population_municipale',
      year: 2023,
      scale: 'LOG',
      weight: 1,
      value: 1_220,
      problem: null,
    });
    const distances = peers.peers.map(({ distance }: { distance: number }) => distance);
    expect(distances).toEqual(distances.toSorted((one: number, other: number) => one - other));
    // Recomputed by hand: half the sum of squared gaps, of log(1 + population) and median income over their standard deviations.
    expect(peers.peers.map(({ territory }: { territory: { id: string } }) => territory.id)).toEqual(
      ['69003', '69002', '69005', '01006', '01002'].map((code) => `commune:${code}`),
    );
    expect(distances[0]).toBeCloseTo(0.379898, 6);
    expect(peers.figures).toEqual([
      {
        year: 2023,
        value: 1_220,
        withValue: 5,
        lowerQuartile: 1_470,
        median: 3_100,
        upperQuartile: 8_050,
        rank: 5,
        quintile: 2,
        problem: null,
      },
      {
        year: 2021,
        value: 24_300,
        withValue: 5,
        lowerQuartile: 22_400,
        median: 23_700,
        upperQuartile: 25_600,
        rank: 3,
        quintile: 3,
        problem: null,
      },
    ]);
  });

  test('are not chosen by what they will be compared on, and say so of what they were', async () => {
    const { peers } = await read(`{
      peers(territory: "commune:01005", size: 5, geography: PUBLISHED, compared: ["revenu_median"]) {
        criteria { id problem } peers { territory { id } } problem
        figures(indicators: ["population_municipale", "revenu_median"]) { indicator { id } isCriterion }
      }
    }`);
    expect(peers.criteria).toContainEqual({ id: 'revenu_median', problem: 'COMPARED' });
    // Population alone is left: the nearest by its quotients, as when it is the only criterion asked for.
    expect(peers.peers.map(({ territory }: { territory: { id: string } }) => territory.id)).toEqual(
      ['69005', '69003', '01001', '01006', '01099'].map((code) => `commune:${code}`),
    );
    expect(peers.figures).toEqual([
      { indicator: { id: 'population_municipale' }, isCriterion: true },
      { indicator: { id: 'revenu_median' }, isCriterion: false },
    ]);
  });

  test('are none when nothing is left to choose them by', async () => {
    const { peers } = await read(`{
      peers(territory: "commune:01005", size: 5, criteria: [{ indicator: "revenu_median" }], compared: ["revenu_median"]) {
        problem peers { distance }
      }
    }`);
    expect(peers).toEqual({ problem: 'NO_CRITERION', peers: [] });
  });

  test('of one criterion are those nearest in it', async () => {
    const { peers } = await read(`{
      peers(territory: "commune:01005", size: 5, criteria: [{ indicator: "population_municipale", weight: 2 }]) {
        candidates peers { territory { id } }
      }
    }`);
    expect(peers.candidates).toBe(10);
    // 1 220: then 1 470, 680, 520, 3 100 and 300, by their quotients.
    expect(peers.peers.map(({ territory }: { territory: { id: string } }) => territory.id)).toEqual(
      ['69005', '69003', '01001', '01006', '01099'].map((code) => `commune:${code}`),
    );
  });

  test('of a class of population are all in it, and too few make no group', async () => {
    const { peers } = await read(`{
      peers(territory: "commune:01005", method: STRATUM) { stratum { from to } candidates size problem peers { distance } }
    }`);
    expect(peers).toEqual({
      stratum: { from: 1_000, to: 2_000 },
      candidates: 1,
      size: 0,
      problem: 'GROUP_TOO_SMALL',
      peers: [],
    });
  });

  test.each([
    ['ARGUMENT_INVALID', '{ peers(territory: "france:FR") { size } }'],
    ['ARGUMENT_INVALID', '{ peers(territory: "commune:01003") { size } }'],
    ['ARGUMENT_INVALID', '{ peers(territory: "commune:01005", size: 4) { size } }'],
    ['ARGUMENT_INVALID', '{ peers(territory: "commune:01005", criteria: []) { size } }'],
    [
      'ARGUMENT_INVALID',
      '{ peers(territory: "commune:01005", criteria: [{ indicator: "revenu_median", weight: -1 }]) { size } }',
    ],
    [
      'ARGUMENT_INVALID',
      '{ peers(territory: "commune:01005", criteria: [{ indicator: "revenu_median", weight: 1e999 }]) { size } }',
    ],
    ['INDICATOR_UNKNOWN', '{ peers(territory: "commune:01005", criteria: [{ indicator: "inconnu" }]) { size } }'],
    ['INDICATOR_UNKNOWN', '{ peers(territory: "commune:01005", compared: ["inconnu"]) { size } }'],
    ['TERRITORY_UNKNOWN', '{ peers(territory: "commune:99999") { size } }'],
    ['LIMIT_EXCEEDED', '{ peers(territory: "commune:01005", size: 100000) { size } }'],
  ])('refuse with %s: %s', async (code, query) => {
    const { errors } = await world.ask(query);
    expect(errors?.[0]?.extensions.code).toBe(code);
  });
});

describe('peers refuse what they would not use:', () => {
  const CRITERION = '{ indicator: "revenu_median" }';
  test.each([
    [
      `method: STRATUM, criteria: [${CRITERION}]`,
      'STRATUM ne prend pas de « criteria », retirez-le.',
      'STRATUM takes no “criteria”, leave it out.',
    ],
    ['method: STRATUM, criteria: []', 'STRATUM ne prend pas de « criteria »', 'STRATUM takes no “criteria”'],
    [
      `criteria: [${CRITERION}, { indicator: "population_municipale" }, { indicator: "revenu_median", weight: 2 }]`,
      '« revenu_median » est donné deux fois, gardez-en un.',
      '“revenu_median” is given twice, keep one of them.',
    ],
  ])('%s', async (asked, french, english) => {
    const query = `{ peers(territory: "commune:01005", ${asked}) { size } }`;
    const [inFrench] = (await world.ask(query)).errors!;
    expect(inFrench).toMatchObject({
      message: expect.stringContaining(`Argument « criteria » : ${french}`),
      extensions: { code: 'ARGUMENT_INVALID' },
    });
    const { errors } = await world.ask(query, {}, { 'accept-language': 'en' });
    expect(errors?.[0]?.message).toContain(`Argument “criteria”: ${english}`);
  });

  test('and take a null that uses nothing', async () => {
    const { errors } = await world.ask(
      '{ peers(territory: "commune:01005", method: STRATUM, criteria: null) { size } }',
    );
    expect(errors).toBeUndefined();
  });
});

describe('a difference from a benchmark', () => {
  test('has the interval of its counts, and its problem where there is none', async () => {
    const { compare } = await read(`{
      compare(
        territories: ["commune:01005", "commune:69004"]
        benchmarks: ["departement:01"]
        indicators: ["part_comptee_a_part", "population_municipale", "revenu_median"]
        geography: PUBLISHED
      ) {
        columns {
          againstBenchmarks { lows }
          significance(benchmark: "departement:01") { method explanation verdicts judgements differences lows highs references problems }
        }
      }
    }`);
    const { significance, againstBenchmarks } = compare.columns[0];
    expect(againstBenchmarks).toEqual([{ lows: significance.lows }]);
    const [part, population, income] = compare.columns.map(
      ({ significance }: { significance: unknown }) => significance,
    );
    expect(part).toMatchObject({
      method: 'WILSON',
      explanation: expect.stringContaining('Intervalle de Wilson'),
      verdicts: ['NOT_DIFFERENT', 'UNKNOWN'],
      judgements: ['NEUTRAL', null],
      problems: [null, 'NO_VALUE'],
    });
    // 61 of 1 281 in the commune and as many in proportion in the département that holds it, which is a known reference: Wilson's interval, in points.
    expect(part.explanation).toContain('comme à une référence connue');
    expect(part.references).toEqual([true, false]);
    expect(part.differences[0]).toBeCloseTo(0, 9);
    expect(part.lows[0]).toBeCloseTo(-1.037, 3);
    expect(part.highs[0]).toBeCloseTo(1.3075, 3);
    expect(population).toMatchObject({ method: null, verdicts: ['UNKNOWN', 'UNKNOWN'], problems: ['COUNT', 'COUNT'] });
    expect(income).toMatchObject({
      method: null,
      verdicts: ['UNKNOWN', 'UNKNOWN'],
      problems: ['NO_COUNTS', 'NO_COUNTS'],
    });
    expect(income.lows).toEqual([null, null]);
  });

  test('is refused with a territory that the comparison has not', async () => {
    const { errors } = await world.ask(`{
      compare(territories: ["commune:01005"], indicators: ["part_comptee_a_part"]) {
        columns { significance(benchmark: "commune:69001") { method } }
      }
    }`);
    expect(errors?.[0]?.extensions.code).toBe('ARGUMENT_INVALID');
  });
});

test('the marker of a trend says why three years of census tell none', async () => {
  const { trend } = await read(`{
    trend(indicator: "population_municipale", territories: ["commune:01005"]) {
      series { marker { direction judgement points problem slope } }
    }
  }`);
  expect(trend.series[0].marker).toEqual({
    direction: 'UNKNOWN',
    judgement: null,
    points: 1,
    problem: 'TOO_FEW_POINTS',
    slope: null,
  });
});
