import { maybeTerritoryKey, type TerritoryId, toTerritoryId } from '@boussole/schema';
import type { TerritoryGroup } from '../catalogue/groups.ts';
import type { Geography } from '../territories/geography.ts';
import type { Territory } from '../territories/territory.ts';

/** Communes that a group was saved with and that are no communes any more at the reference vintage, as they were; none for any other territory. */
export function formerMembers(
  geography: Geography,
  groups: readonly TerritoryGroup[],
  id: TerritoryId,
): readonly Territory[] {
  const key = maybeTerritoryKey(id);
  const group = key?.level === 'groupe' ? groups.find(({ code }) => code === key.code) : undefined;
  if (!group) return [];
  const { communes, vintage } = group;
  return communes.flatMap((code) => {
    if (geography.holding(code, vintage, geography.reference).codes.includes(code)) return [];
    return geography.territory(toTerritoryId('commune', code), `${vintage}-01-01`) ?? [];
  });
}
