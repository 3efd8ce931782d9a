import type { InputDraft } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorld, type World } from './support/world.ts';

/** Other ages by which the census counts the same people: they must not be counted twice. */
const WIDE_BANDS = ['0_19', '20_64', '65_plus'];
const BANDS = ['0_14', '15_29', '30_44', '45_59', '60_74', '75_89', '90_plus'];
const FIELDS = `{
  from reason method
  points { year value low high }
  bands { sex from to last points { year value low high } }
  territory { id }
}`;

let world: World;
beforeAll(async () => {
  world = await startWorld({ also: { tables: { observation: census() } } });
});
afterAll(() => world.close());

async function ask(territory: string, more = '') {
  const { data, errors } = await world.ask(`{ ageProjection(territory: "${territory}" ${more}) ${FIELDS} }`);
  expect(errors).toBeUndefined();
  return data.ageProjection;
}

describe('a population by age, continued', () => {
  test('goes on from the last two counts whose surveys do not overlap, and says that it is no forecast', async () => {
    const projection = await ask('commune:69001');
    expect(projection.from).toEqual([2009, 2015, 2021]);
    expect(projection.reason).toBeNull();
    expect(projection.method).toMatch(
      /^Tendance prolongée, pas une prévision : .*comme de 2015 à 2021.*Hamilton et Perry.*rapports de 2009 à 2015/,
    );
    expect(projection.points.map(({ year }: { year: number }) => year)).toEqual([2026, 2031]);
    expect(projection.bands).toHaveLength(14);
    for (const [step, point] of projection.points.entries()) {
      const bands = projection.bands.map((band: { points: { value: number }[] }) => band.points[step]!.value);
      expect(bands.reduce((sum: number, value: number) => sum + value, 0)).toBeCloseTo(point.value, 6);
      expect(point.low).toBeLessThan(point.value);
      expect(point.high).toBeGreaterThan(point.value);
    }
    const [first, second] = projection.points;
    expect(second.high - second.low).toBeGreaterThan(first.high - first.low);
  });

  test.each([
    ['commune:69001', 'method', /^Trend continued, not a forecast: .*as from 2015 to 2021.*from 2009 to 2015/],
    ['commune:69003', 'reason', /makes no sense under 2,000 inhabitants/],
    ['commune:69002', 'reason', /do not overlap; loaded whole: 2020 and 2021\.$/],
  ])('tells of %s in English too: its %s', async (territory, field, sentence) => {
    const { data } = await world.ask(`{ ageProjection(territory: "${territory}") { ${field}(language: EN) } }`);
    expect(data.ageProjection[field]).toMatch(sentence);
  });

  test('ages those who were counted: the numerous band of 60 to 74 fills the next one', async () => {
    const { bands } = await ask('commune:69001');
    const old = bands.find(({ sex, from }: { sex: string; from: number }) => sex === 'F' && from === 75);
    expect(old.points[1].value).toBeGreaterThan(1.05 * old.last);
    expect(bands.at(-1)).toMatchObject({ from: 90, to: null });
  });

  test('stops after five years when only five are asked for', async () => {
    expect((await ask('commune:69001', 'ahead: 5')).points).toHaveLength(1);
  });

  test.each([
    ['is small', 'commune:69003', '', /n’a pas de sens sous 2\s000 habitants/],
    [
      'has one count alone',
      'commune:69002',
      '',
      /deux recensements .* ne se recouvrent pas ; chargés en entier : 2020 et 2021/,
    ],
    ['has no count', 'commune:01002', '', /aucun n’est chargé en entier/],
  ])('is refused, with the reason, where a territory %s', async (_, territory, more, reason) => {
    expect(await ask(territory, more)).toMatchObject({
      reason: expect.stringMatching(reason),
      points: [],
      bands: [],
      from: [],
      method: null,
    });
  });

  test.each([4, 11])('is refused for %i years ahead', async (ahead) => {
    const { errors } = await world.ask(`{ ageProjection(territory: "commune:69001", ahead: ${ahead}) { reason } }`);
    expect(errors?.[0]?.extensions.code).toBe('ARGUMENT_INVALID');
  });
});

function census(): NonNullable<InputDraft['tables']['observation']> {
  const count = (code: string, year: number, line: number) =>
    ['femmes', 'hommes'].flatMap((sex, women) =>
      BANDS.map((band, index) => ({
        measure: `${sex}_${band}`,
        year,
        level: 'commune' as const,
        code,
        cog: 2023,
        value:
          [1_900, 1_850, 1_700, 1_600, 2_000 + 20 * (year - 2009), 700, 90][index]! -
          40 * women +
          (year - 2009) * (index % 2),
        state: 'PUBLISHED' as const,
        line,
      })),
    );
  const wide = (code: string, year: number, line: number) =>
    ['femmes', 'hommes'].flatMap((sex) =>
      WIDE_BANDS.map((band) => ({
        ...{ measure: `${sex}_${band}`, year, level: 'commune' as const, code, cog: 2023 },
        ...{ value: 3_000, state: 'PUBLISHED' as const, line },
      })),
    );
  return [
    ...[2009, 2015, 2020, 2021].flatMap((year, index) => [
      ...count('69001', year, index + 2),
      ...wide('69001', year, index + 2),
    ]),
    ...[2009, 2015, 2020, 2021].flatMap((year, index) => count('69003', year, index + 12)),
    ...[2020, 2021].flatMap((year, index) => count('69002', year, index + 22)),
  ];
}
