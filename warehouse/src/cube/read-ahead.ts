import { OFFICIAL_LEVELS, type Reading } from '@boussole/schema';
import type { OpenCube } from './open-cube.ts';

/** Most questions are read in the first. */
const ORDER: readonly Reading[] = ['CONSTANT', 'PUBLISHED'];
/** Bytes of a cell in memory: value and state. */
const CELL = 9;

/**
 * Reads series before anybody asks for them, one after the other in the order of the catalogue, so that the first question about each is as fast as
 * the next ones. Stops before they take more than `room`, in bytes, and when `isOver` says that nobody will ask any more.
 */
export async function readAhead(cube: OpenCube, room: number, isOver: () => boolean): Promise<void> {
  const territories = cube.numbering.territories.length;
  let taken = 0;
  for (const reading of ORDER) {
    for (const { id } of cube.indicators) {
      const years = new Set(OFFICIAL_LEVELS.flatMap((level) => cube.slabs(id, reading, level).map(({ year }) => year)));
      taken += years.size * territories * CELL;
      if (isOver() || taken > room) return;
      if (years.size > 0) await cube.series(id, reading);
    }
  }
}
