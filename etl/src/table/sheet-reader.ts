import { readFileSync } from 'node:fs';
import { readWorkbook, WorkbookProblem } from './workbook.ts';

/**
 * Writes the rows of a sheet on standard output, one JSON array `[line, fields]` a line. Run as a child process by `sheet.ts`; what it
 * refuses is its last line on standard error.
 */
const [path = '', sheet = ''] = process.argv.slice(2);

try {
  let width = 0;
  let lines: string[] = [];
  for (const { line, fields } of readWorkbook(readFileSync(path), sheet || undefined)) {
    width ||= fields.length;
    const missing = Math.max(0, width - fields.length);
    lines.push(JSON.stringify([line, [...fields, ...Array<string>(missing).fill('')]]));
    if (lines.length >= 1_000) lines = flush(lines);
  }
  flush(lines);
} catch (error) {
  console.error(error instanceof WorkbookProblem ? error.message : 'le classeur est abîmé');
  process.exitCode = 1;
}

function flush(lines: string[]): string[] {
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
  return [];
}
