import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { currentPublicationId, dataPaths } from '@boussole/warehouse';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Loads the embedded packages into a data directory, as a user does; gives the seconds it took. */
export function loadEmbedded(dataDirectory: string, environment: NodeJS.ProcessEnv): number {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, [join(ROOT, 'etl/bin/boussole.js'), 'load'], {
    env: { ...environment, BOUSSOLE_DATA: dataDirectory },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`boussole load exited with ${status}`);
  return (performance.now() - started) / 1_000;
}

/** Strict reading of a wide file, in a process of its own as loads are. */
export function measureReading(dataDirectory: string): void {
  const program = join(ROOT, 'etl/bench/read.ts');
  const words = ['--max-semi-space-size=64', '--import', import.meta.resolve('tsx'), program, dataDirectory];
  const { status } = spawnSync(process.execPath, words, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`the bench of reading exited with ${status}`);
}

/** File of the publication in service. */
export async function cubeFile(dataDirectory: string): Promise<string> {
  return join(dataPaths(dataDirectory).publications, (await currentPublicationId(dataDirectory))!, 'cube.duckdb');
}

/** Opens a cube without the product. */
export async function openRaw(file: string): Promise<DuckDBConnection> {
  return (await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' })).connect();
}

/** Load and publication against DuckDB writing the same cells in the same order. */
export async function measureLoad(dataDirectory: string, seconds: number): Promise<void> {
  const raw = await measureRaw(dataDirectory);
  const perSecond = Math.round(raw.observations / seconds).toLocaleString('en');
  console.log(
    `\nload        ${raw.observations} observations -> ${raw.cells} cells in ${seconds.toFixed(1)} s, ${perSecond} observations/s`,
  );
  console.log(
    `raw DuckDB  CREATE TABLE AS of the same cells, sorted: ${raw.seconds.toFixed(2)} s; ratio ${(seconds / raw.seconds).toFixed(1)}`,
  );
}

export interface Raw {
  readonly cells: number;
  readonly observations: number;
  readonly seconds: number;
  /** Seconds of processor, which do not count what else the machine does. */
  readonly processor: number;
}

/** Every cell of the cube in each reading in which it is read: those of both are there once. */
const CELLS = `SELECT c.* REPLACE (r.reading AS reading) FROM cube.cell c
  JOIN (SELECT unnest([0, 1])::TINYINT AS reading) r ON c.reading IN (r.reading, 2)`;

/** What DuckDB alone takes to write the cells of the publication in service, in both readings, from a table in no order to one in the order of the cube. */
export async function measureRaw(dataDirectory: string): Promise<Raw> {
  const file = join(dataDirectory, 'raw.duckdb');
  const writer = await (await DuckDBInstance.create(file)).connect();
  try {
    await writer.run(`ATTACH '${(await cubeFile(dataDirectory)).replaceAll("'", "''")}' AS cube (READ_ONLY)`);
    const [[cells, observations] = []] = (
      await writer.runAndReadAll(
        `SELECT (SELECT count(*) FROM (${CELLS}))::INTEGER, (SELECT count(*) FROM cube.observation)::INTEGER`,
      )
    ).getRows();
    await writer.run(`CREATE TABLE unsorted AS FROM (${CELLS}) ORDER BY hash(territory, year, indicator)`);
    await writer.run('CHECKPOINT');
    const [started, busy] = [performance.now(), process.cpuUsage()];
    await writer.run(
      'CREATE TABLE cell AS SELECT * FROM unsorted ORDER BY indicator, reading, territory // 2048, year, territory',
    );
    await writer.run('CHECKPOINT');
    const { user, system } = process.cpuUsage(busy);
    return {
      cells: Number(cells),
      observations: Number(observations),
      seconds: (performance.now() - started) / 1_000,
      processor: (user + system) / 1e6,
    };
  } finally {
    writer.closeSync();
    await rm(file, { force: true });
  }
}

/** What Node is to run for the server as `boussole start` does: built from the sources, which takes a few seconds. */
export function buildServer(): readonly string[] {
  const built = join(ROOT, 'api/dist/main.mjs');
  rmSync(join(ROOT, 'api/dist'), { recursive: true, force: true });
  const words = ['--import', import.meta.resolve('tsx'), join(ROOT, 'etl/src/start/bundle.ts')];
  const { status } = spawnSync(process.execPath, [...words, join(ROOT, 'api/src/main.ts'), built], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`the build of the server exited with ${status}`);
  return ['--max-semi-space-size=64', '--max-old-space-size=1024', built];
}
