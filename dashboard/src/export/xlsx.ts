import writeExcelFile, { type Cell } from 'write-excel-file/universal';
import {
  type FileField,
  type FileWords,
  neutralise,
  type ShownTable,
  toFileFields,
  toFileTitles,
} from './shown-table.ts';

const TEXT_WIDTH = 28;
const NUMBER_WIDTH = 15;

/** Writes a table as a workbook: a sheet of real numbers, a sheet that says what they are. */
export async function toXlsx(table: ShownTable, words: FileWords): Promise<Blob> {
  const formats = table.columns.flatMap(({ decimals, hasStates }) => {
    const format = decimals === undefined ? undefined : toFormat(decimals);
    return hasStates ? [format, undefined] : [format];
  });
  const figures: Cell[][] = [
    toFileTitles(table, words).map(toTitle),
    ...table.rows.map((row) => toFileFields(table, row, words).map((field, index) => toCell(field, formats[index]))),
  ];
  const widest = Math.max(1, ...table.facts.map((fact) => fact.length));
  return writeExcelFile([
    {
      data: figures,
      sheet: words.figures,
      columns: formats.map((format) => ({ width: format ? NUMBER_WIDTH : TEXT_WIDTH })),
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

function toCell(field: FileField, format?: string): Cell {
  if (field === undefined) return null;
  if (typeof field === 'string') return { value: neutralise(field), type: String };
  return format ? { value: field, type: Number, format } : { value: field, type: Number };
}

function toFormat(decimals: number): string {
  return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
}
