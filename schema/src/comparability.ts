import type { Indicator } from './indicator.ts';

/** What an indicator says of its breaks; those of a publication written before breaks were known say nothing. */
type Breakable = Pick<Indicator, 'breaks'>;
export type SeriesBreak = NonNullable<Indicator['breaks']>[number];

/** The breaks of an indicator after one of its years and up to a later one, oldest first; empty when the series goes on. */
export function breaksBetween({ breaks = [] }: Breakable, earlier: number, later: number): readonly SeriesBreak[] {
  return breaks.filter(({ year }) => earlier < year && year <= later).sort((one, other) => one.year - other.year);
}

/**
 * Widest pair of years, oldest first, of the latest part of a series that no break cuts. `years` are in ascending order; undefined when
 * each part has a single year.
 */
export function unbrokenSpan(indicator: Breakable, years: readonly number[]): readonly [number, number] | undefined {
  const goesOn = (from: number, to: number) => breaksBetween(indicator, from, to).length === 0;
  const to = years.findLast((year, index) => index > 0 && goesOn(years[index - 1]!, year));
  return to === undefined ? undefined : [years.find((year) => goesOn(year, to))!, to];
}
