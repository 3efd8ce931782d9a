import { maybeTerritoryKey, type OfficialLevel, type TerritoryId, type Vintage } from '@boussole/schema';
import type { Geography } from '../territories/geography.ts';
import type { Numbering } from './places.ts';
import type { Rows } from './rows.ts';

/** Territories of a level, in France or in what holds them. */
export interface Group {
  readonly level: OfficialLevel;
  readonly vintage: Vintage;
  readonly container: TerritoryId | undefined;
}

/** What tells where territories lie. */
export interface Ground {
  readonly geography: Pick<Geography, 'parents'>;
  readonly numbering: Pick<Numbering, 'at'>;
  readonly rows: Rows;
}

/** Whether those of a group that are told all lie in one région of France, or in one département of a région, though there are several. */
export function lieInOnePart(
  { geography, numbering, rows }: Ground,
  { level, vintage, container }: Group,
  isTold: (number: number) => boolean,
): boolean {
  const parts = partsOf(container);
  if (!parts) return false;
  const members = rows.rows(level, vintage, container);
  const first = members.find(isTold);
  if (first === undefined) return false;
  const partsAt = (number: number) =>
    geography.parents(numbering.at(number).id, vintage).filter((parent) => parent.level === parts);
  // The last figure is far from the first, nearly always: nothing else is looked at.
  const lastParts = new Set(partsAt(members.findLast(isTold)!).map(({ id }) => id)); // the first, where it is alone
  return partsAt(first).some((parent) => {
    if (!lastParts.has(parent.id)) return false;
    const inside = new Set(rows.rows(level, vintage, parent.id));
    return inside.size < members.length && members.every((number) => inside.has(number) || !isTold(number));
  });
}

/** Level of the parts that figures must come from several of; EPCI and départements are one ground. */
function partsOf(container: TerritoryId | undefined): 'region' | 'departement' | undefined {
  const level = container === undefined ? 'france' : maybeTerritoryKey(container)?.level;
  if (level === 'france') return 'region';
  return level === 'region' ? 'departement' : undefined;
}
