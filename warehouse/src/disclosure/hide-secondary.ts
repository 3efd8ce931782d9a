import { isAdditive, type Measure, type Vintage } from '@boussole/schema';
import type { DuckDBConnection } from '@duckdb/node-api';
import { appendRows, type Columns, createTable } from '../store/append.ts';
import { readRows } from '../store/read-rows.ts';
import type { Geography } from '../territories/geography.ts';
import { isSecret, type LinkedFigures, linkFigures, type SourceFigure } from './linked-table.ts';
import { attack, protect } from './protect.ts';

/** What was hidden of a measure in a year: by its source, and besides, so that the former cannot be worked out. */
export interface Hidden {
  readonly measure: string;
  readonly year: number;
  readonly primary: number;
  readonly secondary: number;
}

interface Key {
  readonly measure: string;
  readonly year: number;
  readonly level: string;
  readonly cog: Vintage;
  readonly code: string;
}

const SECONDARY: Columns<Key> = {
  measure: 'VARCHAR',
  year: 'SMALLINT',
  level: 'VARCHAR',
  cog: 'SMALLINT',
  code: 'VARCHAR',
};

/**
 * Hides in `observation` the figures that would tell a secret one by subtraction, over all levels and vintages that `choice` shows. What
 * is summed afterwards is summed without them.
 */
export async function hideSecondary(
  connection: DuckDBConnection,
  measures: readonly Measure[],
  geography: Geography,
): Promise<readonly Hidden[]> {
  const hidden: Hidden[] = [];
  const keys: Key[] = [];
  for await (const { measure, year, linked } of secretTables(connection, '', measures, geography)) {
    const { leaves, aggregates } = protect(linked.table);
    const figures = [
      ...[...leaves].map((place) => linked.leaves[place]!),
      ...[...aggregates].map((place) => linked.aggregates[place]!),
    ];
    for (const { level, cog, code } of figures) keys.push({ measure, year, level, cog, code });
    const primary = [...linked.leaves, ...linked.aggregates].filter(isSecret).length;
    hidden.push({ measure, year, primary, secondary: figures.length });
  }
  await connection.run(createTable('secondary', SECONDARY));
  await appendRows(connection, 'secondary', SECONDARY, keys);
  await connection.run(`
    UPDATE observation SET state = 'SECRET_SECONDARY', value = NULL FROM secondary s
    WHERE observation.measure = s.measure AND observation.year = s.year AND observation.level = s.level
      AND observation.cog = s.cog AND observation.code = s.code`);
  return hidden;
}

/** Secret figures that whoever reads the finished `cube` could still work out: level, code, measure and year of each. */
export async function findDisclosed(
  connection: DuckDBConnection,
  measures: readonly Measure[],
  geography: Geography,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { measure, year, linked } of secretTables(connection, 'cube.', measures, geography)) {
    const { leaves, aggregates } = attack(linked.table);
    const figures = [
      ...leaves.map((place) => linked.leaves[place]!),
      ...aggregates.map((place) => linked.aggregates[place]!),
    ];
    for (const { level, code } of figures) found.push(`${level} ${code} (${measure} ${year})`);
  }
  return found;
}

interface SecretTable {
  readonly measure: string;
  readonly year: number;
  readonly linked: LinkedFigures;
}

/** Every measure that adds up, in each year in which something of it is secret. */
async function* secretTables(
  connection: DuckDBConnection,
  schema: '' | 'cube.',
  measures: readonly Measure[],
  geography: Geography,
): AsyncGenerator<SecretTable> {
  const additive = new Set(measures.filter(({ nature }) => isAdditive(nature)).map(({ id }) => id));
  const secret = await readRows<{ measure: string; year: number; leaves: Vintage | null }>(
    connection,
    `SELECT o.measure, o.year, any_value(c.published) AS leaves
     FROM (SELECT DISTINCT measure, year FROM ${schema}observation WHERE state IN ('SECRET', 'SECRET_SECONDARY')) o
     LEFT JOIN ${schema}choice c ON c.measure = o.measure AND c.year = o.year AND c.level = 'commune'
     GROUP BY o.measure, o.year ORDER BY o.measure, o.year`,
  );
  for (const { measure, year, leaves } of secret) {
    if (!additive.has(measure) || leaves === null) continue;
    const figures = await readRows<SourceFigure>(
      connection,
      `SELECT o.level, o.code, o.cog, o.value, o.state FROM ${schema}observation o
       JOIN ${schema}choice c ON c.measure = o.measure AND c.year = o.year AND c.level = o.level AND o.cog IN (c.published, c.constant)
       WHERE o.measure = $1 AND o.year = $2 ORDER BY o.level, o.cog, o.code`,
      [measure, year],
    );
    yield { measure, year, linked: linkFigures(geography, figures, leaves) };
  }
}
