import { basename } from 'node:path';
import { failure, type TableSource } from '@boussole/schema';
import { type Advance, whileScanning } from './advance.ts';
import { scanCsv } from './csv.ts';
import { decode, toUtf8 } from './decode.ts';
import { readSheetNames } from './open-archive.ts';
import { readParquet } from './parquet.ts';
import { readRecords } from './records.ts';
import { readSheet } from './sheet.ts';
import { type TableRow, TextRow } from './table-row.ts';
import { checkWidth } from './width.ts';

export type TableFormat = Pick<TableSource, 'format' | 'encoding' | 'delimiter' | 'skipLines' | 'sheet'> &
  Partial<Pick<TableSource, 'skipRows' | 'footnotes' | 'records'>>;

/** The rows of a file: every row is as wide as the header. */
export interface TableRows {
  readonly header: TableRow;
  readonly rows: readonly TableRow[];
  /** How many rows after the table have nothing in any cell. */
  readonly blank: number;
  /** Line of a last row that nothing ends: the file may be cut there. */
  readonly unended: number | undefined;
  /** Year in the name of the sheet. */
  readonly sheetYear: number | undefined;
}

/**
 * Reads the rows of a file, without what stands before and after the table. Of sheets named by year the latest is read, or that of
 * `sheetYear`. Throws `FILE_EMPTY` when there is no row of data, `ROW_WIDTH` at the first row that is not as wide as the header, and what
 * the format throws.
 */
export async function readRows(
  path: string,
  bytes: Buffer,
  format: TableFormat,
  { sheetYear, advance }: Readonly<{ sheetYear?: number | undefined; advance?: Advance | undefined }> = {},
): Promise<TableRows> {
  const file = basename(path);
  if (bytes.length === 0) throw failure('FILE_EMPTY', { file });
  const sheet = format.format === 'xlsx' ? await chooseSheet(path, bytes, format.sheet, sheetYear) : undefined;
  const all = await readAll(path, bytes, format, sheet?.name, advance);
  const [header, ...after] = all.slice(format.skipLines);
  if (!header) throw failure('FILE_EMPTY', { file });
  const expected = header.width;
  const body = upToFootnotes(after.slice(format.skipRows ?? 0), format.footnotes);
  const filled = body.slice(0, body.findLastIndex((row) => !isBlank(row)) + 1);
  const rows = format.format === 'xlsx' ? filled.map((row) => pad(row, expected)) : filled;
  if (rows.length === 0) throw failure('FILE_EMPTY', { file });
  for (const { line, width } of rows) checkWidth(file, line, expected, width);
  const ended = format.format !== 'csv' || format.footnotes !== undefined || bytes.at(-1) === LINE_FEED;
  const blank = body.length - filled.length;
  return { header, rows, blank, unended: ended ? undefined : rows.at(-1)!.line, sheetYear: sheet?.year };
}

async function readAll(
  path: string,
  bytes: Buffer,
  format: TableFormat,
  sheet: string | undefined,
  advance: Advance | undefined,
): Promise<readonly TableRow[]> {
  const file = basename(path);
  switch (format.format) {
    case 'xlsx':
      return readSheet(path, sheet);
    case 'parquet':
      return readParquet(path);
    case 'json':
      return readRecords(path, decode(file, bytes, format.encoding), format.records ?? []);
    case 'csv': {
      const content = toUtf8(file, bytes, format.encoding);
      const table = content.subarray(0, footnotesStart(content, format));
      return scanCsv(file, table, format.delimiter, whileScanning(advance, table.length));
    }
  }
}

/** Where the footnotes of a delimited text start: they follow none of its rules. */
function footnotesStart(bytes: Buffer, { footnotes, skipLines, skipRows = 0 }: TableFormat): number {
  if (footnotes === undefined) return bytes.length;
  const pattern = new RegExp(footnotes);
  let start = 0;
  for (let line = 0; start < bytes.length; line++) {
    const next = bytes.indexOf(LINE_FEED, start);
    const end = next < 0 ? bytes.length : next;
    if (line > skipLines + skipRows && pattern.test(bytes.toString('utf8', start, end))) return start;
    start = end + 1;
  }
  return bytes.length;
}

/** Rows of a sheet before its footnotes, and before the empty rows that part them from the table. */
function upToFootnotes(rows: readonly TableRow[], footnotes: string | undefined): readonly TableRow[] {
  if (footnotes === undefined) return rows;
  const pattern = new RegExp(footnotes);
  const first = rows.findIndex(({ raw }) => pattern.test(raw));
  const table = first < 0 ? rows : rows.slice(0, first);
  return table.slice(0, table.findLastIndex((row) => !isBlank(row)) + 1);
}

function isBlank({ fields }: TableRow): boolean {
  return fields.every((field) => field.trim() === '');
}

/** Cells past the last filled one are not written in a sheet. */
function pad(row: TableRow, width: number): TableRow {
  const { line, fields, raw } = row;
  if (fields.length < width) return new TextRow(line, [...fields, ...Array(width - fields.length).fill('')], raw);
  return fields.slice(width).every((field) => field === '') ? new TextRow(line, fields.slice(0, width), raw) : row;
}

/** Finds the sheet that a name designates, `{yyyy}` standing for a year: the latest, or the one asked for. */
async function chooseSheet(
  path: string,
  bytes: Buffer,
  name: string | undefined,
  asked: number | undefined,
): Promise<{ readonly name: string | undefined; readonly year: number | undefined }> {
  if (!name?.includes('{yyyy}')) return { name, year: undefined };
  const [before = '', after = ''] = name.split('{yyyy}');
  const years = (await readSheetNames(path, bytes)).flatMap((sheet) => {
    const year = sheet.slice(before.length, sheet.length - after.length);
    return sheet.startsWith(before) && sheet.endsWith(after) && /^\d{4}$/.test(year) ? [Number(year)] : [];
  });
  if (years.length === 0) {
    throw failure('WORKBOOK_INVALID', {
      file: basename(path),
      problem: `aucune feuille « ${name.replace('{yyyy}', 'AAAA')} »`,
    });
  }
  const year = asked !== undefined && years.includes(asked) ? asked : Math.max(...years);
  return { name: name.replace('{yyyy}', String(year)), year };
}

const LINE_FEED = 0x0a;

/** First row of a delimited file, without reading the rest; throws what the format throws. */
export function readHeader(path: string, bytes: Buffer, format: TableFormat): TableRow | undefined {
  const file = basename(path);
  const start = bytes.subarray(0, nthLineEnd(bytes, format.skipLines + 1));
  return scanCsv(file, toUtf8(file, start, format.encoding), format.delimiter)[format.skipLines];
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
