import type { OfficialLevel, TerritoryId } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Position } from './answers.ts';
import { type Column, isOfficial, valueAt, vintageOf } from './columns.ts';

/**
 * Places a territory among those of its level: in France, or in its département or EPCI (communes only). Ties share the better rank.
 * Undefined without a value, or when it has no such group.
 */
export function positionOf(
  cube: OpenCube,
  column: Column,
  number: number,
  within: 'france' | 'departement' | 'epci',
): Position | undefined {
  const territory = cube.numbering.at(number);
  const value = valueAt(column, number);
  if (Number.isNaN(value) || !isOfficial(territory.level) || territory.level === 'france') return undefined;
  const vintage = vintageOf(cube, column, territory.level);
  const container = within === 'france' ? undefined : containerOf(cube, territory.id, within, vintage);
  if (within !== 'france' && (territory.level !== 'commune' || container === undefined)) return undefined;
  const level: OfficialLevel = territory.level;
  const group = column.series.sorted(column.year, `${level} ${vintage} ${container ?? ''}`, () =>
    cube.rows.rows(level, vintage, container),
  );
  const below = firstAtLeast(group, value);
  const notAbove = firstAbove(group, value);
  if (notAbove === below) return undefined;
  return {
    rank: group.length - notAbove + 1,
    percentile: (100 * below) / group.length,
    quintile: quintileOf(below, notAbove, group.length),
    size: group.length,
  };
}

function quintileOf(below: number, notAbove: number, size: number): number | undefined {
  return size < 5 ? undefined : Math.floor((5 * (below + notAbove)) / (2 * size)) + 1;
}

function containerOf(
  cube: OpenCube,
  id: TerritoryId,
  level: 'departement' | 'epci',
  vintage: number,
): TerritoryId | undefined {
  return cube.geography.parents(id, vintage).find((parent) => parent.level === level)?.id;
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  return bisect(sorted, (candidate) => candidate < value);
}

function firstAbove(sorted: Float64Array, value: number): number {
  return bisect(sorted, (candidate) => candidate <= value);
}

/** Number of values at the start of a sorted array for which `before` holds. */
function bisect(sorted: Float64Array, before: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
