import { formatChange, type Locale } from '../../format.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';

interface Change {
  readonly relative: number | null | undefined;
  readonly relativeDecimals: number;
}

/** A change in percent of where it starts; none of a percentage, which changes by points: 7 % to 8 % is +1 point, not +14 %. */
export function maybeRelative(
  { unit }: Pick<Indicator, 'unit'>,
  relative: number | null | undefined,
): number | undefined {
  return unit === 'PERCENT' ? undefined : (relative ?? undefined);
}

/** The same in words. */
export function formatRelative(
  locale: Locale,
  indicator: Pick<Indicator, 'unit'>,
  { relative, relativeDecimals }: Change,
): string {
  const told = maybeRelative(indicator, relative);
  return told === undefined ? '–' : formatChange(locale, told, relativeDecimals);
}
