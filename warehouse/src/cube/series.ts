import { CELL_STATES } from '@boussole/schema';
import type { ComposedSeries } from '../composed/cells.ts';
import { Ranking } from './ranking.ts';
import { countUntil } from './sorted-search.ts';
import { SMALL_BIT } from './states.ts';
import { ABSENT, BLOCK, indexIn, NO_VALUE, type Tile } from './tile.ts';
import type { PutTile } from './tile-file.ts';

/**
 * First number of a composed territory. Official ones have places in dense arrays; far beyond them, a composed number that is taken for a
 * place finds nothing rather than the figure of another.
 */
export const FIRST_COMPOSED = 2 ** 30;

/**
 * One indicator in one reading, dense: `values[year * territories + territory - first]`. NaN and NOT_AVAILABLE where nothing is known. All years and
 * territories, or what one question is about of an indicator that is not in memory.
 */
export interface Series {
  readonly years: readonly number[];
  /** Number of the first territory: 0 unless this is a part. */
  readonly first: number;
  /** How many territories. */
  readonly territories: number;
  /** Which of those were read, ascending, where not all of them were: nothing is known of the others. */
  readonly only?: Int32Array | undefined;
  readonly values: Float64Array;
  /** Codes of `CELL_STATES`. */
  readonly states: Uint8Array;
  /** 1 for a rate that rests on fewer than `SMALL_NUMBER` cases; empty when none does. */
  readonly small: Uint8Array;
  /** Only figures of the first territories, upper levels, are sums: `coverage[year * covered + territory - first]`. */
  readonly covered: number;
  /** Share of the communes that a computed figure rests on, 0 to 1; NaN where it does not apply. */
  readonly coverage: Float32Array;
  /** How the values of a group of territories stand in a year. */
  ranking(year: number, group: string, members: () => Int32Array): Ranking;
  /** What is worked out of the arrays, made once. */
  readonly derived: Derived;
  /** Territories composed for the question, by number: they are not in the arrays. */
  readonly composed?: ReadonlyMap<number, ComposedSeries>;
}

/** Which cells arrays hold. */
export interface Extent {
  /** Ascending. */
  readonly years: readonly number[];
  readonly first: number;
  readonly territories: number;
  /** Which of those are read, ascending; undefined: all. */
  readonly only?: Int32Array | undefined;
}

/** Code of a cell that was not read: no state has it, so that it cannot pass for a hole. */
const NOT_READ = 255;

/** Fills series from their tiles, by number of indicator. */
export async function toSeries(
  extents: ReadonlyMap<number, Extent>,
  read: (put: PutTile) => Promise<void>,
): Promise<ReadonlyMap<number, Series>> {
  const filling = new Map([...extents].map(([indicator, extent]) => [indicator, new Filling(extent)]));
  await read((indicator, year, start, tile) => filling.get(indicator)?.put(year, start, tile));
  return new Map([...filling].map(([indicator, filled]) => [indicator, filled.done()]));
}

const floats = new Float64Array(BLOCK);

/** Integers as they are shown, until the next ones are. */
function toFloats(values: Int32Array): Float64Array {
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    floats[index] = value === NO_VALUE ? Number.NaN : value;
  }
  return floats;
}

/** One series being filled. */
class Filling {
  readonly #extent: Extent;
  readonly #rank: ReadonlyMap<number, number>;
  readonly #values: Float64Array;
  readonly #states: Uint8Array;
  /** Empty as long as there is none. */
  #small = new Uint8Array();
  /** As large as the others until it is known which territories it is about; undefined without any share. */
  #shares: Float32Array | undefined;
  #covered = 0;

  constructor(extent: Extent) {
    const size = extent.years.length * extent.territories;
    this.#extent = extent;
    this.#rank = new Map(extent.years.map((year, index) => [year, index]));
    this.#values = new Float64Array(size).fill(Number.NaN);
    const hole = CELL_STATES.indexOf('NOT_AVAILABLE');
    const { only, territories, first } = extent;
    this.#states = new Uint8Array(size).fill(only ? NOT_READ : hole);
    for (let year = 0; only && year < extent.years.length; year++) {
      for (let index = 0; index < only.length; index++) this.#states[year * territories + only[index]! - first] = hole;
    }
  }

