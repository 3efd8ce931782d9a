import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Catalogue,
  type Indicator,
  isAdditive,
  isSum,
  measuresOf,
  POPULATION_MEASURE,
  READINGS,
  type Reading,
  type Vintage,
} from '@boussole/schema';
import { type DuckDBConnection, DuckDBInstance, listValue } from '@duckdb/node-api';
import { findDisclosed, hideSecondary, type SecrecyRules } from '../disclosure/hide-secondary.ts';
import type { Input } from '../publication/input.ts';
import { GEOGRAPHY_TABLES } from '../publication/read-geography.ts';
import { gatherInputs, readGatheredGeography } from '../publication/read-inputs.ts';
import { appendRows, type Columns, createTable } from '../store/append.ts';
import { readRows } from '../store/read-rows.ts';
import { literal } from '../store/text.ts';
import type { Geography } from '../territories/geography.ts';
import { auditCube } from './audit.ts';
import {
  type CrossingRow,
  crossingRows,
  type Numbering,
  numberTerritories,
  type ParentRow,
  type PassageRow,
  type PlaceRow,
  parentRows,
  passageRows,
  placeRows,
  type UpperRow,
  upperRows,
} from './places.ts';
import { publishedAbove } from './published-above.ts';
import { choose, numberSeats, restate, separate } from './restate.ts';
import { assemble, base, CREATE_BASE, DROP_UNEVEN, type RollUpInput, rollUp, UNEVEN, weigh } from './roll-up.ts';
import { isRead, READING_CODES } from './states.ts';
import { TILES_FILE } from './tile-file.ts';
import { writeTiles } from './write-tiles.ts';

export type BuildStep = 'read' | 'protect' | 'restate' | 'roll-up' | 'write' | 'audit' | 'switch';
export type BuildProgress = (step: BuildStep, done: number, total: number) => void;

export interface BuildOptions {
  readonly dataDirectory: string;
  readonly inputs: readonly Input[];
  readonly catalogue: Catalogue;
  /** Folder of the publication being built. */
  readonly folder: string;
  readonly cubeFile: string;
  readonly memoryMegabytes: number;
  readonly progress: BuildProgress;
  /** Cubes of the publications that can still be read: what they show stays known. */
  readonly earlier?: readonly string[];
  /** Both unless told otherwise, to measure what one of them costs: a cube of one reading cannot be published. */
  readonly readings?: readonly Reading[];
}

export interface BuiltCube {
  readonly cells: number;
  /** What forbids to publish it, in French; empty when all audits pass. */
  readonly problems: readonly string[];
  readonly referenceVintage: Vintage;
}

interface TerritoryRow {
  readonly territory: number;
  readonly id: string;
  readonly level: string;
  readonly code: string;
  readonly name: string;
}

const PLACE: Columns<PlaceRow> = { cog: 'SMALLINT', code: 'VARCHAR', territory: 'INTEGER' };
const PARENT: Columns<ParentRow> = { cog: 'SMALLINT', territory: 'INTEGER', parent: 'INTEGER', level: 'VARCHAR' };
const PASSAGE: Columns<PassageRow> = {
  cog: 'SMALLINT',
  code: 'VARCHAR',
  target: 'INTEGER',
  weight: 'DOUBLE',
  estimated: 'BOOLEAN',
  same: 'BOOLEAN',
};
const UPPER: Columns<UpperRow> = {
  cog: 'SMALLINT',
  level: 'VARCHAR',
  code: 'VARCHAR',
  territory: 'INTEGER',
  reference: 'INTEGER',
};
const CROSSING: Columns<CrossingRow> = { cog: 'SMALLINT', parent: 'INTEGER' };
const TERRITORY: Columns<TerritoryRow> = {
  territory: 'INTEGER',
  id: 'VARCHAR',
  level: 'VARCHAR',
  code: 'VARCHAR',
  name: 'VARCHAR',
};

