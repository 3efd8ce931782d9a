import { bisectLeft, bisectRight, quantileSorted } from 'd3-array';
import type { Position } from './answers.ts';
import { type Column, stateAt, valueAt } from './columns.ts';
import { type GroupProblem, SMALLEST_GROUP } from './position-answers.ts';

/** Figures of a group in ascending order, and why it must not be described. */
export interface GroupValues {
  readonly sorted: Float64Array;
  readonly problem: GroupProblem | undefined;
}

/** Reads the figures that are shown of a group; one under a convention that whoever asks has no part in leaves no group to describe. */
export function groupValues(column: Column, numbers: ArrayLike<number>): GroupValues {
  const sorted = Float64Array.from(numbers, (number) => valueAt(column, number))
    .filter((value) => !Number.isNaN(value))
    .sort();
  const isRestricted = Array.from(numbers).some((number) => stateAt(column, number) === 'RESTRICTED');
  if (isRestricted) return { sorted, problem: 'GROUP_RESTRICTED' };
  return { sorted, problem: sorted.length < SMALLEST_GROUP ? 'GROUP_TOO_SMALL' : undefined };
}

/** Value below or at which a share (0 to 1) of sorted figures lies, interpolated between the two nearest. */
export function quantileOf(sorted: Float64Array, share: number): number {
  return quantileSorted(Array.from(sorted), share)!; // a group has figures
}

/** Place of a value among sorted ones that hold it; ties share the better rank. Undefined when it is not there. */
export function placeOf(sorted: Float64Array, value: number): Position | undefined {
  const below = bisectLeft(sorted, value);
  const notAbove = bisectRight(sorted, value);
  if (Number.isNaN(value) || notAbove === below) return undefined;
  const size = sorted.length;
  return {
    rank: size - notAbove + 1,
    percentile: (100 * below) / size,
    quintile: size < SMALLEST_GROUP ? undefined : Math.floor((5 * (below + notAbove)) / (2 * size)) + 1,
    size,
  };
}
