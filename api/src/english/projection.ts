import { PROJECTION } from '@boussole/schema';
import type { Projection } from '@boussole/warehouse';

/** Says that a continued trend is not a forecast, and how it was made. */
export function explainProjectionInEnglish({ count, first, last }: NonNullable<Projection['from']>): string {
  const { damping, confidence } = PROJECTION;
  return `Trend continued, not a forecast: damped trend (Holt’s smoothing, each step is worth ${100 * damping}% of the one before) over ${count} comparable years from ${first} to ${last}, with the interval where the value would fall ${100 * confidence} times out of a hundred if nothing changed.`;
}

/** Says how a population by sex and age was continued from its last counts, oldest first. */
export function explainAgeProjectionInEnglish(years: readonly number[]): string {
  const [last, before] = years.toReversed();
  const older = years.length > 2 ? `, widened to what the ratios from ${years[0]} to ${before} would give` : '';
  return `Trend continued, not a forecast: each generation keeps changing (deaths and moves together) as from ${before} to ${last}, by sex and age band, and children per woman of 15 to 44 stay those of ${last} (Hamilton and Perry’s method). Interval at ${100 * PROJECTION.confidence}% of the chance of small numbers${older}.`;
}
