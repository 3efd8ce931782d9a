import { join } from 'node:path';
import { CELL_STATES, POPULATION_MEASURE, type Vintage } from '@boussole/schema';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { createTable } from '../store/append.ts';
import { dataPaths } from '../store/data-directory.ts';
import { readRows } from '../store/read-rows.ts';
import { literal } from '../store/text.ts';
import type { Geography } from '../territories/geography.ts';
import type { Populations } from '../territories/passage.ts';
import type { Input, TableName } from './input.ts';
import { readGeography } from './read-geography.ts';
import { INPUT_COLUMNS, inputTables } from './write-input.ts';

/** Tables of which one input describes a whole vintage: the one of greatest priority is kept, the others of that vintage are not mixed in. */
const BY_VINTAGE = ['commune', 'departement', 'region', 'epci', 'membership', 'postal'] as const;

/** Files of figures name EPCI beside: they count where nothing describes those of the vintage, each code once. */
const NAMED_EPCI = `
  INSERT INTO epci BY NAME SELECT code, name, '' AS nature, string_agg(cog::VARCHAR, ' ' ORDER BY cog) AS cog FROM (
    SELECT n.cog, n.code, first(n.name ORDER BY priority DESC, vintage DESC, source) AS name
    FROM all_epci n JOIN input USING (input)
    WHERE n.nature = '' AND n.cog NOT IN (SELECT cog FROM all_epci WHERE nature <> '') GROUP BY n.cog, n.code)
  GROUP BY code, name`;

/**
 * Puts the tables of all inputs together in `connection`: the geography, one row for the vintages (`cog`: years apart by a space) that say
 * the same, and `observation` with one row per figure, from the source of greatest priority: it is written once, in order, in the attached
 * database `cube` that is being built. Inputs are numbered by their place in `inputs`.
 */
export async function gatherInputs(
  connection: DuckDBConnection,
  dataDirectory: string,
  inputs: readonly Input[],
): Promise<void> {
  await gatherGeography(connection, dataDirectory, inputs);
  await gather(connection, dataDirectory, inputs, 'observation');
  for (const statement of GATHER_OBSERVATIONS) await connection.run(statement);
  await gather(connection, dataDirectory, inputs, 'derived');
  await connection.run(`
    CREATE TABLE derived AS SELECT d.* FROM all_derived d
    SEMI JOIN observation o ON o.input = d.input AND o.measure = try_cast(d.measure AS measure_name) AND o.year = d.year
      AND o.level = try_cast(d.level AS level_name) AND o.code = try_cast(d.code AS place_code)`);
  await gather(connection, dataDirectory, inputs, 'small');
  await connection.run(`
    CREATE TABLE small AS SELECT DISTINCT s.measure, s.year, s.level, s.code, s.cog FROM all_small s
    JOIN observation o ON o.input = s.input AND o.measure = try_cast(s.measure AS measure_name) AND o.year = s.year
      AND o.level = try_cast(s.level AS level_name) AND o.code = try_cast(s.code AS place_code) AND o.cog = s.cog AND o.state = 'SECRET'`);
  for (const table of ['observation', 'derived', 'small']) await connection.run(`DROP VIEW "all_${table}"`);
}

/** Enumerations that questions name; that of places takes longer to name than to do without. */
export const ASKED_TYPES = ['measure_name', 'level_name'] as const;

/** An enumeration of texts in alphabetical order, that the engine compares, joins and sorts as numbers. */
function enumeration(name: string, texts: string): string {
  return `CREATE TYPE ${name} AS ENUM (SELECT DISTINCT text FROM (${texts} UNION ALL SELECT '') t(text) ORDER BY text)`;
}

/**
 * Figures are in one table, texts as enumerations. A series (measure, year, level, vintage) that only one input gives, each place once, is
 * kept as it is; only where several do is one figure chosen for each place.
 */
const GATHER_OBSERVATIONS = [
  enumeration('measure_name', 'SELECT DISTINCT measure FROM all_observation'),
  enumeration('level_name', 'SELECT DISTINCT level FROM all_observation'),
  enumeration('place_code', 'SELECT DISTINCT code FROM all_observation UNION ALL SELECT DISTINCT code FROM commune'),
  `CREATE TYPE cell_state AS ENUM (${CELL_STATES.map(literal).join(', ')})`,
  ...ASKED_TYPES.map((type) => `CREATE TYPE cube.${type} AS ENUM (SELECT unnest(enum_range(NULL::${type})))`),
  `CREATE TABLE cube.observation AS
    SELECT measure::measure_name AS measure, year, level::level_name AS level, code::place_code AS code, cog, value, state::cell_state AS state,
      line, input
    FROM all_observation ORDER BY measure, level, code, year, cog`,
  'CREATE VIEW observation AS FROM cube.observation',
  `CREATE TEMP TABLE contested AS
    SELECT measure, year, level, cog FROM (
      SELECT measure, year, level, cog, count(*) AS figures,
        bit_count(bitstring_agg(enum_code(code)::INTEGER, 0, enum_code(enum_last(NULL::place_code)::place_code)::INTEGER)) AS places
      FROM observation GROUP BY measure, year, level, cog, input)
    GROUP BY measure, year, level, cog HAVING count(*) > 1 OR bool_or(figures > places)`,
  `DELETE FROM cube.observation WHERE rowid IN (
    SELECT o.rowid FROM cube.observation o JOIN contested USING (measure, year, level, cog) JOIN input USING (input)
    QUALIFY row_number() OVER (
      PARTITION BY o.measure, o.year, o.level, o.code, o.cog ORDER BY priority DESC, vintage DESC, source, line) > 1)`,
  'DROP TABLE contested',
] as const;