/** Builds the cube of a publication from its inputs: everything is restated, rolled up and written again, in sorted order. */
export async function buildCube(options: BuildOptions): Promise<BuiltCube> {
  const { folder, progress } = options;
  const workFile = join(folder, 'work.duckdb');
  const instance = await DuckDBInstance.create(workFile, {
    memory_limit: `${options.memoryMegabytes}MB`,
    temp_directory: join(folder, 'spill'),
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  try {
    await connection.run(`ATTACH ${literal(options.cubeFile)} AS cube (ROW_GROUP_SIZE 40960)`);
    progress('read', 0, 2);
    await gatherInputs(connection, options.dataDirectory, options.inputs);
    progress('read', 1, 2);
    const geography = await readGatheredGeography(connection);
    const numbering = numberTerritories(geography);
    progress('read', 2, 2);
    const rules = await rulesOf(connection, options, geography);
    await writePlaces(connection, geography, numbering);
    await connection.run(choose(rules));
    progress('protect', 0, 1);
    await hideSecondary(connection, secrecyRules(rules, options), geography);
    progress('restate', 1, 2);
    for (const statement of separate(rules)) await connection.run(statement);
    await inWrittenOrder(connection, async () => {
      for (const statement of restate(rules)) await connection.run(statement);
    });
    progress('restate', 2, 2);
    await computeIndicators(connection, rules, progress);
    progress('write', 0, 3);
    for (const statement of assemble('cube', rules)) await connection.run(statement);
    progress('write', 1, 3);
    await writeDescriptions(connection, numbering, rules, options);
    await writeTiles(connection, join(options.folder, TILES_FILE), {
      geography,
      numbering,
      isRanked: (number) => !isSum(rules.indicators[number]!, options.catalogue.measures),
    });
    progress('write', 3, 3);
    const [{ cells } = { cells: 0 }] = await readRows<{ cells: number }>(
      connection,
      `SELECT (count(*) + count(*) FILTER (reading = ${READING_CODES.BOTH}))::INTEGER AS cells FROM cube.cell`,
    );
    progress('audit', 0, 1);
    const problems = [
      ...(await inWrittenOrder(connection, () => auditCube(connection, numbering))),
      ...(await auditSecrecy(connection, secrecyRules(rules, options), geography)),
    ];
    progress('audit', 1, 1);
    await connection.run('CHECKPOINT cube');
    await connection.run('DETACH cube');
    return { cells, problems, referenceVintage: geography.reference };
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(workFile, { force: true });
    await rm(`${workFile}.wal`, { force: true });
    await rm(join(folder, 'spill'), { recursive: true, force: true });
  }
}

/**
 * Runs statements whose joins are written in the order in which they are best made, the largest table first: DuckDB believes that few figures
 * are chosen where nearly all are, and would put millions of them in a hash table to look a few places up.
 */
async function inWrittenOrder<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  await connection.run(`SET disabled_optimizers = 'join_order,build_side_probe_side'`);
  const result = await work();
  await connection.run('RESET disabled_optimizers');
  return result;
}

function secrecyRules(
  { measures }: RollUpInput,
  { catalogue: { identities }, inputs, earlier = [] }: BuildOptions,
): SecrecyRules {
  return { measures, identities, inputs, earlier };
}

const EXAMPLES = 5;

async function auditSecrecy(
  connection: DuckDBConnection,
  rules: SecrecyRules,
  geography: Geography,
): Promise<readonly string[]> {
  const { found: disclosed } = await findDisclosed(connection, rules, geography);
  if (disclosed.length === 0) return [];
  return [
    `${disclosed.length} chiffres secrets se retrouvent par soustraction : ${disclosed.slice(0, EXAMPLES).join(', ')}`,
  ];
}

/** Keeps the indicators whose measures all have observations, numbered in catalogue order. */
async function rulesOf(
  connection: DuckDBConnection,
  { catalogue, readings = READINGS }: BuildOptions,
  geography: Geography,
): Promise<RollUpInput> {
  const present = new Set(
    (await readRows<{ measure: string }>(connection, 'SELECT DISTINCT measure FROM observation')).map(
      ({ measure }) => measure,
    ),
  );
  const measures = [...catalogue.measures.values()].filter(({ id }) => present.has(id));
  const indicators = [...catalogue.indicators.values()].filter(({ formula }) =>
    measuresOf(formula).every((id) => present.has(id)),
  );
  return { measures, indicators, reference: geography.reference, readings };
}

async function writePlaces(connection: DuckDBConnection, geography: Geography, numbering: Numbering): Promise<void> {
  const cogs = async (filter: string): Promise<number[]> =>
    (
      await readRows<{ cog: number }>(connection, `SELECT DISTINCT cog FROM observation WHERE ${filter} ORDER BY cog`)
    ).map(({ cog }) => cog);
  // Départements and régions are added up over the communes that they hold.
  const ofCommunes = [...new Set([...(await cogs(`level NOT IN ('epci', 'france')`)), geography.reference])];
  const ofUpper = [...new Set([...(await cogs(`level <> 'commune'`)), geography.reference])];
  const write = async <Row>(table: string, columns: Columns<Row>, rows: Iterable<Row>): Promise<void> => {
    await connection.run(createTable(table, columns));
    await appendRows(connection, table, columns, rows);
    if (!('code' in columns)) return;
    await connection.run(`ALTER TABLE "${table}" ALTER code TYPE place_code USING try_cast(code AS place_code)`);
  };
  const [{ codes } = { codes: 0 }] = await readRows<{ codes: number }>(
    connection,
    'SELECT len(enum_range(NULL::place_code))::INTEGER AS codes',
  );
  await connection.run(numberSeats(Math.min(...ofCommunes), codes));
  await write('place', PLACE, placeRows(geography, numbering, ofCommunes));
  await write('parent', PARENT, parentRows(geography, numbering, ofCommunes));
  await write('passage', PASSAGE, passageRows(geography, numbering, ofCommunes));
  await write('crossing', CROSSING, crossingRows(geography, numbering, ofCommunes));
  await write('upper', UPPER, upperRows(geography, numbering, [...new Set([...ofCommunes, ...ofUpper])]));
}

async function computeIndicators(
  connection: DuckDBConnection,
  rules: RollUpInput,
  progress: BuildProgress,
): Promise<void> {
  const steps = rules.indicators.length + 3;
  await connection.run(weigh(POPULATION_MEASURE));
  await writeIndicatorTables(connection, rules);
  await connection.run(CREATE_BASE);
  for (const [number, indicator] of rules.indicators.entries()) {
    for (const statement of base(indicator, number, rules.reference)) await connection.run(statement);
    progress('roll-up', number + 1, steps);
  }
  for (const statement of [UNEVEN, DROP_UNEVEN]) await connection.run(statement);
  await inWrittenOrder(connection, async () => {
    for (const statement of rollUp(rules)) await connection.run(statement);
  });
  progress('roll-up', steps - 1, steps);
  for (const statement of publishedAbove(rules)) await connection.run(statement);
  progress('roll-up', steps, steps);
}

async function writeIndicatorTables(
  connection: DuckDBConnection,
  { indicators, measures }: RollUpInput,
): Promise<void> {
  const natures = new Map(measures.map(({ id, nature }) => [id, nature]));
  await connection.run('CREATE TABLE indicator_scale (indicator SMALLINT, scale DOUBLE)');
  await connection.run(
    'CREATE TABLE indicator_measure (indicator SMALLINT, measure measure_name, alone BOOLEAN, additive BOOLEAN)',
  );
  for (const [number, { formula }] of indicators.entries()) {
    await connection.run('INSERT INTO indicator_scale VALUES ($1, $2)', [
      number,
      'scale' in formula ? formula.scale : 1,
    ]);
    for (const id of measuresOf(formula)) {
      const additive = isAdditive(natures.get(id)!);
      await connection.run('INSERT INTO indicator_measure VALUES ($1, $2, $3, $4)', [
        number,
        id,
        'measure' in formula,
        additive,
      ]);
    }
  }
}

async function writeDescriptions(
  connection: DuckDBConnection,
  numbering: Numbering,
  rules: RollUpInput,
  { inputs, catalogue, progress }: BuildOptions,
): Promise<void> {
  await connection.run('CREATE TABLE cube.derived AS SELECT * FROM derived ORDER BY measure, level, code, year, input');
  await connection.run(`
    CREATE TABLE cube.choice AS SELECT * REPLACE (measure::VARCHAR AS measure, level::VARCHAR AS level) FROM choice ORDER BY ALL`);
  for (const table of ['small', 'seen_identity'])
    await connection.run(`CREATE TABLE cube.${table} AS FROM ${table} ORDER BY ALL`);
  for (const table of GEOGRAPHY_TABLES) {
    await connection.run(`CREATE TABLE cube."${table}" AS SELECT * FROM "${table}" ORDER BY ALL`);
  }
  progress('write', 2, 3);
  await connection.run(createTable('territory', TERRITORY));
  await appendRows(
    connection,
    'territory',
    TERRITORY,
    numbering.territories.map(({ id, level, code, name }, territory) => ({ territory, id, level, code, name })),
  );
  await connection.run('CREATE TABLE cube.territory AS SELECT * FROM territory ORDER BY territory');
  await connection.run('CREATE TABLE cube.input (input SMALLINT, description VARCHAR)');
  await connection.run('INSERT INTO cube.input SELECT unnest($1::SMALLINT[]), unnest($2::VARCHAR[])', [
    listValue([...inputs.keys()]),
    listValue(inputs.map((input) => JSON.stringify(input))),
  ]);
  await connection.run('CREATE TABLE cube.catalogue (kind VARCHAR, number SMALLINT, description VARCHAR)');
  const described: readonly (readonly [string, readonly (Indicator | object)[]])[] = [
    ['indicator', rules.indicators],
    ['measure', [...catalogue.measures.values()]],
    ['theme', catalogue.themes],
    ['notion', catalogue.notions],
  ];
  for (const [kind, items] of described) {
    await connection.run('INSERT INTO cube.catalogue SELECT $1, unnest($2::SMALLINT[]), unnest($3::VARCHAR[])', [
      kind,
      listValue([...items.keys()]),
      listValue(items.map((item) => JSON.stringify(item))),
    ]);
  }
  await connection.run(`
    CREATE TABLE cube.available AS
    SELECT c.indicator, r.reading, c.year, c.level,
      min(CASE r.reading WHEN ${READING_CODES.CONSTANT} THEN ${rules.reference}::SMALLINT ELSE c.vintage END) AS vintage,
      sum(c.present)::INTEGER AS present
    FROM (SELECT c.indicator, c.reading, c.year, t.level, min(c.vintage) AS vintage, count(c.value) AS present
          FROM cube.cell c JOIN territory t USING (territory) GROUP BY ALL) c
    JOIN (SELECT unnest([${rules.readings.map((reading) => READING_CODES[reading]).join(', ')}])::TINYINT AS reading) r
      ON ${isRead('c.reading', 'r.reading')}
    GROUP BY ALL ORDER BY ALL`);
}
