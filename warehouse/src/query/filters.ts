import type { ColumnFilter, FilterOperator } from '@boussole/schema';

/** Operators that choose rows among others: `HIGHEST` and `LOWEST`. */
export type RankOperator = 'HIGHEST' | 'LOWEST';
type Test = (value: number, filter: ColumnFilter) => boolean;

/** One row per operator that looks at one cell. A cell without a value answers only `HAS_NO_VALUE`. */
const TESTS: Readonly<Record<Exclude<FilterOperator, RankOperator>, Test>> = {
  GT: (value, filter) => value > bound(filter.value),
  GTE: (value, filter) => value >= bound(filter.value),
  LT: (value, filter) => value < bound(filter.value),
  LTE: (value, filter) => value <= bound(filter.value),
  EQ: (value, filter) => value === bound(filter.value),
  BETWEEN: (value, filter) => value >= bound(filter.value) && value <= bound(filter.upper),
  HAS_VALUE: (value) => !Number.isNaN(value),
  HAS_NO_VALUE: (value) => Number.isNaN(value),
};

/** A condition on a column, with the value that a territory has in it: NaN where there is none. */
export interface ReadFilter {
  readonly filter: ColumnFilter;
  read(number: number): number;
}

/** Keeps the territories that answer every filter: first those that look at one cell, then the highest and lowest among what remains. */
export function filtered(numbers: Int32Array, filters: readonly ReadFilter[]): Int32Array {
  let kept = numbers;
  for (const { filter, read } of filters) {
    const { operator } = filter;
    if (!isRank(operator)) kept = kept.filter((number) => TESTS[operator](read(number), filter));
  }
  const chosen = filters.flatMap(({ filter, read }) =>
    isRank(filter.operator) ? [furthest(kept, read, filter.operator, bound(filter.value))] : [],
  );
  return chosen.reduce((answering, some) => answering.filter((number) => some.has(number)), kept);
}

function isRank(operator: FilterOperator): operator is RankOperator {
  return operator === 'HIGHEST' || operator === 'LOWEST';
}

/** The territories at one end of a column, with those that tie with the last of them. */
function furthest(
  numbers: Int32Array,
  read: (number: number) => number,
  operator: RankOperator,
  count: number,
): ReadonlySet<number> {
  const sign = operator === 'HIGHEST' ? -1 : 1;
  const known = numbers.filter((number) => !Number.isNaN(read(number)));
  const sorted = Float64Array.from(known, (number) => sign * read(number)).sort();
  const last = sorted[Math.min(count, sorted.length) - 1];
  return new Set(last === undefined ? [] : known.filter((number) => sign * read(number) <= last));
}

/** A missing bound is answered by nothing. */
function bound(value: number | undefined): number {
  return value ?? Number.NaN;
}
