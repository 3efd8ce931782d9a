import { type Indicator, type Measure, measureSchema } from '@boussole/schema';
import { describe, expect, it } from 'vitest';
import { chanceOfGap } from '../src/reading/chance-of-gap.ts';
import { intervalMethod } from '../src/reading/counts-behind.ts';
import { discoveryThreshold } from '../src/reading/false-discoveries.ts';
import { byar, differenceInterval, rateInterval, wilson } from '../src/reading/intervals.ts';
import { twoSided } from '../src/reading/normal.ts';

describe('intervals equal those that their authors published', () => {
  // Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 1998, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('Wilson, %d of %d', (numerator, denominator, low, high) => {
    const interval = wilson({ numerator, denominator });
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  // Within 1 % of the exact Poisson limits: 10 events, 4.795 to 18.390; none, 0 to 3.689.
  it.each([
    [10, 4.795, 18.39],
    [100, 81.36, 121.63],
  ])('Byar, %d events', (numerator, low, high) => {
    const interval = byar({ numerator, denominator: 1 });
    expect(Math.abs(interval.low / low - 1)).toBeLessThan(0.01);
    expect(Math.abs(interval.high / high - 1)).toBeLessThan(0.01);
  });

  it('Byar, no event', () => {
    const { low, high } = byar({ numerator: 0, denominator: 1 });
    expect(low).toBe(0);
    expect(high).toBeCloseTo(3.69, 1);
  });

  // Newcombe, Interval estimation for the difference between independent proportions, ibid., table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [5, 56, 0, 29, -0.0381, 0.1926],
  ])('Newcombe, %d of %d minus %d of %d', (a, m, b, n, low, high) => {
    const interval = differenceInterval('WILSON', { numerator: a, denominator: m }, { numerator: b, denominator: n });
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
});

it('the difference from a known reference has the interval of the other alone', () => {
  const [one, base] = [
    { numerator: 81, denominator: 263 },
    { numerator: 2_500, denominator: 10_000 },
  ];
  const { low, high } = differenceInterval('WILSON', one, base, 'other');
  expect(low).toBeCloseTo(wilson(one).low - 0.25, 9);
  expect(high).toBeCloseTo(wilson(one).high - 0.25, 9);
  const reverse = differenceInterval('WILSON', base, one, 'one');
  expect([reverse.low, reverse.high].map((bound) => -bound)).toEqual(
    [high, low].map((bound) => expect.closeTo(bound, 9)),
  );
});

describe('the interval of a quotient of counts', () => {
  const measure = (id: string, population: string): Measure =>
    measureSchema.parse({ id, label: { fr: id, en: id }, nature: 'stock', population, unit: 'count' });
  const measures = new Map(
    [measure('femmes', 'habitants'), measure('habitants', 'habitants'), measure('aides', 'aides')].map((one) => [
      one.id,
      one,
    ]),
  );
  const method = (numerator: string, unit: Indicator['unit'], scale: number) =>
    intervalMethod(
      { formula: { numerator: [numerator], denominator: ['habitants'], scale }, unit } as Indicator, // as: the rest is not read
      measures,
    );

  it.each([
    ['femmes', 'percent', 100, 'WILSON'],
    ['aides', 'ratio', 1_000, 'BYAR'],
    ['aides', 'percent', 100, 'BYAR'],
    ['aides', 'ratio', 1, 'NOT_A_RATE'],
    ['aides', 'index', 100, 'NOT_A_RATE'],
    ['femmes', 'index', 100, 'NOT_A_RATE'],
  ] as const)('of %s in %s, for %d, is %s', (numerator, unit, scale, expected) => {
    expect(method(numerator, unit, scale)).toBe(expected);
  });
});

describe('what chance explains of many gaps', () => {
  // M. Abramowitz and I. Stegun, Handbook of Mathematical Functions, tables 26.1 and 26.2.
  it.each([
    [0, 1],
    [1, 0.317310507862914],
    [-1.959963984540054, 0.05],
    [5, 5.733031437583892e-7],
    [10, 1.523970604832094e-23],
  ])('a normal variable is as far as %d with that probability', (score, probability) => {
    expect(Math.abs(twoSided(score) / probability - 1)).toBeLessThan(1e-9);
  });

  it.each([
    ['WILSON', 15, 148],
    ['WILSON', 250, 263],
    ['BYAR', 10, 4_000],
    ['BYAR', 100, 4_000],
  ] as const)('is one in twenty at both ends of the interval: %s, %d of %d', (method, numerator, denominator) => {
    const counts = { numerator, denominator };
    const { low, high } = rateInterval(method, counts);
    for (const end of [low, high]) expect(chanceOfGap(method, counts, end)).toBeCloseTo(0.05, 9);
    expect(chanceOfGap(method, counts, numerator / denominator)).toBe(1);
    expect(chanceOfGap(method, counts, low / 2)).toBeLessThan(0.05);
  });

  it.each([
    ['WILSON', 0],
    ['WILSON', 1],
    ['BYAR', 0],
  ] as const)('cannot be told where one case is impossible: %s, %d', (method, reference) => {
    expect(chanceOfGap(method, { numerator: 20, denominator: 40 }, reference)).toBeUndefined();
  });

  // The fifteen probabilities of Benjamini and Hochberg, 1995, section 3.2: four of them at 5 %.
  it('tells as many of them as its authors did', () => {
    const probabilities = [
      ...[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324],
      ...[0.4262, 0.5719, 0.6528, 0.759, 1],
    ];
    expect(discoveryThreshold(probabilities.toReversed(), 0.05)).toBe(0.0095);
    expect(discoveryThreshold([0.2, 0.9], 0.05)).toBeUndefined();
  });
});
