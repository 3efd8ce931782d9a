import { createHash } from 'node:crypto';
import { type TerritoryId, toTerritoryId, type Vintage } from '@boussole/schema';
import type { TerritoryGroup } from '../catalogue/groups.ts';
import type { Geography } from '../territories/geography.ts';
import { type ComposedTerritory, type Composition, once } from './composition.ts';

/**
 * Reads a group of communes in every vintage. Its ground is that of its communes in the vintage that their codes are of, and never
 * changes; a commune of another vintage is in the group when all its ground is.
 */
export function toGroupTerritory(geography: Geography, group: TerritoryGroup): ComposedTerritory {
  const { code, name, communes, vintage } = group;
  const id = toTerritoryId('groupe', code);
  return {
    territory: { id, level: 'groupe', code, name, validFrom: undefined, validTo: undefined },
    version: createHash('sha256')
      .update(`${vintage} ${communes.join(' ')}`)
      .digest('base64url'),
    vintage,
    parents: commonParents(geography, communes, vintage),
    at: once((asked) => compose(geography, communes, vintage, asked)),
  };
}

function compose(geography: Geography, codes: readonly string[], vintage: Vintage, asked: Vintage): Composition {
  const own = new Set(codes);
  const inside = new Map<string, boolean>();
  const isInside = (commune: string): boolean => {
    const known = inside.get(commune);
    if (known !== undefined) return known;
    const { codes: origins, isWhole } = geography.holding(commune, asked, vintage);
    const isIn = isWhole && origins.every((origin) => own.has(origin));
    inside.set(commune, isIn);
    return isIn;
  };
  const outside = codes.filter((code) => {
    const { codes: holders, isWhole } = geography.holding(code, vintage, asked);
    // Every holder is looked at: those that lie inside are members, even when another does not.
    const reachingOutside = holders.filter((holder) => !isInside(holder));
    return reachingOutside.length > 0 || !isWhole;
  });
  const names = geography.communes(vintage);
  return {
    communes: [...inside].flatMap(([commune, isIn]) => (isIn ? [commune] : [])).sort(),
    mergedOutside: outside.map((code) => ({ code, name: names.get(code)?.name ?? code })),
  };
}

function commonParents(geography: Geography, codes: readonly string[], vintage: Vintage): readonly TerritoryId[] {
  const today = new Set(codes.flatMap((code) => geography.holding(code, vintage, geography.reference).codes));
  const [first, ...others] = [...today].map((code) => geography.parents(toTerritoryId('commune', code)));
  const shared = others.map((parents) => new Set(parents.map(({ id }) => id)));
  return (first ?? []).flatMap(({ id }) => (shared.every((parents) => parents.has(id)) ? [id] : []));
}
