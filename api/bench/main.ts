import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { currentPublicationId, dataPaths } from '@boussole/warehouse';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { QUESTIONS } from './questions.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ROUNDS = 60;
const PORT = 4_973;

const directory = await mkdtemp(join(tmpdir(), 'boussole-bench-'));
try {
  console.log('Loading the embedded packages…');
  const loading = timed(() => run(['load']));
  const file = await cubeFile();
  const raw = await openRaw(file);
  await measureLoad(raw, loading);
  await measureQuestions(raw);
} finally {
  await rm(directory, { recursive: true, force: true });
}

function run(args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [join(ROOT, 'etl/bin/boussole.js'), ...args], {
    env: { ...process.env, BOUSSOLE_DATA: directory },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`boussole ${args.join(' ')} exited with ${status}`);
}

async function cubeFile(): Promise<string> {
  return join(dataPaths(directory).publications, (await currentPublicationId(directory))!, 'cube.duckdb');
}

async function openRaw(file: string): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  return instance.connect();
}

/** Load and publication against DuckDB writing the same cells in the same order from memory. */
async function measureLoad(raw: DuckDBConnection, seconds: number): Promise<void> {
  const [[cells, observations] = []] = (
    await raw.runAndReadAll('SELECT (SELECT count(*) FROM cell)::INTEGER, (SELECT count(*) FROM observation)::INTEGER')
  ).getRows();
  const writer = await (await DuckDBInstance.create(join(directory, 'raw.duckdb'))).connect();
  const source = (await cubeFile()).replaceAll("'", "''");
  await writer.run(`ATTACH '${source}' AS cube (READ_ONLY)`);
  await writer.run('CREATE TEMP TABLE unsorted AS SELECT * FROM cube.cell ORDER BY hash(territory, year, indicator)');
  const started = performance.now();
  await writer.run(
    'CREATE TABLE cell AS SELECT * FROM unsorted ORDER BY indicator, reading, territory // 2048, year, territory',
  );
  const sorting = (performance.now() - started) / 1_000;
  const perSecond = Math.round(Number(observations) / seconds).toLocaleString('en');
  console.log(
    `\nload        ${observations} observations -> ${cells} cells in ${seconds.toFixed(1)} s, ${perSecond} observations/s`,
  );
  console.log(
    `raw DuckDB  CREATE TABLE AS of the same cells, sorted: ${sorting.toFixed(2)} s; ratio ${(seconds / sorting).toFixed(1)}`,
  );
}

/** Each question over HTTP, hot, against the same question written by hand for DuckDB in process. */
async function measureQuestions(raw: DuckDBConnection): Promise<void> {
  const server = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'api/src/main.ts')], {
    cwd: ROOT,
    env: { ...process.env, BOUSSOLE_DATA: directory, PORT: String(PORT) },
    stdio: 'ignore',
  });
  try {
    await ready();
    console.log('\nquestion                                   API ms   raw ms   ratio   bytes');
    for (const { name, query, sql } of QUESTIONS) {
      let bytes = 0;
      const api = await median(async () => {
        bytes = await ask(query);
      });
      const duckdb = await median(async () => void (await raw.runAndReadAll(sql)).getColumns());
      const line = [
        name.padEnd(40),
        api.toFixed(2).padStart(8),
        duckdb.toFixed(2).padStart(8),
        (api / duckdb).toFixed(2).padStart(7),
      ];
      console.log(`${line.join(' ')} ${String(bytes).padStart(7)}`);
    }
  } finally {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('close', resolve));
  }
}

async function ready(): Promise<void> {
  for (let attempt = 0; attempt < 240; attempt++) {
    const answer = await fetch(`http://localhost:${PORT}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('the server did not become ready');
}

async function ask(query: string): Promise<number> {
  const answer = await fetch(`http://localhost:${PORT}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const text = await answer.text();
  if (!answer.ok || text.includes('"errors"')) throw new Error(text.slice(0, 500));
  return text.length;
}

async function median(work: () => Promise<void>): Promise<number> {
  for (let round = 0; round < 5; round++) await work();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times.sort((left, right) => left - right)[ROUNDS / 2]!;
}

function timed(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1_000;
}
