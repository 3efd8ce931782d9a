import type { OpenCube } from '../cube/open-cube.ts';
import type { Territory } from '../territories/territory.ts';
import { type Column, stateAt, vintageOf } from './columns.ts';
import { communesOf } from './communes-of.ts';

/** Why no commune of a territory has a figure: how many hide theirs, and how many have none. */
export interface WithoutFigure {
  readonly hidden: number;
  readonly missing: number;
}

/** Counts the communes of a territory by why they have no figure; undefined for a commune, and where one has a figure or none hides any. */
export function withoutFigure(
  cube: OpenCube,
  column: Column,
  { level }: Territory,
  number: number,
): WithoutFigure | undefined {
  if (level === 'commune') return undefined;
  const vintage = column.reading === 'CONSTANT' ? cube.geography.reference : vintageOf(cube, column, 'commune');
  const states = communesOf(cube, number, vintage).map((commune) => stateAt(column, commune));
  const hidden = states.filter((state) => state === 'SECRET' || state === 'SECRET_SECONDARY').length;
  const missing = states.filter((state) => state === 'NOT_AVAILABLE').length;
  return hidden > 0 && hidden + missing === states.length ? { hidden, missing } : undefined;
}
