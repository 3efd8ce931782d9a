import { isAdditive, natureOf } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { type Column, coverageAt } from './columns.ts';
import { NEARLY_ALL } from './common-communes.ts';

/**
 * Tells of a column which figures are counts over too few of their communes: at least that much, and truly more. One of those has no place among the
 * others, and the others have none beside it.
 */
export function lowerBounds(cube: OpenCube, column: Column): (number: number) => boolean {
  const nature = natureOf(column.indicator, cube.measures);
  if (nature === 'ratio' || !isAdditive(nature)) return () => false;
  return (number) => coverageAt(column, number) < NEARLY_ALL;
}
