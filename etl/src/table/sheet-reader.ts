import { createRequire } from 'node:module';
import type ExcelJS from 'exceljs';

/**
 * Writes the rows of a sheet on standard output, one JSON array `[line, fields]` a line. Run as a child process by `sheet.ts`; what it
 * refuses is its last line on standard error.
 */
const [path = '', sheet = ''] = process.argv.slice(2);
const exceljs = createRequire(import.meta.url)('exceljs') as typeof ExcelJS; // CommonJS module

let read = false;
const workbook = new exceljs.stream.xlsx.WorkbookReader(path, {
  sharedStrings: 'cache',
  styles: 'ignore',
  hyperlinks: 'ignore',
  worksheets: 'emit',
  entries: 'ignore',
});
for await (const worksheet of workbook) {
  const { name } = worksheet as unknown as { name: string }; // the reader has it, its types do not
  if (read || (sheet !== '' && name !== sheet)) continue;
  read = true;
  let width = 0;
  let lines: string[] = [];
  for await (const row of worksheet) {
    const cells = Array.isArray(row.values) ? row.values.slice(1) : [];
    width ||= cells.length;
    const fields = Array.from({ length: Math.max(width, cells.length) }, (_, index) =>
      toText(cells[index], row.number, index),
    );
    lines.push(JSON.stringify([row.number, fields]));
    if (lines.length >= 1_000) lines = flush(lines);
  }
  flush(lines);
}
if (!read) {
  console.error(sheet === '' ? 'aucune feuille' : `la feuille « ${sheet} » n’existe pas`);
  process.exitCode = 1;
}

function flush(lines: string[]): string[] {
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
  return [];
}

function toText(cell: ExcelJS.CellValue | undefined, line: number, index: number): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  if (typeof cell === 'object' && 'richText' in cell) return cell.richText.map(({ text }) => text).join('');
  console.error(
    `ligne ${line}, colonne ${index + 1} : cellule qui n’est ni un nombre ni un texte (formule, date, erreur)`,
  );
  process.exit(1);
}
