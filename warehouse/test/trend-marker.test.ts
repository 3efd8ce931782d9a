import { indicatorSchema } from '@boussole/schema';
import { describe, expect, it } from 'vitest';
import { mannKendall, medianSlope } from '../src/reading/mann-kendall.ts';
import { trendMarker } from '../src/reading/trend-marker.ts';

const text = { fr: 'Essai', en: 'Trial' };
const indicator = indicatorSchema.parse({
  id: 'essai',
  theme: 'essai',
  label: text,
  shortLabel: text,
  definition: text,
  basePopulation: text,
  formula: { measure: 'essai' },
  unit: 'percent',
  decimals: 1,
  polarity: 'LOWER_IS_BETTER',
});
const points = (values: readonly number[], first = 2010) =>
  values.map((value, index) => ({ year: first + index, value }));

describe('the test of Mann-Kendall', () => {
  // Kendall, Rank correlation methods, 1970, table 1: one side 0.0083, 0.031 and 0.036.
  it.each([
    [[1, 2, 3, 4, 5], 10, 0.0167],
    [[2, 3, 4, 5, 6, 7, 1, 8], 16, 0.061],
    [[5, 2, 3, 4, 6, 7, 8, 9, 10, 1], 21, 0.072],
  ])('%j has the score %d', (values, score, probability) => {
    const found = mannKendall(points(values));
    expect(found.score).toBe(score);
    expect(found.probability).toBeCloseTo(probability, 2);
    expect(mannKendall(points(values.toReversed())).probability).toBeCloseTo(found.probability, 12);
  });

  it('finds nothing in values that do not move, and the slope of most pairs', () => {
    expect(mannKendall(points([3, 3, 3, 3, 3]))).toEqual({ score: 0, probability: 1 });
    expect(medianSlope(points([0, 2, 4, 6, 100]))).toBe(2);
  });
});

describe('the marker of a trend', () => {
  it('tells a constant fall, and what it is worth', () => {
    expect(trendMarker(indicator, points([9, 8, 7, 6, 5]), false)).toMatchObject({
      direction: 'FALLING',
      judgement: 'BETTER',
      from: 2010,
      to: 2014,
      points: 5,
      slope: -1,
      problem: undefined,
    });
    expect(trendMarker(indicator, points([9, 4, 7, 6, 8]), false)).toMatchObject({
      direction: 'NO_TREND',
      judgement: 'NEUTRAL',
    });
  });

  it('judges no rise of euros, which prices make too', () => {
    const rising = points([1, 2, 3, 4, 5]);
    const income = { ...indicator, unit: 'euro', polarity: 'HIGHER_IS_BETTER' } as const;
    const marker = trendMarker(income, rising, false);
    expect(marker).toMatchObject({ direction: 'RISING', judgement: undefined, isInEuros: true });
    expect(marker.explanation).toContain('En euros courants');
    expect(trendMarker({ ...income, unit: 'percent' }, rising, false)).toMatchObject({ judgement: 'BETTER' });
  });

  it('looks back neither over a break nor over surveys that overlap, and says when that leaves too little', () => {
    const broken = { ...indicator, breaks: [{ year: 2013, reason: text }] };
    expect(trendMarker(broken, points([1, 2, 3, 4, 5, 6, 7]), false)).toMatchObject({
      direction: 'UNKNOWN',
      problem: 'TOO_FEW_POINTS',
      from: 2013,
      points: 4,
    });
    const pooled = { ...indicator, comparability: { gap: 5, exceptions: [] } };
    expect(trendMarker(pooled, points(Array.from({ length: 11 }, (_, index) => index)), false)).toMatchObject({
      problem: 'TOO_FEW_POINTS',
      from: 2010,
      to: 2020,
      points: 3,
      explanation: 'Il faut au moins 5 années comparables pour parler de tendance, et il y en a 3.',
    });
  });

  it('looks back on ten points at most, and says nothing of a ground that moved', () => {
    const long = points(Array.from({ length: 15 }, (_, index) => index));
    expect(trendMarker(indicator, long, false)).toMatchObject({ from: 2015, to: 2024, points: 10, judgement: 'WORSE' });
    expect(trendMarker(indicator, long, true)).toMatchObject({ direction: 'UNKNOWN', problem: 'PERIMETER_CHANGED' });
  });
});
