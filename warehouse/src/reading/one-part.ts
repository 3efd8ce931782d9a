import { type Group, lieInOnePart } from '../cube/one-part.ts';
import type { OpenCube } from '../cube/open-cube.ts';
import { type Column, valueAt } from './columns.ts';

/**
 * Whether all the figures of France come from one région, or all those of a région from one département, though there are several: what they tell is told
 * of that part, and would be said of the whole. `less` have no place among the others. Worked out once for a column.
 */
export function isOfOnePart(
  cube: OpenCube,
  column: Column,
  group: Group,
  less: { has(number: number): boolean },
): boolean {
  const { level, vintage, container } = group;
  const isTold = (number: number): boolean => !Number.isNaN(valueAt(column, number)) && !less.has(number);
  const look = (): Uint8Array => Uint8Array.of(lieInOnePart(cube, group, isTold) ? 1 : 0);
  return column.series.derived.keep(`one part ${column.year} ${level} ${vintage} ${container ?? ''}`, look)[0] === 1;
}
