import { SMALL_NUMBER } from '@boussole/schema';
import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { SQL } from '../query/sql.ts';
import { readVectors } from '../store/read-rows.ts';

export type Run = readonly [number, number];

/** Which cells are read; first and last of each. */
export interface WantedCells {
  readonly indicators: Run;
  /** Code of a reading. */
  readonly reading: number;
  readonly years: Run;
  readonly territories: Run;
}

/**
 * Reads cells, those of communes apart: upper levels have the lower numbers, and only their figures are sums, of some communes perhaps. Most cells are read
 * without the columns that tell it.
 */
export async function* readCells(
  reader: DuckDBConnection,
  { indicators, reading, years, territories: [first, last] }: WantedCells,
  firstCommune: number,
): AsyncGenerator<DuckDBDataChunk> {
  const read = (sql: string, range: Run): AsyncGenerator<DuckDBDataChunk> =>
    readVectors(reader, sql, [...indicators, reading, ...years, ...range, SMALL_NUMBER]);
  if (first < firstCommune) yield* read(SQL.part, [first, Math.min(last, firstCommune - 1)]);
  if (last >= firstCommune) yield* read(SQL.partOfCommunes, [Math.max(first, firstCommune), last]);
}
