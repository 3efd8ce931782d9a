import type { Level } from '../../../graphql/generated.ts';
import type { MarkedLevel } from '../../../marked-url.ts';
import { maybeLevel } from '../../../territories/territory.ts';

/** Levels of the members of a territory that are told apart, the usual one first; those of a commune are none. */
const MEMBERS: Readonly<Record<Level, readonly MarkedLevel[]>> = {
  FRANCE: ['DEPARTEMENT', 'REGION', 'EPCI'],
  REGION: ['EPCI', 'DEPARTEMENT', 'COMMUNE'],
  DEPARTEMENT: ['COMMUNE', 'EPCI'],
  EPCI: ['COMMUNE'],
  COMMUNE: [],
  GROUPE: ['COMMUNE'],
  PARTIE: ['COMMUNE'],
};

/** Levels of the members of a territory, by its id. */
export function memberLevels(id: string): readonly MarkedLevel[] {
  const level = maybeLevel(id);
  return level ? MEMBERS[level] : [];
}

/** The first of some territories that is made of others. */
export function maybeWhole(ids: readonly string[]): string | undefined {
  return ids.find((id) => memberLevels(id).length > 0);
}
