import { dirname, join } from 'node:path';
import {
  type Indicator,
  type Limits,
  type Measure,
  type Notion,
  OFFICIAL_LEVELS,
  type OfficialLevel,
  READINGS,
  type Reading,
  type Theme,
  type Vintage,
} from '@boussole/schema';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue, listValue } from '@duckdb/node-api';
import type { ComposedTerritory } from '../composed/composition.ts';
import type { Input } from '../publication/input.ts';
import { readGeography } from '../publication/read-geography.ts';
import { SQL } from '../query/sql.ts';
import type { Eventual } from '../store/eventual.ts';
import { readRows } from '../store/read-rows.ts';
import { Readers } from '../store/readers.ts';
import type { Geography } from '../territories/geography.ts';
import { GatheredQuestions } from './gathered-questions.ts';
import { HotMemory } from './hot-memory.ts';
import { HotStore, type HotUsage } from './hot-store.ts';
import { toParts, type WantedParts } from './parts.ts';
import { type Numbering, numberTerritories } from './places.ts';
import { RowBook, type Rows } from './rows.ts';
import { type Series, toSeries } from './series.ts';
import { withBreaks } from './source-rules.ts';
import type { Standing } from './standing.ts';
import { READING_CODES } from './states.ts';
import { TILES_FILE, TileFile } from './tile-file.ts';

/** Where the figures of a year stand, for a level. */
export interface Slab {
  readonly year: number;
  readonly vintage: Vintage;
  readonly present: number;
}

/** A column that communes stand in. */
export interface StandingColumn {
  readonly indicator: string;
  readonly reading: Reading;
  readonly year: number;
}

/** What an open publication takes, and how often a series was found in memory (`hits`) or had to be read. */
export interface Usage extends HotUsage {
  readonly duckdbBytes: number;
}

/** A publication's file, open for reading: descriptions in memory, series filled on demand. */
/** Figures that an input gives of a measure, for a level and a year. */
export interface Delivery {
  /** Id of the input. */
  readonly input: string;
  readonly level: OfficialLevel;
  readonly year: number;
  /** In which they are read: in none where another vintage of the year is. */
  readonly readings: readonly Reading[];
  /** How many have a value. */
  readonly figures: number;
}

export interface OpenCube {
  readonly geography: Geography;
  readonly numbering: Numbering;
  readonly rows: Rows;
  readonly indicators: readonly Indicator[];
  /** Number that statements know an indicator by; -1 for one that the cube has not. */
  numberOf(indicator: string): number;
  readonly measures: ReadonlyMap<string, Measure>;
  readonly themes: readonly Theme[];
  readonly notions: readonly Notion[];
  readonly inputs: readonly Input[];
  /** Inputs behind each measure. */
  readonly inputsOf: ReadonlyMap<string, readonly Input[]>;
  /** What they give of it. */
  readonly deliveriesOf: ReadonlyMap<string, readonly Delivery[]>;
  /** The territory composed of communes that has a number in this question; undefined for official ones. */
  composed(number: number): ComposedTerritory | undefined;
  slabs(indicator: string, reading: Reading, level: OfficialLevel): readonly Slab[];
  /** Vintage in which a measure is read in a year; undefined when it is not. */
  vintageRead(measure: string, year: number, level: OfficialLevel, reading: Reading): Vintage | undefined;
  /** Whether figures of an indicator may be read for all these communes of a vintage. */
  opens(indicator: string, communes: readonly string[], vintage: Vintage): boolean;
  /** Whether an indicator rests on a delivery under a convention. */
  isRestricted(indicator: string): boolean;
  series(indicator: string, reading: Reading): Eventual<Series>;
  /** Whether a series is in memory, or is never read in part. */
  isReady(indicator: string, reading: Reading): boolean;
  /** Of the indicators that are not in memory, what one question is about; those that cannot be read apart are left out. */
  parts(wanted: WantedParts): Eventual<ReadonlyMap<string, Series>>;
  /** How communes stand in France in some columns, in the order of both; undefined for a column where they have to be counted. */
  standings(
    columns: readonly StandingColumn[],
    communes: readonly number[],
  ): Promise<readonly (Standing | undefined)[]>;
  query<Row>(sql: string, values: DuckDBValue[]): Promise<Row[]>;
  usage(): Promise<Usage>;
  close(): void;
}

