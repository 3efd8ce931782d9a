import { type Identity, isAdditive, type Measure, type Vintage } from '@boussole/schema';
import type { DuckDBConnection } from '@duckdb/node-api';
import { appendRows, type Columns, createTable } from '../store/append.ts';
import { readRows } from '../store/read-rows.ts';
import type { Geography } from '../territories/geography.ts';
import { groupLinked, type LinkedMeasure, type LinkedMeasures, linkMeasures } from './linked-measures.ts';
import { type LinkedFigures, linkFigures, type SourceFigure } from './linked-table.ts';
import { attackTogether, protectTogether } from './protect-together.ts';

/** What is stored, and which measures are sums of others. */
export interface SecrecyRules {
  readonly measures: readonly Measure[];
  readonly identities: readonly Identity[];
}

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
 * Hides in `observation` the figures that would tell a secret one by subtraction, over all levels and vintages that `choice` shows, and over
 * all measures of which some are sums of others. What is summed afterwards is summed without them.
 */
export async function hideSecondary(
  connection: DuckDBConnection,
  rules: SecrecyRules,
  geography: Geography,
): Promise<readonly Hidden[]> {
  const hidden: Hidden[] = [];
  const keys: Key[] = [];
  for await (const { year, linked } of secretTables(connection, '', rules, geography)) {
    const places = [...protectTogether(linked)];
    linked.measures.forEach(({ measure }, table) => {
      const own = places.filter((place) => linked.cells[place]!.table === table);
      for (const place of own) {
        const { level, cog, code } = linked.cells[place]!.figure;
        keys.push({ measure, year, level, cog, code });
      }
      const primary = linked.cells.filter((cell) => cell.table === table && cell.secret).length;
      hidden.push({ measure, year, primary, secondary: own.length });
    });
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
  rules: SecrecyRules,
  geography: Geography,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { year, linked } of secretTables(connection, 'cube.', rules, geography)) {
    for (const place of attackTogether(linked)) {
      const { table, figure } = linked.cells[place]!;
      found.push(`${figure.level} ${figure.code} (${linked.measures[table]!.measure} ${year})`);
    }
  }
  return found;
}

interface SecretTable {
  readonly year: number;
  readonly linked: LinkedMeasures;
}

/** Measures that add up, with those that are sums of them, in each year in which something of them is secret. */
async function* secretTables(
  connection: DuckDBConnection,
  schema: '' | 'cube.',
  { measures, identities }: SecrecyRules,
  geography: Geography,
): AsyncGenerator<SecretTable> {
  const additive = measures.filter(({ nature }) => isAdditive(nature)).map(({ id }) => id);
  const secret = await readRows<{ measure: string; year: number }>(
    connection,
    `SELECT DISTINCT measure, year FROM ${schema}observation WHERE state IN ('SECRET', 'SECRET_SECONDARY')`,
  );
  for (const group of groupLinked(additive, identities)) {
    const inside = new Set(group);
    const years = new Set(secret.flatMap(({ measure, year }) => (inside.has(measure) ? [year] : [])));
    for (const year of [...years].sort()) {
      const linked: LinkedMeasure[] = [];
      for (const measure of group) {
        const table = await maybeTable(connection, schema, geography, measure, year);
        if (table) linked.push({ measure, linked: table });
      }
      yield { year, linked: linkMeasures(linked, identities) };
    }
  }
}

/** Undefined for a measure that has no figure of that year by commune. */
async function maybeTable(
  connection: DuckDBConnection,
  schema: '' | 'cube.',
  geography: Geography,
  measure: string,
  year: number,
): Promise<LinkedFigures | undefined> {
  const [choice] = await readRows<{ leaves: Vintage }>(
    connection,
    `SELECT published AS leaves FROM ${schema}choice WHERE measure = $1 AND year = $2 AND level = 'commune'`,
    [measure, year],
  );
  if (!choice) return undefined;
  const figures = await readRows<SourceFigure>(
    connection,
    `SELECT o.level, o.code, o.cog, o.value, o.state FROM ${schema}observation o
     JOIN ${schema}choice c ON c.measure = o.measure AND c.year = o.year AND c.level = o.level AND o.cog IN (c.published, c.constant)
     WHERE o.measure = $1 AND o.year = $2 ORDER BY o.level, o.cog, o.code`,
    [measure, year],
  );
  return linkFigures(geography, figures, choice.leaves);
}
