import type { Identity } from '@boussole/schema';
import type { DuckDBConnection } from '@duckdb/node-api';
import { readRows } from '../store/read-rows.ts';
import { literal } from '../store/text.ts';
import { findIdentities } from './find-identities.ts';

/** Territories that are looked at, those of which the most is shown. */
const LOOKED_AT = 600;

/**
 * Writes `seen_identity`: sums that the figures of a year show by themselves before anything is hidden besides, among measures that are
 * delivered with something secret, and that nothing shown contradicts.
 */
export async function writeSeenIdentities(connection: DuckDBConnection, additive: readonly string[]): Promise<void> {
  await connection.run('CREATE TABLE seen_identity (year SMALLINT, total VARCHAR, parts VARCHAR)');
  const secret = await readRows<{ year: number; input: number }>(
    connection,
    `SELECT DISTINCT year, input FROM observation WHERE state = 'SECRET' ORDER BY year, input`,
  );
  const wanted = new Set(additive);
  for (const year of new Set(secret.map((one) => one.year))) {
    const inputs = secret.flatMap((one) => (one.year === year ? [one.input] : []));
    for (const identity of await seenIn(connection, year, inputs, wanted)) {
      const { total, parts } = identity;
      if (await isContradicted(connection, year, identity)) continue;
      await connection.run('INSERT INTO seen_identity VALUES ($1, $2, $3)', [year, total, parts.join(' ')]);
    }
  }
}

/** Identities that were seen in the figures of a year. */
export async function readSeenIdentities(
  connection: DuckDBConnection,
  schema: '' | 'cube.',
  year: number,
): Promise<readonly Identity[]> {
  const rows = await readRows<{ total: string; parts: string }>(
    connection,
    `SELECT total, parts FROM ${schema}seen_identity WHERE year = $1 ORDER BY ALL`,
    [year],
  );
  return rows.map(({ total, parts }) => ({ total, parts: parts.split(' ') }));
}

async function seenIn(
  connection: DuckDBConnection,
  year: number,
  inputs: readonly number[],
  wanted: ReadonlySet<string>,
): Promise<readonly Identity[]> {
  const rows = await readRows<{ measure: string; place: string; value: number }>(
    connection,
    `WITH o AS (
      SELECT measure, level, cog, code, value FROM observation
      WHERE year = $1 AND value IS NOT NULL AND input IN (${inputs.join(', ')})),
    best AS (
      SELECT level, cog, code, level::VARCHAR || ' ' || cog || ' ' || code::VARCHAR AS place FROM o GROUP BY level, cog, code
      ORDER BY count(*) DESC, hash(place) LIMIT ${LOOKED_AT})
    SELECT measure::VARCHAR AS measure, place, value FROM o JOIN best USING (level, cog, code) ORDER BY measure, place`,
    [year],
  );
  const figures = rows.filter(({ measure }) => wanted.has(measure));
  const places = new Map([...new Set(figures.map(({ place }) => place))].map((place, at) => [place, at]));
  const columns = new Map<string, Float64Array>();
  for (const { measure, place, value } of figures) {
    const column = columns.get(measure) ?? new Float64Array(places.size).fill(Number.NaN);
    columns.set(measure, column);
    column[places.get(place)!] = value;
  }
  return findIdentities({ measures: [...columns.keys()], values: [...columns.values()] });
}

async function isContradicted(
  connection: DuckDBConnection,
  year: number,
  { total, parts }: Identity,
): Promise<boolean> {
  const [row] = await readRows<{ contradicted: boolean }>(
    connection,
    `SELECT count(*) > 0 AS contradicted FROM (
      SELECT sum(CASE WHEN measure = ${literal(total)} THEN value ELSE -value END) AS rest FROM observation
      WHERE year = $1 AND value IS NOT NULL AND measure IN (${[total, ...parts].map(literal).join(', ')})
      GROUP BY level, cog, code HAVING count(*) = ${parts.length + 1})
    WHERE abs(rest) > 1e-6`,
    [year],
  );
  return row?.contradicted ?? false;
}
