import { type Indicator, type Measure, SMALL_NUMBER } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { type Column, isIn, valueAt } from './columns.ts';
import { intervalMethod } from './counts-behind.ts';
import type { IntervalMethod } from './significance-answers.ts';

/** Ratios of counts. */
const RATES: ReadonlySet<unknown> = new Set(['WILSON', 'BYAR'] satisfies IntervalMethod[]);

/** Whether figures of an indicator are rates of counts, which few cases make jump. */
export function isRateOfCounts(indicator: Indicator, measures: ReadonlyMap<string, Measure>): boolean {
  return RATES.has(intervalMethod(indicator, measures));
}

/** Which rates of some territories in a column rest on fewer than `SMALL_NUMBER` cases; undefined when none does. */
export function fewCasesIn(
  { measures }: OpenCube,
  column: Column,
  numbers: ArrayLike<number>,
): readonly boolean[] | undefined {
  if (!isRateOfCounts(column.indicator, measures)) return undefined;
  const few = Array.from(numbers, (number) => hasFewCases(column, number));
  return few.includes(true) ? few : undefined;
}

/** Whether the quotient of a territory has fewer than `SMALL_NUMBER` cases above. */
export function hasFewCases(column: Column, number: number): boolean {
  const { series, start } = column;
  return isIn(series, number) ? series.small[start + number] === 1 : isSmallSum(column, number);
}

/** Whether the rate of a composed territory rests on few cases. */
function isSmallSum(column: Column, number: number): boolean {
  const numerator = column.series.composed?.get(number)?.cells.get(column.year)?.num;
  return numerator != null && numerator < SMALL_NUMBER && !Number.isNaN(valueAt(column, number));
}
