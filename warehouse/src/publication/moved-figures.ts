import { join } from 'node:path';
import type { Limits } from '@boussole/schema';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { dataPaths } from '../store/data-directory.ts';
import { readRows } from '../store/read-rows.ts';
import { runInTime } from '../store/run-in-time.ts';
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
  const replaced = pairDeliveries(before, after).filter((pair) => pair.before && pair.after);
  return compareFigures(dataDirectory, replaced, { file });
}

/** A delivery in two sets of inputs; one side is undefined when it was added or removed. */
export interface DeliveryPair {
  readonly before: Input | undefined;
  readonly after: Input | undefined;
}

/** Deliveries that are not the same in two sets of inputs, by source and vintage: those of `after` in its order, then those that are gone. */
export function pairDeliveries(before: readonly Input[], after: readonly Input[]): readonly DeliveryPair[] {
  const previous = new Map(before.map((input) => [keyOf(input), input]));
  const kept = new Set(after.map(keyOf));
  return [
    ...after.map((input) => ({ before: previous.get(keyOf(input)), after: input })),
    ...before.filter((input) => !kept.has(keyOf(input))).map((input) => ({ before: input, after: undefined })),
  ].filter((pair) => pair.before?.id !== pair.after?.id);
}

/** How many figures a delivery gives: told by its file without reading them. */
export async function countFigures(dataDirectory: string, input: Input): Promise<number> {
  const figures = await figuresOf(dataDirectory, input);
  return inMemory(undefined, async (connection) => {
    const [row] = await readRows<{ figures: number }>(
      connection,
      `SELECT count(*)::INTEGER AS figures FROM (${figures})`,
    );
    return row?.figures ?? 0;
  });
}

/**
 * Counts the figures of deliveries that are new, differ or are gone, by `source vintage`; lists them in `file`, if given and if there are any
 * deliveries. Throws `LIMIT_EXCEEDED` past the limits of a question, if given.
 */
export async function compareFigures(
  dataDirectory: string,
  pairs: readonly DeliveryPair[],
  { file, limits }: { readonly file?: string; readonly limits?: QuestionLimits } = {},
): Promise<ReadonlyMap<string, MovedFigures>> {
  if (pairs.length === 0) return new Map();
  const selects = await Promise.all(
    pairs.map(async (pair) => {
      const [old, now] = await Promise.all([pair.before, pair.after].map((input) => figuresOf(dataDirectory, input)));
      const { source, vintage } = (pair.after ?? pair.before)!;
      return `SELECT ${literal(source.id)} AS source, ${literal(vintage)} AS vintage, * FROM (
        SELECT measure, year, level, code, cog, b.value AS before, b.state AS state_before, a.value AS after, a.state AS state_after
        FROM (${old}) b FULL JOIN (${now}) a USING (measure, year, level, code, cog)
        WHERE (b.value, b.state) IS DISTINCT FROM (a.value, a.state))`;
    }),
  );
  return inMemory(limits, async (connection) => {
    await connection.run(`CREATE TABLE moved AS ${selects.join(' UNION ALL ')}`);
    if (file)
      await connection.run(
        `COPY (SELECT * REPLACE (${plainly('before')} AS before, ${plainly('after')} AS after) FROM moved
          ORDER BY source, vintage, measure, year, level, code) TO ${literal(file)} (FORMAT csv, HEADER, DELIMITER ';')`,
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
  });
}

/** A whole number without decimals. */
function plainly(column: string): string {
  return `CASE WHEN abs(${column}) < 1e15 AND ${column} = trunc(${column}) THEN ${column}::BIGINT::VARCHAR ELSE ${column}::VARCHAR END`;
}

type QuestionLimits = Pick<Limits, 'duckdbMegabytes' | 'questionMilliseconds'>;

/** Runs on an engine of its own, within the memory and the time of a question if they are bounded. */
async function inMemory<T>(
  limits: QuestionLimits | undefined,
  run: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const memory = limits && { memory_limit: `${Math.trunc(limits.duckdbMegabytes)}MB` };
  const instance = await DuckDBInstance.create(':memory:', memory);
  const connection = await instance.connect();
  try {
    return await (limits ? runInTime(connection, limits.questionMilliseconds, run) : run(connection));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function keyOf({ source, vintage }: Input): string {
  return `${source.id} ${vintage}`;
}

/** Figures of an input, none when there is no input or it holds only geography. */
async function figuresOf(dataDirectory: string, input: Input | undefined): Promise<string> {
  const folder = join(dataPaths(dataDirectory).inputs, input?.id ?? '');
  const columns = 'measure, year, level, code, cog, value, state';
  return input && (await inputTables(folder)).includes('observation')
    ? `SELECT ${columns} FROM read_parquet(${literal(join(folder, 'observation.parquet'))})`
    : `SELECT '' AS measure, 0 AS year, '' AS level, '' AS code, 0 AS cog, NULL::DOUBLE AS value, '' AS state WHERE false`;
}
