import { PROJECTION } from '@boussole/schema';
import type { Projection } from '@boussole/warehouse';

/** Says that a continued trend is not a forecast, and how it was made. */
export function explainProjectionInEnglish({ count, first, last }: NonNullable<Projection['from']>): string {
  const { damping, confidence } = PROJECTION;
  return `Trend continued, not a forecast: damped trend (Holt’s smoothing, each step is worth ${100 * damping}% of the one before) over ${count} comparable years from ${first} to ${last}, with the interval where the value would fall ${100 * confidence} times out of a hundred if nothing changed.`;
}
