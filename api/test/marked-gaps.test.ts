import type { DerivedRow, ObservationRow } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorld, type World } from './support/world.ts';

const PLACE = 'epci:200000011';
/** Fourteen communes in one EPCI, two in another. */
const CODES = Array.from({ length: 16 }, (_, index) => `01${String(index + 1).padStart(3, '0')}`);
const INSIDE = CODES.slice(0, 14);
const BASE = { year: 2023, cog: 2025, level: 'commune', state: 'PUBLISHED', line: 2 } as const;

/** Of each hundred, of ten thousand unless said otherwise, in the order of the communes. */
const UNEMPLOYED = [6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10, 10.5, 11, 12, 30, 50];
const VACANT = [10, 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 10.7, 10.8, 10.9, 11, 40, 12.5, 16];
/** Most have none; the one of 97 has fifteen that are not. The last two communes say nothing: the whole is partial. */
const EMPTY = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 97, 30];
const INCOMES = [
  20_000, 20_200, 20_400, 20_600, 20_800, 21_000, 21_200, 21_400, 21_600, 21_800, 22_000, 23_700, 17_000,
];
const POOR = [30, 30, 31, 31, 32, 32, 33, 33, 34, 34, 35, 35, 5, 45];

/** People and households, these to the nearest ten: one household in two of the last commune may be there or not. */
const HOUSEHOLDS = [...Array.from({ length: 12 }, (_, index) => [1_000 + 4 * index, 400]), [4_200, 2_000], [40, 20]];

function observed(): ObservationRow[] {
  const figure = (measure: string, index: number, value: number): ObservationRow => {
    return { ...BASE, measure, code: CODES[index]!, value };
  };
  const rates = (above: string, below: string, percents: readonly number[], size: (index: number) => number) =>
    percents.flatMap((percent, index) => [
      figure(above, index, (percent * size(index)) / 100),
      figure(below, index, size(index)),
    ]);
  return [
    ...CODES.map((_, index) => figure('population_municipale', index, index === 3 ? 90_000 : 1_000)),
    // Half of thirty people are too few to tell anything.
    ...rates('chomeurs_15_64', 'actifs_15_64', UNEMPLOYED, (index) => (index === 13 ? 30 : 1_000)),
    // A figure over half of a commune, the same share of two hundred dwellings and of ten thousand.
    // Weights of a census, which lost their last digits, and people: 80 % both.
    figure('chomeurs_15_64', 14, 315.505477308294),
    figure('actifs_15_64', 14, 394.381846635368),
    figure('chomeurs_15_64', 15, 800),
    figure('actifs_15_64', 15, 1_000),
    ...rates('logements_vacants', 'logements', VACANT, (index) => (index === 12 ? 200 : 10_000)),
    ...rates('ls_vides', 'logements_sociaux', EMPTY, () => 500),
    ...INCOMES.map((income, index) => figure('revenu_median', index, income)),
    { ...figure('revenu_median', 13, 0), value: null, state: 'SECRET' },
    ...POOR.map((rate, index) => figure('taux_pauvrete', index, rate)),
    figure('revenu_median', 14, 50_000),
    figure('revenu_median', 15, 10_000),
  ];
}

function households(): ObservationRow[] {
  return HOUSEHOLDS.flatMap(([people, number], index) => [
    { ...BASE, measure: 'personnes_menages_fiscaux', code: CODES[index]!, value: people! },
    { ...BASE, measure: 'menages_fiscaux', code: CODES[index]!, value: number! },
  ]);
}

const PARTS: DerivedRow = {
  measure: 'logements_vacants',
  ...{ year: 2023, level: 'commune', code: CODES[11]!, rule: 'PARTS', parts: 5, partsTotal: 10 },
};

