import type { Vintage } from '@boussole/schema';
import { numbersOf } from '../composed/cells.ts';
import type { OpenCube } from '../cube/open-cube.ts';

/** Numbers of the communes of a territory in a vintage: itself when it is one. */
export function communesOf(cube: OpenCube, number: number, vintage: Vintage): readonly number[] {
  const composed = cube.composed(number);
  if (composed) return numbersOf(cube, composed, vintage);
  const { level, id } = cube.numbering.at(number);
  return level === 'commune' ? [number] : Array.from(cube.rows.rows('commune', vintage, id));
}
