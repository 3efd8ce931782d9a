import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failure } from '@boussole/schema';
import { problemOutside } from './archive-guard.ts';
import { linesOfProcess } from './reader-process.ts';

const READER = fileURLToPath(new URL('./archive-reader.ts', import.meta.url));

/** What is in an archive: the sheets of a workbook, or files of figures, the largest first. */
export type ArchiveContent = { readonly sheets: readonly string[] } | { readonly files: readonly string[] };

/**
 * Opens an archive or a workbook in a child process, unless its directory is enough to refuse it, and unpacks the files of an archive in `folder`, named by their place in the answer. Without
 * a folder only sheets are told. Throws `WORKBOOK_INVALID` or `ARCHIVE_INVALID` for one that is damaged, holds no file of figures or is made to
 * harm (see `archive-guard.ts`).
 */
export async function openArchive(path: string, bytes: Buffer, folder = ''): Promise<ArchiveContent> {
  const file = basename(path);
  const code = isWorkbookName(path) ? 'WORKBOOK_INVALID' : 'ARCHIVE_INVALID';
  const outside = problemOutside(bytes);
  if (outside !== undefined) throw failure(code, { file, problem: outside });
  const words = [resolve(path), isWorkbookName(path) ? '' : folder];
  for await (const line of linesOfProcess(READER, words, (problem) => failure(code, { file, problem }))) {
    const content = JSON.parse(line) as ArchiveContent; // written by the program named above
    if ('sheets' in content) sheetsOf.set(bytes, content.sheets);
    return content;
  }
  throw failure(code, { file, problem: 'elle est abîmée' });
}

/** Sheets of the workbooks that were opened: a file is read by several sources before one recognises it. */
const sheetsOf = new WeakMap<Buffer, readonly string[]>();

/** Names of the sheets of a workbook, in their order. */
export async function readSheetNames(path: string, bytes: Buffer): Promise<readonly string[]> {
  const known = sheetsOf.get(bytes);
  if (known) return known;
  const content = await openArchive(path, bytes);
  return 'sheets' in content ? content.sheets : [];
}

function isWorkbookName(path: string): boolean {
  return /\.xls[xm]$/i.test(path);
}