let world: World;
beforeAll(async () => {
  const cog = 2025;
  const departement = '01';
  world = await startWorld({
    deliveries: [
      {
        id: 'geographie',
        title: 'Géographie',
        vintage: '2025',
        tables: {
          commune: CODES.map((code) => {
            return {
              cog,
              code,
              name: `Commune ${code}`,
              type: 'COM' as const,
              departement,
              region: '84',
              parent: null,
            };
          }),
          departement: [{ cog, code: '01', name: 'Ain', region: '84' }],
          region: [{ cog, code: '84', name: 'Auvergne-Rhône-Alpes' }],
          epci: [
            { cog, code: '200000011', name: 'CC du Bourg', nature: 'CC' },
            { cog, code: '200000022', name: 'CC des Deux', nature: 'CC' },
          ],
          membership: CODES.map((commune, index) => {
            return { cog, epci: index < INSIDE.length ? '200000011' : '200000022', commune };
          }),
          movement: [],
        },
      },
      {
        id: 'chiffres',
        title: 'Chiffres',
        vintage: '2023',
        tables: { observation: observed(), derived: [PARTS] },
        parts: { name: 'IRIS', atLeast: 0.5 },
      },
      {
        id: 'menages',
        title: 'Ménages',
        vintage: '2023',
        tables: { observation: households() },
        rounding: { menages_fiscaux: { step: 10, mode: 'nearest' } },
      },
    ],
  });
});
afterAll(() => world.close());

async function read(rest: string, fields: string) {
  const { data, errors } = await world.ask(`{ markedGaps(${rest}) { ${fields} } }`);
  expect(errors).toBeUndefined();
  return data.markedGaps;
}

const GAPS =
  'gaps { territory { id } column { indicator { id } } value direction judgement distance probability } totalCount';

