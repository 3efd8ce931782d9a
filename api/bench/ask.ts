import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { cubeFile, openRaw, ROOT } from './load.ts';
import { QUESTIONS } from './questions.ts';

const ROUNDS = 60;
const PORT = 4_973;

/** Each question over HTTP, hot, against the same question written by hand for DuckDB in process. */
export async function measureQuestions(dataDirectory: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const raw = await openRaw(await cubeFile(dataDirectory));
  const server = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'api/src/main.ts')], {
    cwd: ROOT,
    env: { BOUSSOLE_MAX_RATE: '1000000000', ...environment, BOUSSOLE_DATA: dataDirectory, PORT: String(PORT) },
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
    raw.closeSync();
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
