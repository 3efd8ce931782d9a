import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ranking } from '../src/cube/ranking.ts';

/** The same, value by value. */
function placeOf(values: readonly number[], value: number) {
  const known = values.filter((other) => !Number.isNaN(other));
  if (!known.includes(value)) return { below: 0, notAbove: 0 };
  const below = known.filter((other) => other < value).length;
  return { below, notAbove: known.filter((other) => other <= value).length };
}

describe('places in a group', () => {
  it('are those of a count, the first time and the next ones, with ties and holes', () => {
    const figure = fc.oneof(
      fc.constant(Number.NaN),
      fc.integer({ min: -3, max: 3 }),
      fc.double({ noNaN: true, min: -3, max: 3 }),
    );
    fc.assert(
      fc.property(
        fc.array(figure, { maxLength: 40 }),
        fc.array(fc.nat(50), { maxLength: 10 }),
        figure,
        (values, asked, other) => {
          const first = 7;
          const members = Int32Array.from(values.keys(), (index) => first + 2 * index);
          let bytes = 0;
          const read = (number: number) => values[(number - first) / 2] ?? other;
          const all = Float64Array.from({ length: 120 }, (_, at) => (at % 2 === 0 ? read(first + at) : 99));
          const ranking = new Ranking({ members, values: all, start: -first }, (more) => {
            bytes += more;
          });
          const numbers = asked.map((index) => first + 2 * index);
          const expected = numbers.map((number) => placeOf(values, read(number)));
          for (let time = 0; time < 3; time++) {
            const { below, notAbove } = ranking.places(numbers, Float64Array.from(numbers, read));
            expect(Array.from(below, (one, index) => ({ below: one, notAbove: notAbove[index] }))).toEqual(expected);
            expect(ranking.size).toBe(values.filter((value) => !Number.isNaN(value)).length);
          }
          expect(bytes).toBeGreaterThan(0);
        },
      ),
    );
  });
});
