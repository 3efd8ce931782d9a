import type { Indicator } from '../../indicators/use-catalogue.ts';
import type { Change } from './api/use-figures.ts';

/** Whether a change is told in percent: counts and amounts are, shares and ratios change by their difference. */
export function isToldInPercent({ unit }: Indicator, change: Change): change is Change & { readonly relative: number } {
  return (unit === 'COUNT' || unit === 'EURO') && change.relative !== null;
}
