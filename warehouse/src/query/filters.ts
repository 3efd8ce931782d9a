import type { ColumnFilter, FilterOperator } from '@boussole/schema';

type Test = (value: number, filter: ColumnFilter) => boolean;

/** One row per operator. A cell without a value answers only `HAS_NO_VALUE`. */
const TESTS: Readonly<Record<FilterOperator, Test>> = {
  GT: (value, filter) => value > bound(filter.value),
  GTE: (value, filter) => value >= bound(filter.value),
  LT: (value, filter) => value < bound(filter.value),
  LTE: (value, filter) => value <= bound(filter.value),
  EQ: (value, filter) => value === bound(filter.value),
  BETWEEN: (value, filter) => value >= bound(filter.value) && value <= bound(filter.upper),
  HAS_VALUE: (value) => !Number.isNaN(value),
  HAS_NO_VALUE: (value) => Number.isNaN(value),
};

/** Whether a value (NaN: none) answers a filter. A missing bound is answered by nothing. */
export function answersFilter(value: number, filter: ColumnFilter): boolean {
  return TESTS[filter.operator](value, filter);
}

function bound(value: number | undefined): number {
  return value ?? Number.NaN;
}
