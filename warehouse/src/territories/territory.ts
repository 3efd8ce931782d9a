import type { Level, TerritoryId } from '@boussole/schema';

/** A territory as the reference vintage knows it, or as it last was. */
export interface Territory {
  readonly id: TerritoryId;
  readonly level: Level;
  readonly code: string;
  readonly name: string;
  /** ISO day of the first validity; undefined before the first official list (1943). */
  readonly validFrom: string | undefined;
  /** ISO day on which it ceased to exist; undefined while it exists. */
  readonly validTo: string | undefined;
}

export const EVENT_KINDS = [
  'MERGER',
  'SPLIT',
  'RENAME',
  'CODE_CHANGE',
  'CREATION',
  'DEPARTEMENT_CHANGE',
  'SEAT_CHANGE',
  'STATUS_CHANGE',
  'EPCI_ARRIVAL',
  'EPCI_DEPARTURE',
  'EPCI_CREATION',
  'EPCI_END',
  'EPCI_RENAME',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface TerritoryEvent {
  /** ISO day on which it took effect. */
  readonly date: string;
  readonly kind: EventKind;
  /** Official wording, in French: « Fusion : Annecy-le-Vieux (74011) rejoint Annecy (74010) ». */
  readonly label: string;
  readonly before: readonly TerritoryId[];
  readonly after: readonly TerritoryId[];
}
