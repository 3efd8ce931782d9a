import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArchiveProblem, sheetNames, unzip } from './archive.ts';
import { problemOutside, problemWithin } from './archive-guard.ts';

/**
 * Looks into an archive. Writes on standard output one JSON value: the names of the sheets of a workbook, or the names of the files of an archive,
 * which are then in the folder given, by number. Run as a child process by `open-archive.ts`; what it refuses is its last line on standard error.
 */
const [path = '', folder = ''] = process.argv.slice(2);

try {
  const bytes = readFileSync(path);
  const problem = problemOutside(bytes) ?? (await problemWithin(bytes));
  if (problem !== undefined) throw new ArchiveProblem(problem);
  const sheets = sheetNames(bytes);
  if (sheets || folder === '') {
    console.log(JSON.stringify({ sheets: sheets ?? [] }));
  } else {
    const entries = unzip(bytes);
    for (const [index, entry] of entries.entries()) writeFileSync(join(folder, String(index)), entry.bytes);
    console.log(JSON.stringify({ files: entries.map(({ name }) => name) }));
  }
} catch (error) {
  console.error(error instanceof ArchiveProblem ? error.message : 'elle est abîmée');
  process.exitCode = 1;
}
