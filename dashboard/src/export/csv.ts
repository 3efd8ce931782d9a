import {
  type FileField,
  type FileWords,
  neutralise,
  type ShownTable,
  toFileFields,
  toFileTitles,
} from './shown-table.ts';

export type CsvStyle = 'excel' | 'plain';

/**
 * Writes a table as CSV. `excel` is what a French spreadsheet opens with a double click (byte order mark, semicolons, decimal comma) and
 * says first what the figures are; `plain` has commas, decimal points and one line of titles. Numbers stay numbers, texts that look like a
 * formula are neutralised.
 */
export function toCsv(table: ShownTable, style: CsvStyle, words: FileWords): string {
  const isExcel = style === 'excel';
  const lines: (readonly FileField[])[] = [
    ...(isExcel ? [...table.facts, []] : []),
    toFileTitles(table, words),
    ...table.rows.map((row) => toFileFields(table, row, words)),
  ];
  const [start, delimiter, newline] = isExcel ? ['\uFEFF', ';', '\r\n'] : ['', ',', '\n'];
  return (
    start + lines.map((fields) => fields.map((field) => toText(field, delimiter)).join(delimiter) + newline).join('')
  );
}

function toText(field: FileField, delimiter: string): string {
  if (field === undefined) return '';
  if (typeof field === 'number') return delimiter === ';' ? String(field).replace('.', ',') : String(field);
  const text = neutralise(field);
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
