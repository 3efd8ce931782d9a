import { maybeTerritoryKey, type OfficialLevel, type TerritoryId, type Vintage } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { type Column, valueAt } from './columns.ts';

/** Territories of a level, in France or in what holds them. */
export interface Group {
  readonly level: OfficialLevel;
  readonly vintage: Vintage;
  readonly container: TerritoryId | undefined;
}

/**
 * Whether all the figures of France come from one région, or all those of a région from one département, though there are several: what they tell is told
 * of that part, and would be said of the whole. `less` have no place among the others. Worked out once for a column.
 */
export function isOfOnePart(
  cube: OpenCube,
  column: Column,
  { level, vintage, container }: Group,
  less: { has(number: number): boolean },
): boolean {
  const parts = partsOf(container);
  if (!parts) return false;
  const isTold = (number: number): boolean => !Number.isNaN(valueAt(column, number)) && !less.has(number);
  const look = (): Uint8Array => {
    const members = cube.rows.rows(level, vintage, container);
    const first = members.find(isTold);
    if (first === undefined) return Uint8Array.of(0);
    const partsAt = (number: number) =>
      cube.geography.parents(cube.numbering.at(number).id, vintage).filter((parent) => parent.level === parts);
    // The last figure is far from the first, nearly always: nothing else is looked at.
    const lastParts = new Set(partsAt(members.findLast(isTold)!).map(({ id }) => id)); // the first, where it is alone
    const isAll = partsAt(first).some((parent) => {
      if (!lastParts.has(parent.id)) return false;
      const inside = new Set(cube.rows.rows(level, vintage, parent.id));
      return inside.size < members.length && members.every((number) => inside.has(number) || !isTold(number));
    });
    return Uint8Array.of(isAll ? 1 : 0);
  };
  return column.series.derived.keep(`one part ${column.year} ${level} ${vintage} ${container ?? ''}`, look)[0] === 1;
}

/** Level of the parts that figures must come from several of; EPCI and départements are one ground. */
function partsOf(container: TerritoryId | undefined): 'region' | 'departement' | undefined {
  const level = container === undefined ? 'france' : maybeTerritoryKey(container)?.level;
  if (level === 'france') return 'region';
  return level === 'region' ? 'departement' : undefined;
}
