import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { failure } from '@boussole/schema';
import type { TableRow } from './rows.ts';
import { uncompressedSize } from './zip-directory.ts';

const READER = fileURLToPath(new URL('./sheet-reader.ts', import.meta.url));
const TSCONFIG = fileURLToPath(new URL('../../../tsconfig.json', import.meta.url));
const MAXIMUM_UNCOMPRESSED = 256 * 2 ** 20;
const MEMORY_MEGABYTES = 512;
const SECONDS = 120;

/**
 * Reads the rows of one sheet of a workbook (the first when none is named), cells as text, in a child process bounded in memory and
 * time: a workbook is a program for whoever opens it. Throws `WORKBOOK_INVALID`.
 */
export async function readSheet(path: string, bytes: Buffer, sheet: string | undefined): Promise<readonly TableRow[]> {
  const file = basename(path);
  const refuse = (problem: string): Error => failure('WORKBOOK_INVALID', { file, problem });
  const size = uncompressedSize(bytes);
  if (size === undefined) throw refuse('ce n’est pas une archive XLSX');
  if (size > MAXIMUM_UNCOMPRESSED) throw refuse(`${size} octets une fois décompressé, ${MAXIMUM_UNCOMPRESSED} admis`);
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${MEMORY_MEGABYTES}`, '--import', 'tsx', READER, path, sheet ?? ''],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { TSX_TSCONFIG_PATH: TSCONFIG },
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
    },
  );
  const timer = setTimeout(() => child.kill('SIGKILL'), SECONDS * 1_000);
  const ended = once(child, 'close');
  let problem = '';
  child.stderr.on('data', (chunk: Buffer) => {
    problem = `${problem}${chunk.toString('utf8')}`.slice(0, 2_000);
  });
  try {
    const rows: TableRow[] = [];
    for await (const text of createInterface({ input: child.stdout })) {
      const [line, fields] = JSON.parse(text) as [number, string[]]; // written by sheet-reader.ts
      rows.push({ line, fields, raw: fields.join(';') });
    }
    const [code] = (await ended) as [number | null];
    if (code !== 0) throw refuse(problem.trim().split('\n').at(-1) || 'lecture trop longue ou trop lourde');
    return rows;
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}
