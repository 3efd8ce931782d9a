import type { Vintage } from '@boussole/schema';
import type { AllPlaces, Places } from './ranking.ts';
import type { Piece } from './stretches.ts';
import { aligned, BLOCK } from './tile.ts';

/** Where the places in France of the communes of a block lie in the file of tiles, and what is told of all of them. */
export interface StandingRow extends Piece {
  readonly indicator: number;
  readonly reading: number;
  readonly year: number;
  readonly block: number;
  /** Of the communes among which they have a place. */
  readonly vintage: Vintage;
  /** Communes that have a value. */
  readonly size: number;
  /** All values come from one région. */
  readonly onePart: boolean;
}

/** How some communes stand among all those of France. */
export interface Standing extends Pick<StandingRow, 'vintage' | 'size' | 'onePart'> {
  /** In the order asked; none for one without a value, or that is not of the vintage. */
  readonly places: Places;
}

/** Numbers of 2 bytes that the places of a block start with: the first commune in the block, how many. */
const HEADER = 4;

/** Writes the places of the communes of a block that starts with a number; undefined when none has one. */
export function encodeStanding(all: AllPlaces, start: number): Uint8Array | undefined {
  const from = Math.max(0, start - all.first);
  const end = Math.min(all.notAbove.length, start + BLOCK - all.first);
  if (from >= end || all.notAbove.subarray(from, end).every((place) => place === 0)) return undefined;
  const size = end - from;
  const bytes = new Uint8Array(aligned(2 * (HEADER + 2 * size)));
  const written = new Uint16Array(bytes.buffer);
  written.set([all.first + from - start, size]);
  written.set(all.below.subarray(from, end), HEADER);
  written.set(all.notAbove.subarray(from, end), HEADER + size);
  return bytes;
}

/** Reads the places of a block where they lie, without a copy. */
export function decodeStanding(buffer: ArrayBufferLike, at: number): Pick<AllPlaces, 'first' | 'below' | 'notAbove'> {
  const [first, size] = new Uint16Array(buffer, at, HEADER) as unknown as [number, number]; // as written
  const places = new Uint16Array(buffer, at + 2 * HEADER, 2 * size);
  return { first, below: places.subarray(0, size), notAbove: places.subarray(size) };
}
