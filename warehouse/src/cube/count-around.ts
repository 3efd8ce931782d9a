import { SortedSearch } from './sorted-search.ts';

const BUCKETS = 1_024;

/** The values of a group of territories in a year, in the order of the territories. */
export interface GroupOfValues {
  /** Ascending. */
  readonly members: Int32Array;
  /** Where the value of each is: `values[start + number]`, NaN for those without a figure. */
  readonly values: Float64Array;
  readonly start: number;
}

/** How the values of a group lie around a few ascending ones, each there once. */
export interface Around {
  /** Before the first one, between each and the next, after the last one. */
  readonly between: Uint32Array;
  /** As each of them. */
  readonly equal: Uint32Array;
  /** How many have a value. */
  readonly size: number;
}

/**
 * Counts the values of a group around a few of them. Values fall in buckets over the range of the few: most buckets have none of these, and what is in
 * them is counted together, without looking at it.
 */
export function countAround(few: Float64Array, { members, values, start }: GroupOfValues): Around {
  const between = new Uint32Array(few.length + 1);
  const equal = new Uint32Array(few.length);
  const [first, last] = [few[0] ?? Number.NaN, few.at(-1) ?? Number.NaN];
  const scale = BUCKETS / (last - first);
  // A greater value is in no lower bucket, whatever is rounded; a range too wide or too narrow to be divided is one bucket.
  const bucketOf = (value: number): number => Math.min(((value - first) * scale) | 0, BUCKETS - 1);
  const held = new Uint32Array(BUCKETS);
  for (const value of few) held[bucketOf(value)]!++;
  const counts = new Uint32Array(BUCKETS);
  const near: number[] = [];
  let [size, below, above] = [0, 0, 0];
  for (let index = 0; index < members.length; index++) {
    const value = values[start + members[index]!]!;
    if (value < first) below++;
    else if (value > last) above++;
    else if (value >= first) {
      const bucket = bucketOf(value);
      if (held[bucket] === 0) counts[bucket]!++;
      else near.push(value);
    } else if (!Number.isNaN(value)) size++; // nothing is asked for
  }
  between[0]! += below;
  between[few.length]! += few.length > 0 ? above : 0;
  for (let bucket = 0, low = 0; bucket < BUCKETS; bucket++) {
    between[low]! += counts[bucket]!;
    low += held[bucket]!;
    size += counts[bucket]!;
  }
  const search = new SortedSearch(few);
  for (const value of near) {
    const low = search.below(value);
    if (few[low] === value) equal[low]!++;
    else between[low]!++;
  }
  return { between, equal, size: size + below + above + near.length };
}
