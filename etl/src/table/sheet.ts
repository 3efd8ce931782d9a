import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failure } from '@boussole/schema';
import { readInProcess } from './reader-process.ts';
import type { TableRow } from './table-row.ts';

const READER = fileURLToPath(new URL('./sheet-reader.ts', import.meta.url));

/** Reads the rows of one sheet of a workbook (the first when none is named), cells as text. Throws `WORKBOOK_INVALID`. */
export async function readSheet(path: string, sheet: string | undefined): Promise<readonly TableRow[]> {
  const file = basename(path);
  const refuse = (problem: string): Error => failure('WORKBOOK_INVALID', { file, problem });
  return readInProcess(READER, [path, sheet ?? ''], refuse);
}
