import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { dataPaths } from '../store/data-directory.ts';
import { readRows } from '../store/read-rows.ts';
import { literal } from '../store/text.ts';
import type { Input } from './input.ts';
import { inputTables } from './write-input.ts';

/** Name of the file, in the folder of a publication, of the figures that moved in the deliveries that it replaces. */
export const CHANGES_FILE = 'changes.csv';

/** How many figures of a delivery are new, differ, or are gone, against the delivery that it replaces. */
export interface MovedFigures {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/**
 * Compares each delivery with the one of the same source and vintage that it replaces, figure by figure, and lists those that moved in a CSV
 * file: what they were and what they are, in the words of the source. Counts are by `source vintage`; nothing is written when nothing is replaced.
 */
export async function listMovedFigures(
  dataDirectory: string,
  before: readonly Input[],
  after: readonly Input[],
  file: string,
): Promise<ReadonlyMap<string, MovedFigures>> {
  const replaced = after.flatMap((input) => {
    const earlier = before.find(({ source, vintage }) => source.id === input.source.id && vintage === input.vintage);
    return earlier && earlier.id !== input.id ? [{ input, earlier }] : [];
  });
  if (replaced.length === 0) return new Map();
  const selects = await Promise.all(
    replaced.map(async ({ input, earlier }) => {
      const [old, now] = await Promise.all([earlier, input].map(({ id }) => figuresOf(dataDirectory, id)));
      return `SELECT ${literal(input.source.id)} AS source, ${literal(input.vintage)} AS vintage, * FROM (
        SELECT measure, year, level, code, cog, b.value AS before, b.state AS state_before, a.value AS after, a.state AS state_after
        FROM (${old}) b FULL JOIN (${now}) a USING (measure, year, level, code, cog)
        WHERE (b.value, b.state) IS DISTINCT FROM (a.value, a.state))`;
    }),
  );
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`CREATE TABLE moved AS ${selects.join(' UNION ALL ')}`);
    await connection.run(
      `COPY (FROM moved ORDER BY source, vintage, measure, year, level, code) TO ${literal(file)} (FORMAT csv, HEADER, DELIMITER ';')`,
    );
    const rows = await readRows<{ key: string } & MovedFigures>(
      connection,
      `SELECT source || ' ' || vintage AS key,
        count(*) FILTER (state_before IS NULL)::INTEGER AS added,
        count(*) FILTER (state_before IS NOT NULL AND state_after IS NOT NULL)::INTEGER AS changed,
        count(*) FILTER (state_after IS NULL)::INTEGER AS removed
       FROM moved GROUP BY ALL`,
    );
    return new Map(rows.map(({ key, ...counts }) => [key, counts]));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Figures of an input, none when it holds only geography. */
async function figuresOf(dataDirectory: string, id: string): Promise<string> {
  const folder = join(dataPaths(dataDirectory).inputs, id);
  const columns = 'measure, year, level, code, cog, value, state';
  return (await inputTables(folder)).includes('observation')
    ? `SELECT ${columns} FROM read_parquet(${literal(join(folder, 'observation.parquet'))})`
    : `SELECT '' AS measure, 0 AS year, '' AS level, '' AS code, 0 AS cog, NULL::DOUBLE AS value, '' AS state WHERE false`;
}
