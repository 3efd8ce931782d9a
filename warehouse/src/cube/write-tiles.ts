import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { SMALL_NUMBER } from '@boussole/schema';
import type { DuckDBConnection } from '@duckdb/node-api';
import { appendRows, type Columns, createTable } from '../store/append.ts';
import { numbersOf, readRows, readVectors } from '../store/read-rows.ts';
import type { Geography } from '../territories/geography.ts';
import type { Numbering } from './places.ts';
import { RowBook } from './rows.ts';
import { encodeStanding, type StandingRow } from './standing.ts';
import { standingsOf } from './standings-of-year.ts';
import { READING_CODES, SMALL_BIT } from './states.ts';
import type { Piece } from './stretches.ts';
import { ABSENT, BLOCK, encodeTile, type YearOfCells } from './tile.ts';

/** Where the cells of a block lie in the file of tiles. */
export interface TileRow extends Piece {
  readonly indicator: number;
  readonly reading: number;
  readonly year: number;
  readonly block: number;
}

const TILE: Columns<TileRow> = {
  indicator: 'SMALLINT',
  reading: 'TINYINT',
  year: 'SMALLINT',
  block: 'SMALLINT',
  start: 'DOUBLE',
  bytes: 'INTEGER',
};

const STANDING: Columns<StandingRow> = {
  ...TILE,
  vintage: 'SMALLINT',
  size: 'INTEGER',
  onePart: 'BOOLEAN',
};

/** What is read in both readings lies between them, so that each is read in one go. */
const ORDER = [READING_CODES.PUBLISHED, READING_CODES.BOTH, READING_CODES.CONSTANT];

const CELLS = `
  SELECT reading, year, territory, coalesce(value, 'NaN'::DOUBLE),
    (CASE WHEN value IS NOT NULL AND num < ${SMALL_NUMBER} THEN state + ${SMALL_BIT} ELSE state END)::TINYINT,
    coalesce(communes / nullif(communes_total, 0), 'NaN'::DOUBLE)
  FROM cube.cell WHERE indicator = $1::SMALLINT`;

const VINTAGES = `SELECT indicator, year, reading, vintage FROM cube.available WHERE level = 'commune'`;

type Years = Map<number, Map<number, DraftYear>>;
type DraftYear = { -readonly [K in keyof YearOfCells]: YearOfCells[K] };

/** What places of communes are written with. */
export interface TilesOptions {
  readonly geography: Geography;
  /** That of the cube. */
  readonly numbering: Numbering;
  /** Whether places are written for an indicator, by number: they are not where some figures, too low for sure, have none. */
  readonly isRanked: (indicator: number) => boolean;
}

/**
 * Writes the figures of `cube.cell` once more, beside the cube, as dense arrays: what answers are made of is read ten times as fast as by a
 * statement. By indicator, year, reading and block of territories; `cube.tile` says where each is. After those of an indicator, how its communes stand
 * in France, of which `cube.standing` tells the same. Reads `cube.available`.
 */
export async function writeTiles(
  connection: DuckDBConnection,
  file: string,
  { geography, numbering, isRanked }: TilesOptions,
): Promise<void> {
  const ground = { geography, numbering, rows: new RowBook(geography, numbering) };
  const [{ territories } = { territories: 0 }] = await readRows<{ territories: number }>(
    connection,
    'SELECT coalesce(max(territory) + 1, 0)::INTEGER AS territories FROM cube.cell',
  );
  const indicators = await readRows<{ indicator: number }>(
    connection,
    'SELECT DISTINCT indicator FROM cube.cell ORDER BY indicator',
  );
  const vintages = new Map<string, Map<number, number>>();
  type Row = Record<'indicator' | 'year' | 'reading' | 'vintage', number>;
  for (const { indicator, year, reading, vintage } of await readRows<Row>(connection, VINTAGES)) {
    const key = `${indicator} ${year}`;
    vintages.set(key, (vintages.get(key) ?? new Map<number, number>()).set(reading, vintage));
  }
  const tiles: TileRow[] = [];
  const standings: StandingRow[] = [];
  const stream = createWriteStream(file, { flush: true });
  let start = 0;
  const put = async (bytes: Uint8Array): Promise<Piece> => {
    const piece = { start, bytes: bytes.length };
    start += bytes.length;
    await write(stream, bytes);
    return piece;
  };
  for (const { indicator } of indicators) {
    const years = [...(await readYears(connection, indicator, territories))].sort(([left], [right]) => left - right);
    for (const [year, readings] of years) {
      for (const reading of ORDER) {
        const cells = readings.get(reading);
        for (let block = 0; cells && block * BLOCK < territories; block++) {
          const tile = encodeTile(cells, block * BLOCK, Math.min((block + 1) * BLOCK, territories));
          if (tile) tiles.push({ indicator, reading, year, block, ...(await put(tile)) });
        }
      }
    }
    for (const [year, readings] of isRanked(indicator) ? years : []) {
      const known = vintages.get(`${indicator} ${year}`) ?? new Map<number, number>();
      for (const { all, ...standing } of standingsOf(readings, known, ground)) {
        for (let block = 0; block * BLOCK < territories; block++) {
          const places = encodeStanding(all, block * BLOCK);
          if (places) standings.push({ indicator, year, block, ...standing, ...(await put(places)) });
        }
      }
    }
  }
  stream.end();
  await finished(stream);
  await connection.run(createTable('tile', TILE));
  await appendRows(connection, 'tile', TILE, tiles);
  await connection.run(createTable('standing', STANDING));
  await appendRows(connection, 'standing', STANDING, standings);
  for (const table of ['tile', 'standing'])
    await connection.run(`CREATE OR REPLACE TABLE cube.${table} AS SELECT * FROM ${table} ORDER BY start`);
}

async function readYears(connection: DuckDBConnection, indicator: number, territories: number): Promise<Years> {
  const years: Years = new Map();
  for await (const chunk of readVectors(connection, CELLS, [indicator], false)) {
    const [reading, year, territory, value, state, share] = Array.from({ length: chunk.columnCount }, (_, column) =>
      numbersOf(chunk.getColumnVector(column), chunk.rowCount),
    ) as unknown as [Items, Items, Items, Items, Items, Items]; // as CELLS selects
    for (let row = 0; row < chunk.rowCount; row++) {
      const cells = draftOf(years, year[row]!, reading[row]!, territories);
      const at = territory[row]!;
      cells.values[at] = value[row]!;
      cells.states[at] = state[row]!;
      if (Number.isNaN(share[row]!)) continue;
      cells.shares ??= new Float32Array(territories).fill(Number.NaN);
      cells.shares[at] = share[row]!;
    }
  }
  return years;
}

type Items = ArrayLike<number>;

function draftOf(years: Years, year: number, reading: number, territories: number): DraftYear {
  const readings = years.get(year) ?? new Map<number, DraftYear>();
  years.set(year, readings);
  let cells = readings.get(reading);
  if (!cells) {
    const values = new Float64Array(territories).fill(Number.NaN);
    cells = { values, states: new Uint8Array(territories).fill(ABSENT), shares: undefined };
    readings.set(reading, cells);
  }
  return cells;
}

async function write(stream: WriteStream, bytes: Uint8Array): Promise<void> {
  if (!stream.write(bytes)) await once(stream, 'drain');
}
