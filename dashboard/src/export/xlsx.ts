import writeExcelFile, { type Cell } from 'write-excel-file/universal';
import {
  type FileField,
  type FileWords,
  neutralise,
  type ShownTable,
  toFileDecimals,
  toFileFields,
  toFileTitles,
} from './shown-table.ts';

const TEXT_WIDTH = 28;
const NUMBER_WIDTH = 15;

/** Writes a table as a workbook: a sheet of real numbers, a sheet that says what they are. */
export async function toXlsx(table: ShownTable, words: FileWords): Promise<Blob> {
  const widths = table.columns.flatMap(({ decimals, hasStates }) => {
    const width = decimals === undefined ? TEXT_WIDTH : NUMBER_WIDTH;
    return hasStates ? [width, TEXT_WIDTH] : [width];
  });
  const figures: Cell[][] = [
    toFileTitles(table, words).map(toTitle),
    ...table.rows.map((row) => {
      const decimals = toFileDecimals(table, row);
      return toFileFields(table, row, words).map((field, index) => toCell(field, decimals[index]));
    }),
  ];
  const widest = Math.max(1, ...table.facts.map((fact) => fact.length));
  return writeExcelFile([
    {
      data: figures,
      sheet: words.figures,
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: 1,
    },
    {
      data: table.facts.map(([subject, ...said]) => [toTitle(subject ?? ''), ...said.map((text) => toCell(text))]),
      sheet: words.about,
      columns: Array.from({ length: widest }, (_, index) => ({ width: index === 0 ? TEXT_WIDTH : 2 * TEXT_WIDTH })),
    },
  ]).toBlob();
}

function toTitle(text: string): Cell {
  return { value: neutralise(text), type: String, fontWeight: 'bold', wrap: true, alignVertical: 'top' };
}

function toCell(field: FileField, decimals?: number): Cell {
  if (field === undefined) return null;
  if (typeof field === 'string') return { value: neutralise(field), type: String };
  return { value: field, type: Number, ...(decimals !== undefined && { format: toFormat(decimals) }) };
}

/** `≈` before a number of which units or tens are not known: it stays a number. */
function toFormat(decimals: number): string {
  if (decimals < 0) return '"≈ "#,##0';
  return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
}
