import type { OfficialLevel, TerritoryId } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Position } from './answers.ts';
import { type Column, isOfficial, valueAt, vintageOf } from './columns.ts';
import { placeOf } from './group-values.ts';

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
  return placeOf(group, value);
}

function containerOf(
  cube: OpenCube,
  id: TerritoryId,
  level: 'departement' | 'epci',
  vintage: number,
): TerritoryId | undefined {
  return cube.geography.parents(id, vintage).find((parent) => parent.level === level)?.id;
}
