import type { OfficialLevel, TerritoryId, Vintage } from '@boussole/schema';
import type { Geography } from '../territories/geography.ts';
import type { Territory } from '../territories/territory.ts';
import type { Place } from '../territories/wording.ts';

/** What a territory composed of communes is made of on 1 January of a vintage. */
export interface Composition {
  /** Codes of the communes of that vintage that lie wholly in it, sorted. */
  readonly communes: readonly string[];
  /** Its own communes, as it names them, that by then are in communes that reach outside it: nothing tells their figures apart. */
  readonly mergedOutside: readonly Place[];
}

/** A territory that no official level has: communes put together. Its figures are summed when they are asked for. */
export interface ComposedTerritory {
  readonly territory: Territory;
  /** Different for different communes. */
  readonly version: string;
  /** Vintage of the codes in `mergedOutside`. */
  readonly vintage: Vintage;
  /** Official territories that hold all of it at the reference vintage, nearest first. */
  readonly parents: readonly TerritoryId[];
  at(vintage: Vintage): Composition;
}

/** Codes of the territories of a level that lie wholly in a composition, sorted. */
export function codesWithin(
  geography: Geography,
  { communes }: Composition,
  level: OfficialLevel,
  vintage: Vintage,
): readonly string[] {
  if (level === 'commune') return communes;
  if (level === 'france') return [];
  const membership = geography.membership(vintage);
  const inside = new Set(communes);
  const codes = new Set(communes.map((commune) => membership.get(commune)?.[level]));
  for (const [commune, { [level]: code }] of membership) if (!inside.has(commune)) codes.delete(code);
  return [...codes].filter((code) => code !== undefined).sort();
}

/** Makes a function of vintages that works each one out once. */
export function once(make: (vintage: Vintage) => Composition): (vintage: Vintage) => Composition {
  const made = new Map<Vintage, Composition>();
  return (vintage) => {
    const composition = made.get(vintage) ?? make(vintage);
    made.set(vintage, composition);
    return composition;
  };
}
