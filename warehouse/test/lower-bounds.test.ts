import { describe, expect, it } from 'vitest';
import { lowerBounds } from '../src/reading/lower-bounds.ts';

/** A column over three territories that rest on all of their communes, on nearly all and on a quarter, and a commune, which rests on none. */
function told(nature: 'stock' | 'published', formula: object = { measure: 'habitants' }) {
  const measures = new Map([['habitants', { id: 'habitants', nature }]]);
  const series = { first: 10, covered: 3, coverage: Float32Array.of(1, 0.99, 0.25) };
  const isLess = lowerBounds({ measures } as never, { indicator: { id: 'x', formula }, series, rank: 0 } as never);
  return [10, 11, 12, 13].map(isLess);
}

describe('a sum over some communes', () => {
  it('is less than the true count where they are too few, and has no place among the others', () => {
    expect(told('stock')).toEqual([false, false, true, false]);
  });

  it('is no bound of a ratio, nor of what does not add up', () => {
    expect(told('stock', { numerator: ['habitants'], denominator: ['habitants'] })).toEqual(new Array(4).fill(false));
    expect(told('published')).toEqual(new Array(4).fill(false));
  });
});