async function gatherGeography(
  connection: DuckDBConnection,
  dataDirectory: string,
  inputs: readonly Input[],
): Promise<void> {
  await connection.run('CREATE TABLE input (input SMALLINT, priority SMALLINT, source VARCHAR, vintage VARCHAR)');
  for (const [index, { source, vintage }] of inputs.entries()) {
    await connection.run('INSERT INTO input VALUES ($1, $2, $3, $4)', [index, source.priority, source.id, vintage]);
  }
  for (const table of BY_VINTAGE) {
    await gather(connection, dataDirectory, inputs, table);
    const described = table === 'epci' ? "WHERE nature <> ''" : '';
    await connection.run(`
      CREATE TABLE "${table}" AS SELECT g.* EXCLUDE (input, cog), string_agg(DISTINCT cog::VARCHAR, ' ' ORDER BY cog::VARCHAR) AS cog
      FROM "all_${table}" g
      JOIN (SELECT cog, first(input ORDER BY priority DESC, vintage DESC, source) AS input
            FROM (SELECT DISTINCT cog, input FROM "all_${table}" ${described}) JOIN input USING (input) GROUP BY cog) best
        USING (cog, input)
      ${described} GROUP BY ALL`);
  }
  await connection.run(NAMED_EPCI);
  await gather(connection, dataDirectory, inputs, 'movement');
  await connection.run(`
    CREATE TABLE movement AS SELECT * EXCLUDE (input) FROM all_movement WHERE input = (
      SELECT first(input ORDER BY priority DESC, vintage DESC, source) FROM (SELECT DISTINCT input FROM all_movement) JOIN input USING (input))`);
  for (const table of [...BY_VINTAGE, 'movement']) await connection.run(`DROP VIEW "all_${table}"`);
}

async function gather(
  connection: DuckDBConnection,
  dataDirectory: string,
  inputs: readonly Input[],
  table: TableName,
): Promise<void> {
  const folder = dataPaths(dataDirectory).inputs;
  const parts = await Promise.all(
    inputs.map(async ({ id }, index) =>
      (await inputTables(join(folder, id))).includes(table)
        ? [`SELECT *, ${index}::SMALLINT AS input FROM read_parquet(${literal(join(folder, id, `${table}.parquet`))})`]
        : [],
    ),
  );
  const union = parts.flat();
  if (union.length === 0) {
    await connection.run(createTable(`empty_${table}`, INPUT_COLUMNS[table]));
    union.push(`SELECT *, 0::SMALLINT AS input FROM "empty_${table}"`);
  }
  await connection.run(`CREATE VIEW "all_${table}" AS ${union.join(' UNION ALL BY NAME ')}`);
}

/** Reads the geography that gathered tables describe, communes that were cut weighed by the populations gathered. */
export async function readGatheredGeography(connection: DuckDBConnection): Promise<Geography> {
  return readGeography(connection, { ordered: true, populations: await readPopulations(connection) });
}

async function readPopulations(connection: DuckDBConnection): Promise<Populations> {
  const rows = await readRows<{ cog: Vintage; code: string; value: number }>(
    connection,
    `SELECT cog, code::VARCHAR AS code, arg_max(value, year) AS value FROM observation
     WHERE measure = $1 AND level = 'commune' AND value IS NOT NULL GROUP BY cog, code`,
    [POPULATION_MEASURE],
  );
  const byVintage = new Map<Vintage, Map<string, number>>();
  for (const { cog, code, value } of rows) {
    const vintage = byVintage.get(cog);
    if (vintage) vintage.set(code, value);
    else byVintage.set(cog, new Map([[code, value]]));
  }
  return {
    vintages: [...byVintage.keys()].sort((left, right) => left - right),
    of: (code, vintage) => byVintage.get(vintage)?.get(code),
  };
}

/** Geography that a set of inputs describes. Their figures are not read: communes that were cut are not weighed. */
export async function gatherGeographyOf(dataDirectory: string, inputs: readonly Input[]): Promise<Geography> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await gatherGeography(connection, dataDirectory, inputs);
    return await readGeography(connection, { ordered: true });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
