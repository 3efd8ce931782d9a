import { SMALL_NUMBER } from '@boussole/schema';
import { type DuckDBConnection, type DuckDBDataChunk, type DuckDBValue, listValue } from '@duckdb/node-api';
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
  /** Which of those, ascending; undefined: all of them. */
  readonly only?: Int32Array | undefined;
}

/** Cells up to which waiting for all of them takes less of the processor than waiting for each step: half, for a hundred thousand. */
const FEW = 300_000;

/**
 * Reads cells, those of communes apart: upper levels have the lower numbers, and only their figures are sums, of some communes perhaps. Most cells are read
 * without the columns that tell it.
 */
export async function* readCells(
  reader: DuckDBConnection,
  { indicators, reading, years, territories: [first, last], only }: WantedCells,
  firstCommune: number,
): AsyncGenerator<DuckDBDataChunk> {
  const perTerritory = sizeOf(indicators) * sizeOf(years);
  const read = (sql: string, range: Run, some: DuckDBValue[] = []): AsyncGenerator<DuckDBDataChunk> =>
    readVectors(
      reader,
      sql,
      [...indicators, reading, ...years, ...range, SMALL_NUMBER, ...some],
      perTerritory * (only?.length ?? sizeOf(range)) <= FEW,
    );
  if (only) return yield* read(SQL.partOfSome, [first, last], [listValue([...only])]);
  if (first < firstCommune) yield* read(SQL.part, [first, Math.min(last, firstCommune - 1)]);
  if (last >= firstCommune) yield* read(SQL.partOfCommunes, [Math.max(first, firstCommune), last]);
}

function sizeOf([first, last]: Run): number {
  return last - first + 1;
}
