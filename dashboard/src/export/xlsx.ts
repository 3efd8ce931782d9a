import writeExcelFile, { type Cell } from 'write-excel-file/universal';
import {
  type FileField,
  type FileWords,
  looksLikeFormula,
  type ShownGrid,
  type ShownTable,
  toFileDecimals,
  toFileFields,
  toFileTitles,
} from './shown-table.ts';

const TEXT_WIDTH = 28;
const NUMBER_WIDTH = 15;

/** Writes a table as a workbook: a sheet of real numbers for it and for each of the other tables of its page, one that says what they are. */
export async function toXlsx(table: ShownTable, words: FileWords): Promise<Blob> {
  const widest = Math.max(1, ...table.facts.map((fact) => fact.length));
  return writeExcelFile([
    toSheet(words.figures, table, words),
    ...(table.more ?? []).map((part) => toSheet(part.title, part, words)),
    {
      data: table.facts.map(([subject, ...said]) => [toTitle(subject ?? ''), ...said.map((text) => toCell(text))]),
      sheet: words.about,
      columns: Array.from({ length: widest }, (_, index) => ({ width: index === 0 ? TEXT_WIDTH : 2 * TEXT_WIDTH })),
    },
  ]).toBlob();
}

function toSheet(sheet: string, grid: ShownGrid, words: FileWords) {
  const widths = grid.columns.flatMap(({ decimals, hasStates }) => {
    const width = decimals === undefined ? TEXT_WIDTH : NUMBER_WIDTH;
    return hasStates ? [width, TEXT_WIDTH] : [width];
  });
  const data: Cell[][] = [
    toFileTitles(grid, words).map(toTitle),
    ...grid.rows.map((row) => {
      const decimals = toFileDecimals(grid, row);
      return toFileFields(grid, row, words).map((field, index) => toCell(field, decimals[index]));
    }),
  ];
  return {
    data,
    sheet,
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
  };
}

function toTitle(text: string): Cell {
  return { ...toText(text), fontWeight: 'bold', wrap: true, alignVertical: 'top' };
}

/**
 * A cell of texts is never a formula, whatever it starts with; the format of texts keeps it one when a person goes through it and presses
 * Enter, without the mark that a CSV needs.
 */
function toText(text: string) {
  return { value: text, type: String, ...(looksLikeFormula(text) && { format: '@' }) };
}

function toCell(field: FileField, decimals?: number): Cell {
  if (field === undefined) return null;
  if (typeof field === 'string') return toText(field);
  return { value: field, type: Number, ...(decimals !== undefined && { format: toFormat(decimals) }) };
}

/** `≈` before a number of which units or tens are not known: it stays a number. */
function toFormat(decimals: number): string {
  if (decimals < 0) return '"≈ "#,##0';
  return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
}
