import { type Identity, isAdditive, type Measure, type OfficialLevel, type Vintage } from '@boussole/schema';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Input } from '../publication/input.ts';
import { appendRows, type Columns, createTable } from '../store/append.ts';
import { readRows } from '../store/read-rows.ts';
import { literal } from '../store/text.ts';
import type { Geography } from '../territories/geography.ts';
import { attackTogether } from './attack-together.ts';
import { groupLinked, type LinkedMeasure, type LinkedMeasures, linkMeasures } from './linked-measures.ts';
import { linkFigures } from './linked-table.ts';
import { openSolver } from './pinned.ts';
import { protectTogether } from './protect-together.ts';
import { readFigures, readPopulations, type Schema } from './read-figures.ts';
import { readSeenIdentities, writeSeenIdentities } from './read-identities.ts';

/** What is stored, which measures are sums of others, and the deliveries that tell what is hidden and how they are rounded. */
export interface SecrecyRules {
  readonly measures: readonly Measure[];
  readonly identities: readonly Identity[];
  readonly inputs: readonly Input[];
  /** Cubes of the publications that can still be read. */
  readonly earlier: readonly string[];
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
  await readTold(connection, rules.earlier);
  await writeSeenIdentities(connection, additiveOf(rules));
  for await (const { year, linked } of secretTables(connection, '', rules, geography)) {
    const solver = await openSolver();
    const places = [...protectTogether(linked, solver)];
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
    UPDATE cube.observation AS o SET state = 'SECRET_SECONDARY', value = NULL FROM secondary s
    WHERE o.measure = s.measure AND o.year = s.year AND o.level = s.level AND o.cog = s.cog AND o.code = s.code`);
  return hidden;
}

/** What an attack of a publication met, and found. */
export interface Attacked {
  /** Measures, each in each year in which something of it is hidden. */
  readonly series: number;
  readonly secret: number;
  /** What is hidden besides, by level. */
  readonly secondary: Readonly<Partial<Record<OfficialLevel, number>>>;
  /** Hidden figures that could still be worked out: level, code, measure and year of each. */
  readonly found: readonly string[];
}

/** Attacks the finished `cube` as whoever reads it could. */
export async function findDisclosed(
  connection: DuckDBConnection,
  rules: SecrecyRules,
  geography: Geography,
): Promise<Attacked> {
  const found: string[] = [];
  const counts = { series: 0, secret: 0 };
  const secondary: Partial<Record<OfficialLevel, number>> = {};
  for await (const { year, linked } of secretTables(connection, 'cube.', rules, geography)) {
    const solver = await openSolver();
    for (const { figure } of linked.cells) {
      if (figure.state === 'SECRET') counts.secret++;
      if (figure.state === 'SECRET_SECONDARY') secondary[figure.level] = (secondary[figure.level] ?? 0) + 1;
    }
    counts.series += linked.measures.length;
    for (const place of attackTogether(linked, new Set(), solver)) {
      const { table, figure } = linked.cells[place]!;
      found.push(`${figure.level} ${figure.code} (${linked.measures[table]!.measure} ${year})`);
    }
  }
  return { ...counts, secondary, found };
}

/** Puts together what `earlier` publications show of the years in which something is secret: to hide it now would hide nothing. */
async function readTold(connection: DuckDBConnection, earlier: readonly string[]): Promise<void> {
  await connection.run(
    'CREATE TABLE told (measure VARCHAR, year SMALLINT, level VARCHAR, cog SMALLINT, code VARCHAR, value DOUBLE)',
  );
  for (const file of earlier) {
    await connection.run(`ATTACH ${literal(file)} AS earlier (READ_ONLY)`);
    await connection.run(`
      INSERT INTO told SELECT o.measure::VARCHAR, o.year, o.level::VARCHAR, o.cog, o.code::VARCHAR, o.value FROM earlier.observation o
      JOIN earlier.choice c ON c.measure = o.measure::VARCHAR AND c.year = o.year AND c.level = o.level::VARCHAR
        AND o.cog IN (c.published, c.constant)
      WHERE o.value IS NOT NULL AND o.year IN (SELECT DISTINCT year FROM observation WHERE state = 'SECRET')
      EXCEPT FROM told`);
    await connection.run('DETACH earlier');
  }
}

interface SecretTable {
  readonly year: number;
  readonly linked: LinkedMeasures;
}

/** Measures that add up, with those that are sums of them, declared or seen in the figures, in each year in which something of them is secret. */
async function* secretTables(
  connection: DuckDBConnection,
  schema: Schema,
  { measures, identities, inputs }: SecrecyRules,
  geography: Geography,
): AsyncGenerator<SecretTable> {
  const counts = new Set(measures.filter(({ unit }) => unit === 'count').map(({ id }) => id));
  const additive = additiveOf({ measures });
  const secret = await readRows<{ measure: string; year: number }>(
    connection,
    `SELECT DISTINCT measure, year FROM ${schema}observation WHERE state IN ('SECRET', 'SECRET_SECONDARY')`,
  );
  if (secret.length === 0) return;
  const populations = await readPopulations(connection, schema);
  for (const year of [...new Set(secret.map((one) => one.year))].sort()) {
    const hiding = new Set(secret.flatMap((one) => (one.year === year ? [one.measure] : [])));
    const known = eachOnce([...identities, ...(await readSeenIdentities(connection, schema, year))]);
    for (const group of groupLinked(additive, known)) {
      if (!group.some((measure) => hiding.has(measure))) continue;
      const linked: LinkedMeasure[] = [];
      for (const measure of group) {
        const isCount = counts.has(measure);
        const hasEarlier = schema === '';
        const figures = await readFigures(connection, { schema, inputs, measure, year, isCount, hasEarlier });
        const populationOf = (code: string): number | undefined => populations.get(code);
        const table = figures && linkFigures(geography, figures.all, figures.leaves, populationOf);
        if (table) linked.push({ measure, linked: table });
      }
      yield { year, linked: linkMeasures(linked, known) };
    }
  }
}

function additiveOf({ measures }: Pick<SecrecyRules, 'measures'>): readonly string[] {
  return measures.filter(({ nature }) => isAdditive(nature)).map(({ id }) => id);
}

/** Those that a catalogue declares are seen in the figures too. */
function eachOnce(identities: readonly Identity[]): readonly Identity[] {
  const keyOf = ({ total, parts }: Identity): string => [total, ...parts.toSorted()].join(' ');
  return [...new Map(identities.map((identity) => [keyOf(identity), identity])).values()];
}
