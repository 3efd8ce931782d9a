import type { Level, TerritoryId } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Position, RankedWithin } from './answers.ts';
import { type Column, isOfficial, valueAt, vintageOf } from './columns.ts';
import { placeOf } from './group-values.ts';
import { SMALLEST_GROUP } from './position-answers.ts';

/** Levels that are ranked inside what holds them: communes anywhere, départements and EPCI of a single région in it. */
const RANKED: Readonly<Record<Exclude<RankedWithin, 'france'>, readonly Level[]>> = {
  region: ['commune', 'epci', 'departement'],
  departement: ['commune'],
  epci: ['commune'],
};

/**
 * Places territories among those of their level: in France, or in their région, département or EPCI. Ties share the better rank.
 * Undefined without a value, when there is no such group, and in a group of fewer than 5 figures, where a rank says nothing.
 */
export function positionsOf(
  cube: OpenCube,
  column: Column,
  numbers: readonly number[],
  within: RankedWithin,
): readonly (Position | undefined)[] {
  const vintages = new Map<Level, number>();
  const groups = new Map<string, Float64Array>();
  return numbers.map((number) => {
    const { id, level } = cube.numbering.at(number);
    const value = valueAt(column, number);
    if (Number.isNaN(value) || !isOfficial(level) || level === 'france') return undefined;
    const vintage = vintages.get(level) ?? vintageOf(cube, column, level);
    vintages.set(level, vintage);
    const container = within === 'france' ? undefined : containerOf(cube, id, level, within, vintage);
    if (within !== 'france' && container === undefined) return undefined;
    const name = container === undefined ? level : `${level} ${container}`;
    const group =
      groups.get(name) ??
      column.series.sorted(column.year, `${level} ${vintage} ${container ?? ''}`, () =>
        cube.rows.rows(level, vintage, container),
      );
    groups.set(name, group);
    return group.length < SMALLEST_GROUP ? undefined : placeOf(group, value);
  });
}

function containerOf(
  cube: OpenCube,
  id: TerritoryId,
  level: Level,
  within: Exclude<RankedWithin, 'france'>,
  vintage: number,
): TerritoryId | undefined {
  if (!RANKED[within].includes(level)) return undefined;
  const holders = cube.geography.parents(id, vintage).filter((parent) => parent.level === within);
  return holders.length === 1 ? holders[0]!.id : undefined;
}
