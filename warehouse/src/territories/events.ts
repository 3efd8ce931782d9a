import type { TerritoryId, Vintage } from '@boussole/schema';
import { type CommuneHistory, tellCommuneEvents } from './commune-events.ts';
import { tellEpciEvents } from './epci-events.ts';
import { tellStatusEvents } from './status-events.ts';
import type { TerritoryEvent } from './territory.ts';
import type { Yearbook } from './yearbook.ts';

/** Everything that happened to territories, told once, when first asked. */
export function toEvents(
  history: CommuneHistory,
  epciVintages: readonly Vintage[],
  yearbook: Yearbook,
): (id: TerritoryId) => readonly TerritoryEvent[] {
  let told: ReadonlyMap<TerritoryId, readonly TerritoryEvent[]> | undefined;
  return (id) => {
    told ??= tellAll(history, epciVintages, yearbook);
    return told.get(id) ?? [];
  };
}

function tellAll(
  history: CommuneHistory,
  epciVintages: readonly Vintage[],
  yearbook: Yearbook,
): ReadonlyMap<TerritoryId, readonly TerritoryEvent[]> {
  const told = new Map<TerritoryId, TerritoryEvent[]>();
  const tell = (event: TerritoryEvent, of: Iterable<TerritoryId>): void => {
    for (const id of of) {
      const events = told.get(id);
      if (events) events.push(event);
      else told.set(id, [event]);
    }
  };
  tellCommuneEvents(history, tell);
  tellStatusEvents(history.movements, history.lineage, history.holders, tell);
  tellEpciEvents(epciVintages, yearbook, history.lineage, history.holders, tell);
  for (const events of told.values()) events.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return told;
}
