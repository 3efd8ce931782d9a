import { failure, type Limits } from '@boussole/schema';
import type { DuckDBConnection } from '@duckdb/node-api';
import { group } from 'd3-array';
import { SQL } from '../query/sql.ts';
import { readRows } from '../store/read-rows.ts';
import { noPlaces } from './ranking.ts';
import { decodeStanding, type Standing, type StandingRow } from './standing.ts';
import { READING_CODES } from './states.ts';
import { StretchFile } from './stretches.ts';
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

/** Of which indicator, reading and year the places of some communes are read. */
export interface WantedStanding {
  /** Number of the indicator. */
  readonly indicator: number;
  /** Code of a reading. */
  readonly reading: number;
  readonly year: number;
}

/** The dense arrays of a publication, beside its cube: read at once, a stretch of the file at a time. */
export class TileFile {
  readonly #file: StretchFile;
  readonly #tiles: ReadonlyMap<number, readonly TileRow[]>;
  readonly #standings: ReadonlyMap<number, readonly StandingRow[]>;

  private constructor(
    file: StretchFile,
    tiles: ReadonlyMap<number, readonly TileRow[]>,
    standings: ReadonlyMap<number, readonly StandingRow[]>,
  ) {
    this.#file = file;
    this.#tiles = tiles;
    this.#standings = standings;
  }

  /** Opens the file that `tile` and `standing` of a cube are about; throws `PUBLICATION_DAMAGED` when it does not hold what these tables say. */
  static async open(
    path: string,
    cube: DuckDBConnection,
    limits: Pick<Limits, 'questionMilliseconds'>,
  ): Promise<TileFile> {
    const tiles = await readRows<TileRow>(cube, SQL.tiles);
    const standings = await readRows<StandingRow>(cube, SQL.standings);
    const end = Math.max(...[tiles.at(-1), standings.at(-1)].map((last) => (last ? last.start + last.bytes : 0)));
    const file = await StretchFile.open(path, limits);
    const size = await file.size();
    if (size === end) {
      return new TileFile(
        file,
        group(tiles, ({ indicator }) => indicator),
        group(standings, ({ indicator }) => indicator),
      );
    }
    file.close();
    throw failure('PUBLICATION_DAMAGED', { file: TILES_FILE, expected: end, bytes: size });
  }

  /** Reads cells; those of a tile are put together, in no order. Throws `LIMIT_EXCEEDED` when it takes longer than a question may. */
  async read(wanted: readonly WantedTiles[], put: PutTile): Promise<void> {
    const tiles = wanted.flatMap((one) => this.#tilesOf(one));
    await this.#file.read(tiles, ({ indicator, year, block }, buffer, at) =>
      put(indicator, year, block * BLOCK, decodeTile(buffer, at)),
    );
  }

  /** Reads how communes stand, in the order asked; undefined where it is not written. Throws `LIMIT_EXCEEDED` as `read` does. */
  async standings(
    wanted: readonly WantedStanding[],
    communes: readonly number[],
  ): Promise<readonly (Standing | undefined)[]> {
    const blocks = new Set(communes.map((number) => Math.floor(number / BLOCK)));
    const asked = wanted.map(({ indicator, reading, year }) =>
      (this.#standings.get(indicator) ?? []).filter((row) => row.year === year && isOf(row, reading)),
    );
    const standings = asked.map(([first]) => {
      if (!first) return undefined;
      const { vintage, size, onePart } = first;
      return { vintage, size, onePart, places: noPlaces(communes.length) };
    });
    const pieces = asked.flatMap((rows, standing) =>
      rows.flatMap((row) => (blocks.has(row.block) ? { ...row, standing } : [])),
    );
    await this.#file.read(pieces, ({ standing, block }, buffer, at) => {
      const { places } = standings[standing]!; // it has rows
      const { first, below, notAbove } = decodeStanding(buffer, at);
      for (let index = 0; index < communes.length; index++) {
        const place = communes[index]! - block * BLOCK - first;
        if (place < 0 || place >= below.length) continue;
        places.below[index] = below[place]!;
        places.notAbove[index] = notAbove[place]!;
      }
    });
    return standings;
  }

  /** Closes the file once what is being read is read. */
  close(): void {
    this.#file.close();
  }

  #tilesOf({ indicator, reading, years, range: [first, last], only }: WantedTiles): readonly TileRow[] {
    const [from, to] = [Math.floor(first / BLOCK), Math.floor(last / BLOCK)];
    const blocks = only && new Set(Array.from(only, (number) => Math.floor(number / BLOCK)));
    return (this.#tiles.get(indicator) ?? []).filter(
      (tile) =>
        isOf(tile, reading) &&
        tile.block >= from &&
        tile.block <= to &&
        (blocks?.has(tile.block) ?? true) &&
        years.includes(tile.year),
    );
  }
}

function isOf(row: Pick<TileRow, 'reading'>, reading: number): boolean {
  return row.reading === reading || row.reading === READING_CODES.BOTH;
}
