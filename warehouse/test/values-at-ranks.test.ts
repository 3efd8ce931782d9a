import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valuesAtRanks } from '../src/reading/values-at-ranks.ts';

const sorted = (values: readonly number[], ranks: readonly number[]): (number | undefined)[] => {
  const all = Float64Array.from(values).sort();
  return ranks.map((rank) => all[rank]);
};

test('values at ranks are those of the sorted values', () => {
  const few = fc.integer({ min: -3, max: 3 }).map((value) => value / 2);
  const one = fc.oneof(
    few,
    fc.double({ noNaN: true }).map((value) => value + 0),
  );
  const ranks = fc.array(fc.nat({ max: 60 }), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 60 }), ranks, (values, unordered) => {
      const wanted = unordered.sort((left, right) => left - right);
      // Which of 0 and -0 comes first does not matter.
      const found = valuesAtRanks(Float64Array.from(values), wanted).map((value) => value && value + 0);
      expect(found).toEqual(sorted(values, wanted).map((value) => value && value + 0));
    }),
  );
});

test.each([
  ['ascending', (index: number) => index],
  ['descending', (index: number) => -index],
  ['all the same', () => 7],
  ['up then down', (index: number) => Math.min(index, 5_000 - index)],
  ['a few', (index: number) => (index * 7_919) % 5],
])('in any order: %s', (_, at) => {
  const values = Array.from({ length: 5_000 }, (_, index) => at(index));
  const ranks = [0, 999, 1_999, 2_999, 3_999, 4_999, 5_000];
  expect(valuesAtRanks(Float64Array.from(values), ranks)).toEqual(sorted(values, ranks));
});
