import type { OfficialLevel, TerritoryId } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Position } from './answers.ts';
import { type Column, isOfficial, valueAt, vintageOf } from './columns.ts';
import { placeOf } from './group-values.ts';

type Within = 'france' | 'departement' | 'epci';

/**
 * Places territories among those of their level: in France, or in their département or EPCI (communes only). Ties share the better rank.
 * Undefined without a value, or when there is no such group.
 */
export function positionsOf(
  cube: OpenCube,
  column: Column,
  numbers: readonly number[],
  within: Within,
): readonly (Position | undefined)[] {
  const groups = new Map<string, Float64Array>();
  const vintages = new Map<OfficialLevel, number>();
  return numbers.map((number) => {
    const { id, level } = cube.numbering.at(number);
    const value = valueAt(column, number);
    if (Number.isNaN(value) || !isOfficial(level) || level === 'france') return undefined;
    const vintage = vintages.get(level) ?? vintageOf(cube, column, level);
    vintages.set(level, vintage);
    const container = within === 'france' ? undefined : containerOf(cube, id, within, vintage);
    if (within !== 'france' && (level !== 'commune' || container === undefined)) return undefined;
    const key = `${level} ${vintage} ${container ?? ''}`;
    const group =
      groups.get(key) ?? column.series.sorted(column.year, key, () => cube.rows.rows(level, vintage, container));
    groups.set(key, group);
    return placeOf(group, value);
  });
}

function containerOf(
  cube: OpenCube,
  id: TerritoryId,
  level: 'departement' | 'epci',
  vintage: number,
): TerritoryId | undefined {
  return cube.geography.parents(id, vintage).find((parent) => parent.level === level)?.id;
}