  /** Takes the cells of a block of territories, of which `start` is the first. */
  put(year: number, start: number, tile: Tile): void {
    const rank = this.#rank.get(year);
    if (rank === undefined) return;
    const { first, territories, only } = this.#extent;
    const shift = start - first;
    if (only) {
      for (let at = countUntil(only, start); at < only.length && only[at]! < start + BLOCK; at++) {
        const index = indexIn(tile, only[at]! - start);
        if (index >= 0) this.#putCell(tile, index, rank * territories, only[at]! - first);
      }
      return;
    }
    const { size, places } = tile;
    if (places) {
      for (let index = 0; index < size; index++) {
        const place = shift + places[index]!;
        if (place >= 0 && place < territories) this.#putCell(tile, index, rank * territories, place);
      }
      return;
    }
    const from = Math.max(0, -shift - tile.first);
    const end = Math.min(size, territories - shift - tile.first);
    const at = rank * territories + shift + tile.first;
    const values = tile.values instanceof Float64Array ? tile.values : toFloats(tile.values);
    if (typeof tile.states === 'number') this.#putAlike(values, tile.states, from, end, at);
    else this.#putEach(values, tile.states, from, end, at);
    for (let index = from; tile.shares && index < end; index++)
      this.#putShare(at + index, shift + tile.first + index, tile.shares[index]!);
  }

  /** Cells next to each other in the same state; those that are absent have no value. */
  #putAlike(values: Float64Array, state: number, from: number, end: number, at: number): void {
    const [ownValues, ownStates, own] = [this.#values, this.#states, state & ~SMALL_BIT];
    for (let index = from; index < end; index++) {
      const value = values[index]!;
      if (Number.isNaN(value)) continue;
      ownValues[at + index] = value;
      ownStates[at + index] = own;
      if (own !== state) this.#putSmall(at + index);
    }
  }

  #putEach(values: Float64Array, states: Uint8Array, from: number, end: number, at: number): void {
    const [ownValues, ownStates] = [this.#values, this.#states];
    for (let index = from; index < end; index++) {
      const state = states[index]!;
      if (state === ABSENT) continue;
      ownValues[at + index] = values[index]!;
      ownStates[at + index] = state & ~SMALL_BIT;
      if ((state & SMALL_BIT) !== 0) this.#putSmall(at + index);
    }
  }

  #putCell({ values, states, places, shares }: Tile, index: number, year: number, place: number): void {
    const value = values[index]!;
    const isNone = Number.isNaN(value) || (value === NO_VALUE && values instanceof Int32Array);
    const state = typeof states === 'number' ? (isNone && !places ? ABSENT : states) : states[index]!;
    if (state === ABSENT) return;
    const at = year + place;
    this.#values[at] = isNone ? Number.NaN : value;
    this.#states[at] = state & ~SMALL_BIT;
    if (state & SMALL_BIT) this.#putSmall(at);
    if (shares) this.#putShare(at, place, shares[index]!);
  }

  #putSmall(at: number): void {
    if (this.#small.length === 0) this.#small = new Uint8Array(this.#values.length);
    this.#small[at] = 1;
  }

  #putShare(at: number, place: number, share: number): void {
    if (Number.isNaN(share)) return;
    this.#shares ??= new Float32Array(this.#values.length).fill(Number.NaN);
    this.#shares[at] = share;
    this.#covered = Math.max(this.#covered, place + 1);
  }

  done(): Series {
    const { years, first, territories } = this.#extent;
    const [values, rank, covered] = [this.#values, this.#rank, this.#covered];
    const coverage = new Float32Array(years.length * covered);
    for (let year = 0; year < years.length && this.#shares; year++) {
      coverage.set(this.#shares.subarray(year * territories, year * territories + covered), year * covered);
    }
    const derived = new Derived();
    return {
      ...this.#extent,
      values,
      states: this.#states,
      small: this.#small,
      covered,
      coverage,
      derived,
      ranking(year, group, members) {
        // Asked of each column of a comparison, in the same group: its name is not made again.
        const all = derived.keep('rankings', () => new Map<number, Map<string, Ranking>>(), 0);
        const ofYear = all.get(year) ?? new Map<string, Ranking>();
        if (ofYear.size === 0) all.set(year, ofYear);
        const known = ofYear.get(group);
        if (known) return known;
        const start = rank.get(year)! * territories - first;
        const made = new Ranking({ members: members(), values, start }, (bytes) => derived.grow(bytes));
        ofYear.set(group, made);
        return made;
      },
    };
  }
}

/** Arrays worked out of a series, kept as long as it is. */
export class Derived {
  readonly #kept = new Map<string, object>();
  bytes = 0;

  /** Forgets everything. */
  clear(): void {
    this.#kept.clear();
    this.bytes = 0;
  }

  /** Gives what was made under a key, or makes it; `bytes` is what it takes when it is not an array of numbers. */
  keep<T extends object>(key: string, make: () => T, bytes?: number | ((made: T) => number)): T {
    const known = this.#kept.get(key);
    if (known) return known as T; // a key says what is kept under it
    const made = make();
    this.#kept.set(key, made);
    const own = typeof bytes === 'function' ? bytes(made) : bytes;
    this.bytes += own ?? (ArrayBuffer.isView(made) ? made.byteLength : 0);
    return made;
  }

  /** Counts what was made inside something that is kept. */
  grow(bytes: number): void {
    this.bytes += bytes;
  }
}
