import { quantileSorted } from 'd3-array';
import { countUntil } from '../cube/sorted-search.ts';
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
  const values = new Float64Array(numbers.length);
  let [known, isRestricted] = [0, false];
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index]!;
    const value = valueAt(column, number);
    if (!Number.isNaN(value)) values[known++] = value;
    isRestricted ||= stateAt(column, number) === 'RESTRICTED';
  }
  const sorted = values.subarray(0, known).sort();
  if (isRestricted) return { sorted, problem: 'GROUP_RESTRICTED' };
  return { sorted, problem: sorted.length < SMALLEST_GROUP ? 'GROUP_TOO_SMALL' : undefined };
}

/** Value below or at which a share (0 to 1) of sorted figures lies, interpolated between the two nearest; of classes, one of them. */
export function quantileOf(sorted: Float64Array, share: number, isClass = false): number {
  if (isClass) return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
  const places: ArrayLike<number> = sorted;
  return quantileSorted(places as number[], share)!; // it reads by place only; a group has figures
}

/** Place of a value among sorted ones that hold it; ties share the better rank. Undefined when it is not there. */
export function placeOf(sorted: Float64Array, value: number): Position | undefined {
  if (Number.isNaN(value)) return undefined;
  const below = countUntil(sorted, value);
  const notAbove = countUntil(sorted, value, true);
  return notAbove === below ? undefined : positionAt(below, notAbove, sorted.length);
}

/** The place, as it is told, of a value of a group: how many values are below it, and not above; ties share the better rank. */
export function positionAt(below: number, notAbove: number, size: number): Position {
  return {
    rank: size - notAbove + 1,
    percentile: Math.round((10_000 * below) / size) / 100,
    quintile: size < SMALLEST_GROUP ? undefined : Math.floor((5 * (below + notAbove)) / (2 * size)) + 1,
    size,
  };
}
