import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Catalogue, readLimits } from '@boussole/schema';
import { currentInputs, dataPaths, type Geography, loadGeography, readCatalogue } from '@boussole/warehouse';
import { DuckDBInstance } from '@duckdb/node-api';
import { parseSource } from '../src/index.ts';
import { readProviderFile } from '../src/table/read-file.ts';

const COLUMNS = 100;
const YEAR = 2023;
const ROUNDS = 3;
const MEASURES = Array.from({ length: COLUMNS }, (_, index) => `large_${index + 1}`);

const DESCRIPTOR = JSON.stringify({
  id: 'large',
  reader: 'table',
  title: { fr: 'Essai', en: 'Trial' },
  producer: 'Essai',
  licence: 'Licence Ouverte 2.0',
  landingPage: 'https://example.org/',
  delimiter: ';',
  decimalMark: ',',
  markers: { secret: ['s'], notAvailable: ['nd'] },
  vintage: { from: 'file', pattern: '(\\d{4})' },
  geography: { level: 'commune', code: [['CODGEO']], cogOffset: 1 },
  columns: Object.fromEntries(MEASURES.map((measure, index) => [`M${index + 1}`, { measure }])),
});

/** `tsx etl/bench/read.ts <data directory>`: strict reading of a wide file of all communes, against DuckDB that reads the same one as text. */
const [dataDirectory = ''] = process.argv.slice(2);
const geography = await loadGeography(dataDirectory, await currentInputs(dataDirectory));
const folder = await mkdtemp(join(tmpdir(), 'boussole-bench-read-'));
try {
  const path = join(folder, `large_${YEAR}.csv`);
  await writeCatalogue();
  const catalogue = await readCatalogue(folder);
  const rows = await writeWide(path, geography);
  const times = { ours: [] as Time[], raw: [] as Time[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.ours.push(await timed(() => readStrictly(path, catalogue)));
    times.raw.push(await timed(() => readRaw(path)));
  }
  const [ours, raw] = [times.ours, times.raw].map(best);
  const cells = rows * COLUMNS;
  console.log(
    `\nread        ${rows} rows x ${COLUMNS} columns, decimal commas and markers: ${told(ours!)}, ${Math.round(cells / ours!.seconds).toLocaleString('en')} cells/s`,
  );
  console.log(
    `raw DuckDB  read_csv as text, UNPIVOT, sort of the same file: ${told(raw!)}; ratio ${(ours!.processor / raw!.processor).toFixed(2)} of processor time, ${(ours!.seconds / raw!.seconds).toFixed(2)} of time (goal: at most 1)`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}

interface Time {
  readonly seconds: number;
  readonly processor: number;
}

async function timed(work: () => Promise<unknown>): Promise<Time> {
  const [started, busy] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(busy);
  return { seconds: (performance.now() - started) / 1_000, processor: (user + system) / 1e6 };
}

function best(times: readonly Time[]): Time {
  return times.toSorted((left, right) => left.processor - right.processor)[0]!;
}

function told({ seconds, processor }: Time): string {
  return `${seconds.toFixed(2)} s, processor ${processor.toFixed(2)} s`;
}

async function writeWide(path: string, { communes }: Geography): Promise<number> {
  const codes = [...communes(YEAR + 1).keys()];
  let state = 1;
  const field = (): string => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    if (state % 50 === 0) return 's';
    if (state % 50 === 1) return 'nd';
    return `${state % 100_000},${(state >>> 8) % 1_000}`;
  };
  const lines = codes.map((code) => `${code};${Array.from({ length: COLUMNS }, field).join(';')}`);
  const header = `CODGEO;${Array.from({ length: COLUMNS }, (_, index) => `M${index + 1}`).join(';')}`;
  await writeFile(path, `${[header, ...lines].join('\n')}\n`);
  return codes.length;
}

/** Every figure is gone through, so that none is left to be made later. */
async function readStrictly(path: string, catalogue: Catalogue): Promise<void> {
  const source = parseSource('large.yaml', DESCRIPTOR);
  const { limits } = readLimits({});
  const { tables } = await readProviderFile({
    path,
    source,
    sources: [source],
    limits,
    geography: async () => geography,
    catalogue: async () => catalogue,
  });
  let figures = 0;
  for (const { value, state } of tables.observation ?? []) if (value !== null || state === 'SECRET') figures++;
  if (figures === 0) throw new Error('expected figures, but none was read');
}

/** The measures of the file, in the catalogue of a user. */
async function writeCatalogue(): Promise<void> {
  const text = { fr: 'Essai', en: 'Trial' };
  const measures = MEASURES.map((id) => ({ id, label: text, nature: 'stock', population: 'essais', unit: 'count' }));
  const theme = { id: 'essai', order: 99, label: text };
  const populations = [{ id: 'essais', label: text }];
  await mkdir(dataPaths(folder).catalogue, { recursive: true });
  const content = JSON.stringify({ theme, populations, measures, indicators: [] });
  await writeFile(join(dataPaths(folder).catalogue, 'essai.yaml'), content);
}

async function readRaw(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`
      CREATE TABLE long AS
      SELECT * FROM (UNPIVOT (FROM read_csv('${path}', delim = ';', header = true, all_varchar = true))
        ON COLUMNS(* EXCLUDE CODGEO) INTO NAME measure VALUE value)
      ORDER BY measure, CODGEO`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
