import type { TerritoryId, Vintage } from '@boussole/schema';
import type { Steps } from '../store/steps.ts';
import { type CommuneHistory, tellCommuneEvents } from './commune-events.ts';
import { tellEpciEvents } from './epci-events.ts';
import { tellStatusEvents } from './status-events.ts';
import type { TerritoryEvent } from './territory.ts';
import type { Yearbook } from './yearbook.ts';

/** Everything that happened to territories, in date order. */
export function* toEvents(
  history: CommuneHistory,
  epciVintages: readonly Vintage[],
  yearbook: Yearbook,
): Steps<ReadonlyMap<TerritoryId, readonly TerritoryEvent[]>> {
  const told = new Map<TerritoryId, TerritoryEvent[]>();
  const tell = (event: TerritoryEvent, of: Iterable<TerritoryId>): void => {
    for (const id of of) {
      const events = told.get(id);
      if (events) events.push(event);
      else told.set(id, [event]);
    }
  };
  yield* tellCommuneEvents(history, tell);
  tellStatusEvents(history.movements, history.lineage, history.holders, tell);
  yield* tellEpciEvents(epciVintages, yearbook, history.lineage, history.holders, tell);
  for (const events of told.values()) events.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return told;
}
