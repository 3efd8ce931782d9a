import { type Curve, type TrendSeries, toDecimalYear } from './curves.ts';

/**
 * The year from which the figures of a commune, as published, are of the ground that a merger or a split made. It may come before the event:
 * figures of 2022 are published in the communes of 2024. Undefined when all figures are of the same side of the event.
 */
export function maybeNewGround(
  { territory, indicator, years, values }: Pick<Curve, 'territory' | 'indicator' | 'years' | 'values'>,
  { kind, date }: Pick<TrendSeries['events'][number], 'kind' | 'date'>,
): number | undefined {
  if (territory.level !== 'COMMUNE' || (kind !== 'MERGER' && kind !== 'SPLIT')) return undefined;
  const vintages = new Map(indicator.years.map(({ year, vintage }) => [year, vintage]));
  const known = years.filter((_, index) => values[index] != null);
  const since = known.find((year) => (vintages.get(year) ?? year) >= toDecimalYear(date));
  return since === known[0] ? undefined : since;
}
