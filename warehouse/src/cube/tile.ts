import { countUntil } from './sorted-search.ts';

/** Territories whose cells of a year lie together, by number: one in so many starts another block. */
export const BLOCK = 2_048;

/** Code of a cell that is not there: no state has it. */
export const ABSENT = 255;

/** Cells of an indicator in a year, by number of territory. */
export interface YearOfCells {
  /** NaN where there is none. */
  readonly values: Float64Array;
  /** Codes of states, with `SMALL_BIT`; `ABSENT` where there is no cell. */
  readonly states: Uint8Array;
  /** Shares of the communes, NaN where they do not apply; undefined when none does. */
  readonly shares: Float32Array | undefined;
}

/** Some cells of a block, as they are kept: a few arrays side by side, that are read without looking at each cell. */
export interface Tile {
  readonly size: number;
  /** Place in the block of each cell, ascending; undefined: those from `first` on, of which some may be absent. */
  readonly places: Uint16Array | undefined;
  readonly first: number;
  /** Integers have `NO_VALUE` for NaN. */
  readonly values: Float64Array | Int32Array;
  /** One for all when it is a number: cells without a value are absent then, unless they have places. */
  readonly states: Uint8Array | number;
  readonly shares: Float32Array | undefined;
}

export const NO_VALUE = -(2 ** 31);

/** Numbers of 2 bytes that a tile starts with: first place, size, flags, state of all. */
const HEADER = 4;
const PLACES = 1;
const INTEGERS = 2;
const ONE_STATE = 4;
const SHARES = 8;
/** Every array of a tile, and every tile, starts at a multiple of what its numbers take. */
const ALIGNED = 8;

/** Writes the cells from one territory to before another, of one block; undefined when there are none. */
export function encodeTile(year: YearOfCells, start: number, end: number): Uint8Array | undefined {
  const { values, states, shares } = year;
  const numbers: number[] = [];
  let [areIntegers, hasShares, isOneState, haveValues] = [true, false, true, true];
  for (let number = start; number < end; number++) {
    const state = states[number]!;
    if (state === ABSENT) continue;
    numbers.push(number);
    const value = values[number]!;
    if (Number.isNaN(value)) haveValues = false;
    else areIntegers &&= Object.is(value | 0, value) && value !== NO_VALUE;
    isOneState &&= state === states[numbers[0]!];
    hasShares ||= shares !== undefined && !Number.isNaN(shares[number]!);
  }
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const span = last - first + 1;
  const isDense = 2 * numbers.length >= span;
  const kept = isDense ? Array.from({ length: span }, (_, index) => first + index) : numbers;
  const oneState = isOneState && (!isDense || haveValues);
  const flags =
    (isDense ? 0 : PLACES) | (areIntegers ? INTEGERS : 0) | (oneState ? ONE_STATE : 0) | (hasShares ? SHARES : 0);
  const bytes = new Uint8Array(sizeOf(kept.length, flags));
  const arrays = arraysOf(bytes.buffer, 0, kept.length, flags);
  new Uint16Array(bytes.buffer, 0, HEADER).set([first - start, kept.length, flags, oneState ? states[first]! : 0]);
  for (const [index, number] of kept.entries()) {
    const value = states[number] === ABSENT ? Number.NaN : values[number]!;
    arrays.values[index] = areIntegers && Number.isNaN(value) ? NO_VALUE : value;
    if (arrays.shares) arrays.shares[index] = shares![number]!;
    if (arrays.places) arrays.places[index] = number - start;
    if (arrays.states) arrays.states[index] = states[number]!;
  }
  return bytes;
}

/** Reads a tile where it lies, without a copy. */
export function decodeTile(buffer: ArrayBufferLike, at: number): Tile {
  const [first, size, flags, state] = new Uint16Array(buffer, at, HEADER) as unknown as [
    number,
    number,
    number,
    number,
  ]; // as many
  const arrays = arraysOf(buffer, at, size, flags);
  return { ...arrays, size, first, states: arrays.states ?? state };
}

/** Where the cell of a place in the block is in a tile; -1 when it is not there. */
export function indexIn({ places, first, size }: Tile, place: number): number {
  if (!places) return place >= first && place < first + size ? place - first : -1;
  const index = countUntil(places, place);
  return places[index] === place ? index : -1;
}

interface Arrays {
  readonly values: Float64Array | Int32Array;
  readonly shares: Float32Array | undefined;
  readonly places: Uint16Array | undefined;
  readonly states: Uint8Array | undefined;
}

/** The arrays of a tile, the widest numbers first. */
function arraysOf(buffer: ArrayBufferLike, at: number, size: number, flags: number): Arrays {
  let next = at + HEADER * Uint16Array.BYTES_PER_ELEMENT;
  const take = (width: number): number => {
    const start = next;
    next += width * size;
    return start;
  };
  const values = flags & INTEGERS ? new Int32Array(buffer, take(4), size) : new Float64Array(buffer, take(8), size);
  const shares = flags & SHARES ? new Float32Array(buffer, take(4), size) : undefined;
  const places = flags & PLACES ? new Uint16Array(buffer, take(2), size) : undefined;
  const states = flags & ONE_STATE ? undefined : new Uint8Array(buffer, take(1), size);
  return { values, shares, places, states };
}

function sizeOf(size: number, flags: number): number {
  const ofCell =
    (flags & INTEGERS ? 4 : 8) + (flags & SHARES ? 4 : 0) + (flags & PLACES ? 2 : 0) + (flags & ONE_STATE ? 0 : 1);
  return aligned(HEADER * Uint16Array.BYTES_PER_ELEMENT + size * ofCell);
}

/** Bytes that so many take in the file, up to where the next ones may start. */
export function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNED) * ALIGNED;
}
