import { close, fstat, open, read } from 'node:fs';
import { promisify } from 'node:util';
import { failure, type Limits } from '@boussole/schema';
import type { DuckDBConnection } from '@duckdb/node-api';
import { SQL } from '../query/sql.ts';
import { readRows } from '../store/read-rows.ts';
import { READING_CODES } from './states.ts';
import { BLOCK, decodeTile, type Tile } from './tile.ts';
import type { TileRow } from './write-tiles.ts';

/** Name of the file of tiles, beside the cube. */
export const TILES_FILE = 'tiles.bin';

/** Which cells of an indicator are read. */
export interface WantedTiles {
  /** Number of the indicator. */
  readonly indicator: number;
  /** Code of a reading. */
  readonly reading: number;
  readonly years: readonly number[];
  /** First and last number of the territories. */
  readonly range: readonly [number, number];
  /** Numbers of those that are read, where they are few of them; undefined: all. */
  readonly only?: Int32Array | undefined;
}

/** Takes the cells of a block; `start` is the number of its first territory. */
export type PutTile = (indicator: number, year: number, start: number, tile: Tile) => void;

type Place = Omit<TileRow, 'indicator'>;

/** Tiles that are read in one go, in the order of the file. */
interface Stretch {
  readonly indicator: number;
  readonly places: Place[];
  readonly start: number;
  end: number;
}

/** Stretches that fill one buffer. */
interface Haul {
  readonly stretches: Stretch[];
  bytes: number;
}

const [openFile, closeFile, statFile] = [promisify(open), promisify(close), promisify(fstat)];

/** What is not asked for is read all the same when it takes no longer than to ask twice. */
const GAP = 16_384;
/** Far more than a tile takes. */
const BUFFER = 1_048_576;
/** Buffers that one question fills at the same time, and that are kept for the next ones. */
const AT_ONCE = 4;

/** The dense arrays of a publication, beside its cube: read at once, a stretch of the file at a time. */
export class TileFile {
  readonly #file: number;
  readonly #places: ReadonlyMap<number, readonly Place[]>;
  readonly #milliseconds: number;
  readonly #buffers: Buffer[] = [];
  #readings = 0;
  #isClosing = false;

  private constructor(file: number, places: ReadonlyMap<number, readonly Place[]>, milliseconds: number) {
    this.#file = file;
    this.#places = places;
    this.#milliseconds = milliseconds;
  }

  /** Opens the file that `tile` of a cube is about; throws `PUBLICATION_DAMAGED` when it does not hold what that table says. */
  static async open(
    path: string,
    cube: DuckDBConnection,
    { questionMilliseconds }: Pick<Limits, 'questionMilliseconds'>,
  ): Promise<TileFile> {
    const places = new Map<number, Place[]>();
    let end = 0;
    for (const { indicator, ...place } of await readRows<TileRow>(cube, SQL.tiles)) {
      const known = places.get(indicator);
      if (known) known.push(place);
      else places.set(indicator, [place]);
      end = place.start + place.bytes;
    }
    const file = await openFile(path, 'r');
    const { size } = await statFile(file);
    if (size === end) return new TileFile(file, places, questionMilliseconds);
    await closeFile(file);
    throw failure('PUBLICATION_DAMAGED', { file: TILES_FILE, expected: end, bytes: size });
  }

  /** Reads cells; those of a tile are put together, in no order. Throws `LIMIT_EXCEEDED` when it takes longer than a question may. */
  async read(wanted: readonly WantedTiles[], put: PutTile): Promise<void> {
    if (this.#isClosing) throw new Error('expected tiles of an open publication, but it is closed');
    const hauls = toHauls(wanted.flatMap((one) => this.#stretches(one)));
    const end = performance.now() + this.#milliseconds;
    let next = 0;
    const work = async (): Promise<void> => {
      const buffer = this.#buffers.pop() ?? Buffer.allocUnsafeSlow(BUFFER);
      for (let at = next++; at < hauls.length; at = next++) {
        this.#checkTime(end);
        await this.#haul(hauls[at]!, buffer, put);
      }
      if (this.#buffers.length < AT_ONCE) this.#buffers.push(buffer);
    };
    this.#readings++;
    try {
      const works = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, hauls.length) }, work));
      // The file stays open until none reads it any more, even when one fails.
      for (const one of works) if (one.status === 'rejected') throw one.reason;
    } finally {
      this.#readings--;
      await this.#maybeClose();
    }
  }

  /** Closes the file once what is being read is read. */
  close(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#maybeClose().catch(() => undefined); // nothing was written
  }

  /** Between two hauls, of at most `BUFFER`: one that is being read is not interrupted. */
  #checkTime(end: number): void {
    const allowed = this.#milliseconds;
    const asked = Math.ceil(performance.now() - end) + allowed;
    if (asked > allowed) throw failure('LIMIT_EXCEEDED', { limit: 'questionMilliseconds', allowed, asked });
  }

  async #maybeClose(): Promise<void> {
    if (this.#isClosing && this.#readings === 0) await closeFile(this.#file);
  }

  #stretches({ indicator, reading, years, range: [first, last], only }: WantedTiles): readonly Stretch[] {
    const [from, to] = [Math.floor(first / BLOCK), Math.floor(last / BLOCK)];
    const blocks = only && new Set(Array.from(only, (number) => Math.floor(number / BLOCK)));
    const isWanted = (place: Place): boolean =>
      (place.reading === reading || place.reading === READING_CODES.BOTH) &&
      place.block >= from &&
      place.block <= to &&
      (blocks?.has(place.block) ?? true) &&
      years.includes(place.year);
    const stretches: Stretch[] = [];
    for (const place of this.#places.get(indicator) ?? []) {
      if (!isWanted(place)) continue;
      const before = stretches.at(-1);
      const end = place.start + place.bytes;
      if (before && place.start - before.end <= GAP && end - before.start <= BUFFER) {
        before.places.push(place);
        before.end = end;
      } else stretches.push({ indicator, places: [place], start: place.start, end });
    }
    return stretches;
  }

  async #haul({ stretches }: Haul, buffer: Buffer, put: PutTile): Promise<void> {
    await this.#fill(stretches, buffer);
    let at = 0;
    for (const { indicator, places, start, end } of stretches) {
      for (const place of places)
        put(indicator, place.year, place.block * BLOCK, decodeTile(buffer.buffer, at + place.start - start));
      at += end - start;
    }
  }

  /** Reads stretches one after the other in a buffer, all at the same time. */
  #fill(stretches: readonly Stretch[], buffer: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      let [at, waiting] = [0, stretches.length];
      let failed: Error | undefined;
      for (const { start, end } of stretches) {
        const bytes = end - start;
        read(this.#file, buffer, at, bytes, start, (error, bytesRead) => {
          failed ??=
            error ??
            (bytesRead < bytes ? new Error(`expected ${bytes} bytes at ${start}, but got ${bytesRead}`) : undefined);
          // Nothing may be written in the buffer once it is given back.
          if (--waiting > 0) return;
          if (failed) reject(failed);
          else resolve();
        });
        at += bytes;
      }
    });
  }
}

function toHauls(stretches: readonly Stretch[]): readonly Haul[] {
  const hauls: Haul[] = [];
  for (const stretch of stretches) {
    const bytes = stretch.end - stretch.start;
    const last = hauls.at(-1);
    if (last && last.bytes + bytes <= BUFFER) {
      last.stretches.push(stretch);
      last.bytes += bytes;
    } else hauls.push({ stretches: [stretch], bytes });
  }
  return hauls;
}
