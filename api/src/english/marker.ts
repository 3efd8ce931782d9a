import type { TrendMarker } from '@boussole/warehouse';

/** Says how it was decided whether an indicator rises or falls, or why it was not. */
export function explainMarkerInEnglish(marker: TrendMarker): string {
  const { direction, problem, points, leftOut, apportioned, from, to, isInEuros } = marker;
  if (problem === 'PERIMETER_CHANGED') return 'Communes joined or left: read constant geography to speak of a trend.';
  if (direction === 'UNKNOWN')
    return `At least 5 comparable years are needed to speak of a trend, and there are ${points}${leftOut > 0 ? `; ${leftOut} other figures are shown, over a part of the territory only` : ''}${apportioned > 0 ? `; ${apportioned} other figures are estimates, shares of those of the whole former commune` : ''}.`;
  return `Mann-Kendall test over ${points} comparable years, from ${from} to ${to}: ${TOLD[direction]} (5% level).${isInEuros ? EUROS : ''}`;
}

const EUROS = ' In current euros, prices included: this is neither a better nor a worse standard of living.';

const TOLD = {
  RISING: 'the rise is too constant for chance',
  FALLING: 'the fall is too constant for chance',
  NO_TREND: 'neither a rise nor a fall is told from chance',
} as const;
