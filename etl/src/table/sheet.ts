import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failure } from '@boussole/schema';
import { readInProcess } from './reader-process.ts';
import type { TableRow } from './rows.ts';
import { uncompressedSize } from './zip-directory.ts';

const READER = fileURLToPath(new URL('./sheet-reader.ts', import.meta.url));
const MAXIMUM_UNCOMPRESSED = 256 * 2 ** 20;

/** Reads the rows of one sheet of a workbook (the first when none is named), cells as text. Throws `WORKBOOK_INVALID`. */
export async function readSheet(path: string, bytes: Buffer, sheet: string | undefined): Promise<readonly TableRow[]> {
  const file = basename(path);
  const refuse = (problem: string): Error => failure('WORKBOOK_INVALID', { file, problem });
  const size = uncompressedSize(bytes);
  if (size === undefined) throw refuse('ce n’est pas une archive XLSX');
  if (size > MAXIMUM_UNCOMPRESSED) throw refuse(`${size} octets une fois décompressé, ${MAXIMUM_UNCOMPRESSED} admis`);
  return readInProcess(READER, [path, sheet ?? ''], refuse);
}
