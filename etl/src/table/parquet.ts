import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failure } from '@boussole/schema';
import { readInProcess } from './reader-process.ts';
import type { TableRow } from './table-row.ts';

const READER = fileURLToPath(new URL('./parquet-reader.ts', import.meta.url));

/** Reads the rows of a Parquet file as text, numbers with a decimal point; the header is line 0. Throws `FILE_UNREADABLE`. */
export async function readParquet(path: string): Promise<readonly TableRow[]> {
  const file = basename(path);
  return readInProcess(READER, [resolve(path)], (problem) => failure('FILE_UNREADABLE', { file, problem }));
}
