import type { ColumnFilter, FilterOperator } from '@boussole/schema';
import { roundTo } from '../reading/round-to.ts';

/** Operators that choose rows among others: `HIGHEST` and `LOWEST`. */
export type RankOperator = 'HIGHEST' | 'LOWEST';
type Test = (value: number) => boolean;
/** How far a value is above a bound as both are written; NaN without one of them. */
type Above = (value: number) => number;

/** One row per operator that looks at one cell. A cell without a value answers only `HAS_NO_VALUE`. */
const TESTS: Readonly<Record<Exclude<FilterOperator, RankOperator>, (lower: Above, upper: Above) => Test>> = {
  GT: (above) => (value) => above(value) > 0,
  GTE: (above) => (value) => above(value) >= 0,
  LT: (above) => (value) => above(value) < 0,
  LTE: (above) => (value) => above(value) <= 0,
  EQ: (above) => (value) => above(value) === 0,
  BETWEEN: (lower, upper) => (value) => lower(value) >= 0 && upper(value) <= 0,
  HAS_VALUE: () => (value) => !Number.isNaN(value),
  HAS_NO_VALUE: () => (value) => Number.isNaN(value),
};

/** A condition on a column, with the value that a territory has in it: NaN where there is none. */
export interface ReadFilter {
  readonly filter: ColumnFilter;
  /** Those that figures of the column are shown with. */
  readonly decimals: number;
  read(number: number): number;
}

/** Keeps the territories that answer every filter: first those that look at one cell, then the highest and lowest among what remains. */
export function filtered(numbers: Int32Array, filters: readonly ReadFilter[]): Int32Array {
  let kept = numbers;
  for (const { filter, decimals, read } of filters) {
    const { operator, value, upper } = filter;
    if (isRank(operator)) continue;
    const test = TESTS[operator](aboveBound(value, decimals), aboveBound(upper, decimals));
    kept = kept.filter((number) => test(read(number)));
  }
  const chosen = filters.flatMap(({ filter, read }) =>
    isRank(filter.operator) ? [furthest(kept, read, filter.operator, bound(filter.value))] : [],
  );
  return chosen.length === 0 ? kept : kept.filter((number) => chosen.every((isChosen) => isChosen(number)));
}

/**
 * Compares with a bound what a reader sees: a value rounded to the decimals of its indicator, or to those of the bound when it has more. Rounding moves
 * no value by a whole unit: those that are further from the bound are compared as they are.
 */
function aboveBound(given: number | undefined, decimals: number): Above {
  const against = bound(given);
  const finest = Math.max(decimals, decimalsIn(against));
  const unit = 10 ** -finest;
  return (value) => {
    const above = value - against;
    return Math.abs(above) <= unit ? roundTo(value, finest) - against : above;
  };
}

/** Digits after the decimal mark of a number as it is written; at most the 12 that sums of floating point numbers are sure of. */
function decimalsIn(value: number): number {
  const [, digits = ''] = value.toFixed(12).split('.');
  return digits.replace(/0+$/, '').length;
}

function isRank(operator: FilterOperator): operator is RankOperator {
  return operator === 'HIGHEST' || operator === 'LOWEST';
}

/** Tells the territories at one end of a column, with those that tie with the last of them. */
function furthest(
  numbers: Int32Array,
  read: (number: number) => number,
  operator: RankOperator,
  count: number,
): (number: number) => boolean {
  const sign = operator === 'HIGHEST' ? -1 : 1;
  const values = new Float64Array(numbers.length);
  let known = 0;
  // An iterator takes ten times as long.
  for (let index = 0; index < numbers.length; index++) {
    const value = read(numbers[index]!);
    if (!Number.isNaN(value)) values[known++] = sign * value;
  }
  const last = values.subarray(0, known).sort()[Math.min(count, known) - 1] ?? Number.NaN;
  return (number) => sign * read(number) <= last;
}

/** A missing bound is answered by nothing. */
function bound(value: number | undefined): number {
  return value ?? Number.NaN;
}
