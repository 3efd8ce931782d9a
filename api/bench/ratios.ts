import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CELL_STATES, READINGS } from '@boussole/schema';
import {
  currentInputs,
  currentPublicationId,
  dataPaths,
  type Geography,
  loadGeography,
  numberTerritories,
  quotientIn,
  TILES_FILE,
  writeTiles,
} from '@boussole/warehouse';
import { type DuckDBConnection, DuckDBInstance, listValue } from '@duckdb/node-api';
import { RATIO_YEARS, ratioId } from './seven.ts';

const ID = '20260101T000000000-banc0d3ssai1';
const MEMORY_MEGABYTES = 4_096;
/** Indicators written by one statement: what is sorted must fit in memory. */
const AT_ONCE = 5;
/** One commune in so many is hidden, so that answers carry their cautions. */
const HIDDEN = 97;

export interface Ratios {
  /** Those of communes only. */
  readonly cells: number;
  readonly indicators: number;
}

/**
 * Puts in service, beside the publication of the embedded packages, the same one with ratios of all communes over 20 years, about `cells` in
 * all, rolled up to every level: the tables that a publication has, written by statements. The same figures every time.
 */
export async function publishRatios(dataDirectory: string, cells: number): Promise<Ratios> {
  const { publications, pointer } = dataPaths(dataDirectory);
  const from = join(publications, (await currentPublicationId(dataDirectory))!);
  const folder = join(publications, ID);
  await mkdir(folder, { recursive: true });
  await cp(join(from, 'cube.duckdb'), join(folder, 'cube.duckdb'));
  const geography = await loadGeography(dataDirectory, await currentInputs(dataDirectory));
  const { size } = geography.communes(geography.reference);
  const indicators = Math.max(1, Math.round(cells / size / RATIO_YEARS.length));
  await withWriter(async (writer) => {
    await writer.run(`ATTACH '${join(folder, 'cube.duckdb').replaceAll("'", "''")}' AS cube (ROW_GROUP_SIZE 40960)`);
    await writePlaces(writer, geography);
    const [[first] = []] = (
      await writer.runAndReadAll(`SELECT count(*)::INTEGER FROM cube.catalogue WHERE kind = 'indicator'`)
    ).getRows();
    for (let done = 0; done < indicators; done += AT_ONCE) {
      const count = Math.min(AT_ONCE, indicators - done);
      await writer.run(cellsOf(Number(first) + done, count, geography.reference));
    }
    await describe(writer, Number(first), indicators, geography.reference);
    const numbering = numberTerritories(geography);
    await writeTiles(writer, join(folder, TILES_FILE), { geography, numbering, isRanked: () => true });
    await writer.run('CHECKPOINT cube');
  });
  const { files: _other, ...record } = JSON.parse(await readFile(join(from, 'publication.json'), 'utf8'));
  const written = { ...record, id: ID, cells: record.cells + 2 * indicators * size * RATIO_YEARS.length };
  await writeFile(join(folder, 'publication.json'), JSON.stringify(written));
  await writeFile(pointer, `${ID}\n`);
  return { cells: indicators * size * RATIO_YEARS.length, indicators };
}

/** Opens DuckDB on nothing, in order to write. */
export async function withWriter(work: (writer: DuckDBConnection) => Promise<void>): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: `${MEMORY_MEGABYTES}MB` });
  const writer = await instance.connect();
  try {
    await work(writer);
  } finally {
    writer.closeSync();
    instance.closeSync();
  }
}