describe('marked gaps', () => {
  test('are far from the median and from the whole by the usual gap of their indicator, the most marked first', async () => {
    const { gaps, totalCount } = await read(`within: "${PLACE}"`, GAPS);
    const told = gaps.map((gap: { territory: { id: string }; column: { indicator: { id: string } } }) => [
      gap.territory.id,
      gap.column.indicator.id,
    ]);
    expect(told).toEqual([
      [`commune:${CODES[11]}`, 'part_logements_sociaux_vides'],
      [`commune:${CODES[12]}`, 'taux_chomage_rp'],
      [`commune:${CODES[12]}`, 'personnes_par_menage_fiscal'],
      [`commune:${CODES[13]}`, 'taux_pauvrete'],
      [`commune:${CODES[13]}`, 'part_logements_vacants'],
      [`commune:${CODES[12]}`, 'revenu_median'],
    ]);
    expect(totalCount).toBe(6);
    // Unemployment: median 9.25, usual gap 1.75; 1,370 of 13,030 in all.
    const [empty, unemployed, crowded, poor, vacant, poorest] = gaps;
    // Empty dwellings: median 0, which would make any case impossible; told from the 650 of 6,000 that are known.
    expect(empty).toMatchObject({ value: 30, direction: 'HIGHER' });
    expect(empty.distance).toBeCloseTo(30 - 65_000 / 6_000, 6);
    expect(empty.probability).toBeGreaterThan(0);
    expect(empty.probability).toBeLessThan(1e-40);
    expect(unemployed).toMatchObject({ value: 30, direction: 'HIGHER', judgement: 'WORSE' });
    expect(unemployed.distance).toBeCloseTo((30 - 137_000 / 13_030) / 1.75, 6);
    expect(unemployed.probability).toBeLessThan(1e-80);
    // People by household: median 2.545, usual gap 0.035, 2.42 in all; 2.0 of the last commune may as well be 2.7.
    expect(crowded).toMatchObject({ value: 2.1, direction: 'LOWER', judgement: 'NEUTRAL', probability: null });
    expect(crowded.distance).toBeCloseTo((16_504 / 6_820 - 2.1) / 0.035, 6);
    // Poverty: median 32.5, usual gap 1.5; no figure of the whole.
    expect(poor).toMatchObject({ value: 45, judgement: 'WORSE', probability: null });
    expect(poor.distance).toBeCloseTo(12.5 / 1.5, 6);
    // Dwellings: median 10.6, usual gap 0.35 above, 0.3 of all; the whole, of which half a commune is known, is nearer than the median.
    expect(vacant).toMatchObject({ value: 16, direction: 'HIGHER', judgement: 'WORSE' });
    expect(vacant.distance).toBeCloseTo((16 - 1_717_500 / 130_200) / 0.35, 6);
    // Incomes: median 21,000, usual gap 700, of which 23,700 is 3.9 times as far, and without counts behind.
    expect(poorest).toMatchObject({ value: 17_000, direction: 'LOWER', judgement: 'WORSE', probability: null });
    expect(poorest.distance).toBeCloseTo(4_000 / 700, 6);
  });

  test('leave out and count what is hidden, partial, at the floor or of few cases, and what may be chance', async () => {
    const { judged, notJudged, tests, threshold, columns, warnings } = await read(
      `within: "${PLACE}"`,
      'judged tests threshold notJudged { reason figures } columns { indicator { id } year withValue problem benchmark median usualAbove usualBelow method marked benchmarkPartial } warnings { code }',
    );
    const figures = Object.fromEntries(
      notJudged.map(({ reason, figures: count }: { reason: string; figures: number }) => [reason, count]),
    );
    expect(figures).toMatchObject({ PARTIAL_COVERAGE: 1, AT_FLOOR: 1, FEW_CASES: 1 + EMPTY.length - 1 });
    const of = (id: string) => columns.find(({ indicator }: { indicator: { id: string } }) => indicator.id === id);
    expect(of('population_municipale')).toBeUndefined();
    expect(of('revenu_median')).toMatchObject({
      withValue: 13,
      median: 21_000,
      benchmark: null,
      method: null,
      marked: 1,
    });
    expect(of('part_logements_vacants')).toMatchObject({
      withValue: 13,
      method: 'WILSON',
      benchmarkPartial: true,
      marked: 1,
    });
    expect(of('part_logements_sociaux_vides')).toMatchObject({ median: 0, benchmarkPartial: true, marked: 1 });
    expect(of('taux_chomage_rp')).toMatchObject({
      year: 2023,
      median: 9.25,
      usualAbove: 1.75,
      problem: null,
      benchmarkPartial: false,
    });
    // Rates of 13 communes each, and one more: the one of half a commune and those of few cases are not tested.
    expect(tests).toBe(27);
    expect(threshold).toBeLessThan(0.01);
    expect(judged).toBe(27 + 13 + 13 + 14);
    expect(warnings.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(['HIDDEN_VALUES', 'SMALL_NUMBERS', 'FLOOR_VALUES']),
    );
  });

  test('are told in both languages how they were found, and how many without all of them', async () => {
    const { gaps, totalCount, fr, en } = await read(
      `within: "${PLACE}", first: 1`,
      'gaps { value } totalCount fr: explanation en: explanation(language: EN)',
    );
    expect({ gaps, totalCount }).toEqual({ gaps: [{ value: 30 }], totalCount: 6 });
    expect(fr).toContain('Comme 27 taux sont comparés');
    expect(en).toContain('As 27 rates are compared');
    expect(fr).toContain('l’ensemble (CC du Bourg)');
  });

  test('are none where too few figures tell what is usual', async () => {
    const { gaps, columns, size } = await read(
      'within: "epci:200000022", indicators: ["revenu_median"]',
      'size gaps { value } columns { problem withValue median }',
    );
    expect({ gaps, columns, size }).toEqual({
      ...{ gaps: [], size: 2 },
      columns: [{ problem: 'GROUP_TOO_SMALL', withValue: 2, median: null }],
    });
  });

  test.each([
    [
      'a level that is no part of it',
      `within: "${PLACE}", level: EPCI`,
      /n’est pas fait de territoires du niveau EPCI/,
    ],
    ['a commune', 'within: "commune:01001"', /n’est pas fait de territoires/],
    ['a count', `within: "${PLACE}", indicators: ["population_municipale"]`, /dit une taille ou une classe/],
    ['no indicator', `within: "${PLACE}", indicators: []`, /la liste est vide/],
  ])('are refused of %s', async (_, question, message) => {
    const { errors } = await world.ask(`{ markedGaps(${question}) { totalCount } }`);
    expect(errors).toMatchObject([
      { extensions: { code: 'ARGUMENT_INVALID' }, message: expect.stringMatching(message) },
    ]);
  });
});

test('equal shares have the same rank, whatever digits their counts lost', async () => {
  const { data } =
    await world.ask(`{ compare(territories: ["commune:${CODES[14]}", "commune:${CODES[15]}"], indicators: ["taux_chomage_rp"], benchmarks: []) {
    columns { values positions(within: FRANCE) { ranks percentiles } } } }`);
  expect(data.compare.columns).toEqual([{ values: [80, 80], positions: { ranks: [1, 1], percentiles: [87.5, 87.5] } }]);
});