/** Opens a cube read-only, then shuts everything but that file away from it: no other file, no network, no setting can be reached. */
export async function openCube(
  file: string,
  limits: Pick<Limits, 'hotBytes' | 'readingMegabytes' | 'questionMilliseconds'>,
  memory = new HotMemory(limits.hotBytes),
): Promise<OpenCube> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  await connection.run(`SET memory_limit = '${Math.trunc(limits.readingMegabytes)}MB'`);
  await connection.run('SET allowed_directories = []');
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  const geography = await readGeography(connection, { ordered: false });
  const numbering = numberTerritories(geography);
  const territories = numbering.territories.length;
  const described = await readRows<{ kind: string; description: string }>(connection, SQL.catalogue);
  const parsed = <T>(kind: string): T[] =>
    described.filter((row) => row.kind === kind).map(({ description }) => JSON.parse(description) as T); // written by buildCube
  const measures = new Map(parsed<Measure>('measure').map((measure) => [measure.id, measure]));
  const inputs = (await readRows<{ description: string }>(connection, SQL.inputs)).map(
    ({ description }) => JSON.parse(description) as Input, // written by buildCube
  );
  const inputsOf = new Map<string, Input[]>();
  const deliveriesOf = new Map<string, Delivery[]>();
  for (const { measure, input, level, year, figures, ...read } of await readRows<GivenRow>(connection, SQL.sources)) {
    const known = inputs[input];
    if (!known) continue;
    const ofMeasure = inputsOf.get(measure) ?? [];
    inputsOf.set(measure, ofMeasure.includes(known) ? ofMeasure : [...ofMeasure, known]);
    const readings = READINGS.filter((reading) => (reading === 'CONSTANT' ? read.constant : read.published));
    const delivery: Delivery = { input: known.id, level, year, readings, figures };
    deliveriesOf.set(measure, [...(deliveriesOf.get(measure) ?? []), delivery]);
  }
  const indicators = parsed<Indicator>('indicator').map((indicator) => withBreaks(indicator, inputsOf));
  const slabs = await readSlabs(connection);
  const choices = await readChoices(connection);
  const numberOf = new Map(indicators.map(({ id }, number) => [id, number]));
  const yearsOf = (number: number, reading: number): readonly number[] => {
    const years = new Set<number>();
    for (const level of OFFICIAL_LEVELS) {
      for (const { year } of slabs.get(number)?.[reading]?.[level] ?? NO_SLABS) years.add(year);
    }
    return [...years].sort((left, right) => left - right);
  };
  const fill = async (key: string): Promise<Series> => {
    const [number, reading] = key.split('/').map(Number) as [number, number]; // a key is written below
    const years = yearsOf(number, reading);
    const wanted = { indicator: number, reading, years, range: [0, territories - 1] } as const;
    const filled = await toSeries(new Map([[number, { years, first: 0, territories }]]), (put) =>
      tiles.read([wanted], put),
    );
    return filled.get(number)!; // it was asked for
  };
  const tiles = await TileFile.open(join(dirname(file), TILES_FILE), connection, limits);
  connection.closeSync();
  const readers = await Readers.open(instance, limits);
  const gathered = new GatheredQuestions(readers);
  const hot = new HotStore(memory, fill);
  return {
    geography,
    numbering,
    rows: new RowBook(geography, numbering),
    composed: () => undefined,
    indicators,
    numberOf: (indicator) => numberOf.get(indicator) ?? -1,
    measures,
    themes: parsed<Theme>('theme'),
    notions: parsed<Notion>('notion'),
    inputs,
    inputsOf,
    deliveriesOf,
    slabs: (indicator, reading, level) =>
      slabs.get(numberOf.get(indicator) ?? -1)?.[READING_CODES[reading]]?.[level] ?? NO_SLABS,
    vintageRead: (measure, year, level, reading) =>
      choices.get(`${measure} ${year} ${level}`)?.[reading === 'CONSTANT' ? 'constant' : 'published'] ?? undefined,
    opens: () => true,
    isRestricted: () => false,
    series: (indicator, reading) => hot.series(`${numberOf.get(indicator)}/${READING_CODES[reading]}`),
    isReady: (indicator, reading) => hot.has(`${numberOf.get(indicator)}/${READING_CODES[reading]}`),
    parts: toParts({ hot, numberOf, yearsOf, territories, tiles }),
    standings(columns, communes) {
      const wanted = columns.map(({ indicator, reading, year }) => {
        return { indicator: numberOf.get(indicator) ?? -1, reading: READING_CODES[reading], year };
      });
      return tiles.standings(wanted, communes);
    },
    query: (sql, values) => gathered.query(sql, values),
    usage: async () => ({ ...hot.usage(), duckdbBytes: await readers.memory() }),
    close: () => {
      hot.close();
      tiles.close();
      readers.close();
    },
  };
}

/** A list of texts as a statement takes it. */
export function textList(texts: readonly string[]): DuckDBValue {
  return listValue([...texts]);
}

const NO_SLABS: readonly Slab[] = [];

interface GivenRow extends Pick<Delivery, 'level' | 'year' | 'figures'> {
  readonly measure: string;
  readonly input: number;
  readonly published: boolean;
  readonly constant: boolean;
}

type SlabsByLevel = Partial<Record<OfficialLevel, Slab[]>>;

interface Choice {
  readonly published: Vintage | null;
  readonly constant: Vintage | null;
}

/** Vintages in which each measure is read, by measure, year and level. */
async function readChoices(connection: DuckDBConnection): Promise<ReadonlyMap<string, Choice>> {
  type Row = Choice & { measure: string; year: number; level: OfficialLevel };
  const rows = await readRows<Row>(connection, SQL.choices);
  return new Map(rows.map(({ measure, year, level, ...choice }) => [`${measure} ${year} ${level}`, choice]));
}

/** Slabs of each indicator, by code of reading and by level, oldest first. */
async function readSlabs(connection: DuckDBConnection): Promise<ReadonlyMap<number, readonly SlabsByLevel[]>> {
  const slabs = new Map<number, SlabsByLevel[]>();
  type Row = { indicator: number; reading: number; level: OfficialLevel } & Slab;
  for (const { indicator, reading, level, year, vintage, present } of await readRows<Row>(connection, SQL.available)) {
    const ofIndicator = slabs.get(indicator) ?? READINGS.map((): SlabsByLevel => ({}));
    slabs.set(indicator, ofIndicator);
    const byLevel = ofIndicator[reading]!;
    byLevel[level] = [...(byLevel[level] ?? []), { year, vintage, present }];
  }
  for (const byLevel of [...slabs.values()].flat()) {
    for (const list of Object.values(byLevel)) list.sort((left, right) => left.year - right.year);
  }
  return slabs;
}
