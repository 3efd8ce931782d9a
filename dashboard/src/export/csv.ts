import {
  type FileField,
  type FileWords,
  neutralise,
  type ShownGrid,
  type ShownTable,
  toFileFields,
  toFileTitles,
} from './shown-table.ts';

export type CsvStyle = 'excel' | 'plain';

/**
 * Writes a table as CSV. `excel` is what a French spreadsheet opens with a double click (byte order mark, semicolons, decimal comma) and
 * says first what the figures are, and last the other tables of the page; `plain` has commas, decimal points and one line of titles: the
 * other tables are files of their own. Numbers stay numbers, texts that look like a formula are neutralised.
 */
export function toCsv(table: ShownTable, style: CsvStyle, words: FileWords): string {
  const isExcel = style === 'excel';
  const lines: (readonly FileField[])[] = [
    ...(isExcel ? [...table.facts, []] : []),
    ...toLines(table, words),
    ...(isExcel ? (table.more ?? []) : []).flatMap((part) => [[], [part.title], ...toLines(part, words)]),
  ];
  const [start, delimiter, newline] = isExcel ? ['\uFEFF', ';', '\r\n'] : ['', ',', '\n'];
  return (
    start + lines.map((fields) => fields.map((field) => toText(field, delimiter)).join(delimiter) + newline).join('')
  );
}

function toLines(grid: ShownGrid, words: FileWords): FileField[][] {
  return [toFileTitles(grid, words), ...grid.rows.map((row) => toFileFields(grid, row, words))];
}

function toText(field: FileField, delimiter: string): string {
  if (field === undefined) return '';
  if (typeof field === 'number') return delimiter === ';' ? String(field).replace('.', ',') : String(field);
  const text = neutralise(field);
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
