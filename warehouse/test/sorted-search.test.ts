import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SortedSearch } from '../src/cube/sorted-search.ts';

describe('a search among sorted values', () => {
  it('finds as many below a value as there are, of any size', () => {
    const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true }), fc.double({ min: -1, max: 1 }));
    const values = fc.oneof(
      fc.array(value, { maxLength: 60 }),
      fc.array(fc.double({ noNaN: true, min: 1, max: 1 + 1e-15 })),
    );
    fc.assert(
      fc.property(values, fc.array(value), (some, others) => {
        const search = new SortedSearch(Float64Array.from(some).sort());
        for (const asked of [...some, ...others]) {
          expect(search.below(asked)).toBe(some.filter((one) => one < asked).length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
