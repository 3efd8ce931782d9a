import { describe, expect, it } from 'vitest';
import { Derived } from '../src/cube/series.ts';
import { lowerBounds } from '../src/reading/lower-bounds.ts';

/** A column over three territories that rest on all of their communes, on nearly all and on a quarter, and a commune, which rests on none. */
async function told(nature: 'stock' | 'published', formula: object = { measure: 'habitants' }) {
  const measures = new Map([['habitants', { id: 'habitants', nature }]]);
  const cube = { measures, query: async () => [] };
  const series = { first: 10, covered: 3, coverage: Float32Array.of(1, 0.99, 0.25), derived: new Derived() };
  return [...(await lowerBounds(cube as never, { indicator: { id: 'x', formula }, series, rank: 0 } as never))];
}

describe('a sum over some communes', () => {
  it('is less than the true count where they are too few, and has no place among the others', async () => {
    expect(await told('stock')).toEqual([12]);
  });

  it('is no bound of a ratio, nor of what does not add up', async () => {
    expect(await told('stock', { numerator: ['habitants'], denominator: ['habitants'] })).toEqual([]);
    expect(await told('published')).toEqual([]);
  });
});
