import { maybeTerritoryKey, type TerritoryId } from '@boussole/schema';
import type { TerritoryGroup } from '../catalogue/groups.ts';
import type { Geography } from '../territories/geography.ts';
import type { ComposedTerritory } from './composition.ts';
import { toGroupTerritory } from './group.ts';
import { maybePart } from './part.ts';

/** The composed territories that questions may name: groups of the catalogue, and parts of EPCI. */
export interface ComposedBook {
  /** In the order of the catalogue. */
  readonly groups: readonly TerritoryGroup[];
  find(id: TerritoryId): ComposedTerritory | undefined;
}

/** Opens the book on a geography; each territory is composed when it is first asked for. */
export function toComposedBook(geography: Geography, groups: readonly TerritoryGroup[]): ComposedBook {
  const byCode = new Map(groups.map((group) => [group.code, group]));
  const made = new Map<TerritoryId, ComposedTerritory>();
  const make = (id: TerritoryId): ComposedTerritory | undefined => {
    const key = maybeTerritoryKey(id);
    if (key?.level === 'partie') return maybePart(geography, id);
    const group = key?.level === 'groupe' ? byCode.get(key.code) : undefined;
    return group && toGroupTerritory(geography, group);
  };
  return {
    groups,
    find(id) {
      const composed = made.get(id) ?? make(id);
      if (composed) made.set(id, composed);
      return composed;
    },
  };
}
