import { type Curve, type TrendSeries, toDecimalYear } from './curves.ts';

type Known = Pick<Curve, 'territory' | 'indicator' | 'years' | 'values'>;
type Event = Pick<TrendSeries['events'][number], 'kind' | 'date'>;

/**
 * The year from which the figures of a commune, as published, are of the ground that a merger or a split made. It may come before the event:
 * figures of 2022 are published in the communes of 2024. Undefined when all figures are of the same side of the event.
 */
export function maybeNewGround(curve: Known, event: Event): number | undefined {
  const sides = sidesOf(curve, event);
  const before = sides.findLastIndex(({ isAfter }) => !isAfter);
  return before < 0 ? undefined : sides[before + 1]?.year;
}

/** Years whose figure is not of the same side of an event as the one before. */
export function changesOfGround(curve: Known, event: Event): readonly number[] {
  return sidesOf(curve, event).flatMap(({ year, isAfter }, index, sides) =>
    index > 0 && sides[index - 1]?.isAfter !== isAfter ? [year] : [],
  );
}

/** Which figures of a commune are of the ground that an event made; none when it made none. */
function sidesOf(
  { territory, indicator, years, values }: Known,
  { kind, date }: Event,
): readonly { readonly year: number; readonly isAfter: boolean }[] {
  if (territory.level !== 'COMMUNE' || (kind !== 'MERGER' && kind !== 'SPLIT')) return [];
  const vintages = new Map(indicator.years.map(({ year, vintage }) => [year, vintage]));
  return years
    .filter((_, index) => values[index] != null)
    .map((year) => ({ year, isAfter: (vintages.get(year) ?? year) >= toDecimalYear(date) }));
}
