import type { Indicator } from '../../indicators/use-catalogue.ts';
import { type TrendSeries, type Trends, toDecimalYear } from './curves.ts';
import { maybeNewGround } from './new-ground.ts';

export interface ShownEvent extends Pick<TrendSeries['events'][number], 'date' | 'label'> {
  /** From which year figures are of the ground that it made, where they are ahead of it. */
  readonly ahead: readonly { readonly indicator: Indicator; readonly year: number }[];
}

/** The events that happened during the years shown, and those that figures as published are ahead of: each once, oldest first. */
export function eventsShown({
  years,
  curves,
  geography,
}: Pick<Trends, 'years' | 'curves' | 'geography'>): readonly ShownEvent[] {
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const shown = new Map<string, ShownEvent>();
  for (const curve of curves) {
    for (const event of curve.events) {
      const at = toDecimalYear(event.date);
      const since = geography === 'PUBLISHED' ? maybeNewGround(curve, event) : undefined;
      const isAhead = since !== undefined && since < at;
      if (!isAhead && (at < first || at > last)) continue;
      const key = `${event.date} ${event.label}`;
      const { ahead = [] } = shown.get(key) ?? {};
      const isTold = !isAhead || ahead.some(({ indicator, year }) => indicator === curve.indicator && year === since);
      const more = isTold ? [] : [{ indicator: curve.indicator, year: since }];
      shown.set(key, { date: event.date, label: event.label, ahead: [...ahead, ...more] });
    }
  }
  return [...shown.values()].sort((left, right) => left.date.localeCompare(right.date));
}
