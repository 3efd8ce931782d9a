import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { maybeBuilt } from '../../bin/built.js';
import { type TableRow, TextRow } from './table-row.ts';

const TSCONFIG = fileURLToPath(new URL('../../../tsconfig.json', import.meta.url));
const MEMORY_MEGABYTES = 512;
const SECONDS = 120;

/** Rows that a program of this folder writes, one JSON array `[line, fields]` a line; throws as `linesOfProcess`. */
export async function readInProcess(
  program: string,
  words: readonly string[],
  refuse: (problem: string) => Error,
): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  for await (const text of linesOfProcess(program, words, refuse)) {
    const [line, fields] = JSON.parse(text) as [number, string[]]; // written by the programs named above
    rows.push(new TextRow(line, fields, fields.join(';')));
  }
  return rows;
}

/**
 * Runs a program of this folder in a child process bounded in memory and time, and gives the lines that it writes: a binary file is a program for
 * whoever opens it. Throws what `refuse` makes of the last line of its standard error.
 */
export async function* linesOfProcess(
  program: string,
  words: readonly string[],
  refuse: (problem: string) => Error,
): AsyncGenerator<string> {
  // Built, it starts in a fifth of the time.
  const built = maybeBuilt(basename(program, '.ts'));
  const run = built ? [built] : ['--import', 'tsx', program];
  const child = spawn(process.execPath, [`--max-old-space-size=${MEMORY_MEGABYTES}`, ...run, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { TSX_TSCONFIG_PATH: TSCONFIG },
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), SECONDS * 1_000);
  const ended = once(child, 'close');
  let problem = '';
  child.stderr.on('data', (chunk: Buffer) => {
    problem = `${problem}${chunk.toString('utf8')}`.slice(0, 2_000);
  });
  try {
    yield* createInterface({ input: child.stdout });
    const [code] = (await ended) as [number | null];
    if (code !== 0) throw refuse(problem.trim().split('\n').at(-1) || 'lecture trop longue ou trop lourde');
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}
