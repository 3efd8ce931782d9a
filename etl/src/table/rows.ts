import { basename } from 'node:path';
import { failure, type TableSource } from '@boussole/schema';
import { type CsvRow, readCsv } from './csv.ts';
import { decode } from './decode.ts';
import { readSheet } from './sheet.ts';

export type TableRow = CsvRow;

export type TableFormat = Pick<TableSource, 'format' | 'encoding' | 'delimiter' | 'skipLines' | 'sheet'>;

/** The rows of a file: every row is as wide as the header. */
export interface TableRows {
  readonly header: TableRow;
  readonly rows: readonly TableRow[];
  /** Line of a last row that nothing ends: the file may be cut there. */
  readonly unended: number | undefined;
}

/**
 * Reads the rows of a file. Throws `FILE_EMPTY` when there is no row of data, `ROW_WIDTH` at the first row that is not as wide as the
 * header, and what the format throws.
 */
export async function readRows(path: string, bytes: Buffer, format: TableFormat): Promise<TableRows> {
  const file = basename(path);
  if (bytes.length === 0) throw failure('FILE_EMPTY', { file });
  const all =
    format.format === 'xlsx'
      ? await readSheet(path, bytes, format.sheet)
      : [...readCsv(file, decode(file, bytes, format.encoding), format.delimiter)];
  const [header, ...rows] = all.slice(format.skipLines);
  if (!header || rows.length === 0) throw failure('FILE_EMPTY', { file });
  const expected = header.fields.length;
  for (const { line, fields } of rows) {
    if (fields.length !== expected) throw failure('ROW_WIDTH', { file, line, expected, found: fields.length });
  }
  const ended = format.format === 'xlsx' || bytes.at(-1) === LINE_FEED;
  return { header, rows, unended: ended ? undefined : rows.at(-1)!.line };
}

const LINE_FEED = 0x0a;

/** First row of a delimited file, without reading the rest; throws what the format throws. */
export function readHeader(path: string, bytes: Buffer, format: TableFormat): TableRow | undefined {
  const file = basename(path);
  const start = bytes.subarray(0, nthLineEnd(bytes, format.skipLines + 1));
  return [...readCsv(file, decode(file, start, format.encoding), format.delimiter)][format.skipLines];
}

function nthLineEnd(bytes: Buffer, lines: number): number {
  let end = 0;
  for (let line = 0; line < lines; line++) {
    const next = bytes.indexOf(LINE_FEED, end);
    if (next < 0) return bytes.length;
    end = next + 1;
  }
  return end;
}
