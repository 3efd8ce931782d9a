import type { OpenCube } from '../cube/open-cube.ts';
import type { Territory } from '../territories/territory.ts';
import { type Column, figureKey, isPartial, stateAt, valueAt } from './columns.ts';
import { type Grounds, unknownPerimeters } from './unlike.ts';

/** Years in which the figure of a territory rests on all its communes and their parts, as they were counted, on ground that compares with the last. */
export function wholeColumns(
  cube: OpenCube,
  columns: readonly Column[],
  territory: Territory,
  number: number,
  { incomplete }: Grounds,
): readonly Column[] {
  const whole = columns.filter((column) => {
    const isPart = isPartial(column, number) || incomplete.has(figureKey(column.year, number));
    return !Number.isNaN(valueAt(column, number)) && !isPart && stateAt(column, number) !== 'ESTIMATED';
  });
  const last = whole.at(-1);
  return whole.filter((column) => unknownPerimeters(cube, territory, [column, last!]).length === 0);
}