/** What each commune of the reference vintage lies in, by number: `place(territory, parent)`, itself included. */
async function writePlaces(writer: DuckDBConnection, geography: Geography): Promise<void> {
  const pairs: [string, string][] = [];
  const membership = geography.membership(geography.reference);
  for (const code of geography.communes(geography.reference).keys()) {
    const { epci, departement, region } = membership.get(code) ?? {};
    const above = [epci && `epci:${epci}`, departement && `departement:${departement}`, region && `region:${region}`];
    for (const parent of [...above, 'france:FR']) if (parent) pairs.push([`commune:${code}`, parent]);
  }
  await writer.run(
    `CREATE TABLE place AS
      SELECT c.territory, p.territory AS parent
      FROM (SELECT unnest($1::VARCHAR[]) AS commune, unnest($2::VARCHAR[]) AS parent) k
      JOIN cube.territory c ON c.id = k.commune JOIN cube.territory p ON p.id = k.parent`,
    [listValue(pairs.map(([commune]) => commune)), listValue(pairs.map(([, parent]) => parent))],
  );
  await writer.run('CREATE TABLE commune AS SELECT DISTINCT territory FROM place');
}

function cellsOf(first: number, count: number, reference: number): string {
  const [secret, computed] = [CELL_STATES.indexOf('SECRET'), CELL_STATES.indexOf('COMPUTED')];
  const [from, to] = [RATIO_YEARS[0]!, RATIO_YEARS.at(-1)!];
  return `
    INSERT INTO cube.cell BY NAME
    WITH counted AS (
      SELECT i.indicator, y.year, c.territory,
        CASE WHEN hash(c.territory) % ${HIDDEN} <> 0 THEN 100 + hash(c.territory, i.indicator) % 20000 END::DOUBLE AS den,
        den * (0.05 + (hash(c.territory, i.indicator, y.year) % 10000) / 25000) AS num
      FROM (SELECT unnest(range(${first}, ${first + count}))::SMALLINT AS indicator) i,
        (SELECT unnest(range(${from}, ${to + 1}))::SMALLINT AS year) y, commune c),
    every AS (
      SELECT indicator, year, territory, round(num) AS num, den, NULL::INTEGER AS communes, NULL::INTEGER AS communes_total FROM counted
      UNION ALL
      SELECT indicator, year, p.parent, sum(round(num)), sum(den), count(num)::INTEGER, count(*)::INTEGER
      FROM counted JOIN place p USING (territory) GROUP BY ALL)
    SELECT indicator, 2::TINYINT AS reading, year, territory, ${quotientIn('num', 'den', '100')} AS value, num, den,
      CASE WHEN num IS NULL THEN ${secret} ELSE ${computed} END::TINYINT AS state, ${reference}::SMALLINT AS vintage,
      communes, communes_total, (communes / communes_total)::FLOAT AS population
    FROM every ORDER BY indicator, reading, territory // 2048, year, territory`;
}

async function describe(writer: DuckDBConnection, first: number, count: number, reference: number): Promise<void> {
  const text = { fr: 'Part d’essai', en: 'Trial share' };
  const indicators = Array.from({ length: count }, (_, index) => ({
    id: ratioId(index),
    theme: 'population',
    label: text,
    shortLabel: text,
    definition: text,
    formula: { numerator: ['population_municipale'], denominator: ['population_totale'], scale: 100 },
    unit: 'percent',
    decimals: 1,
    polarity: 'NEUTRAL',
    basePopulation: text,
    cautions: [],
  }));
  await writer.run(`INSERT INTO cube.catalogue SELECT 'indicator', unnest($1::SMALLINT[]), unnest($2::VARCHAR[])`, [
    listValue(indicators.map((_, index) => first + index)),
    listValue(indicators.map((indicator) => JSON.stringify(indicator))),
  ]);
  // One indicator tells for all: they have figures in the same places.
  await writer.run(`
    INSERT INTO cube.available BY NAME
    SELECT i.indicator, r.reading, c.year, c.level, ${reference}::SMALLINT AS vintage, c.present FROM
      (SELECT year, level, count(value)::INTEGER AS present FROM cube.cell JOIN cube.territory USING (territory)
        WHERE indicator = ${first} GROUP BY ALL) c,
      (SELECT unnest(range(${READINGS.length}))::TINYINT AS reading) r,
      (SELECT unnest(range(${first}, ${first + count}))::SMALLINT AS indicator) i`);
}
