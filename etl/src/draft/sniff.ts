import { basename } from 'node:path';
import { failure, isBoussoleError, type TableSource } from '@boussole/schema';
import { isZip } from '../table/archive.ts';
import { readCsv } from '../table/csv.ts';
import { decodeAny } from '../table/decode-any.ts';
import { openArchive } from '../table/open-archive.ts';
import { refuseOtherKinds } from '../table/other-kinds.ts';
import { readParquet } from '../table/parquet.ts';
import { readRecords } from '../table/records.ts';
import { readSheet } from '../table/sheet.ts';
import type { TableRow } from '../table/table-row.ts';
import { findRecords } from './find-records.ts';
import { isNumber } from './numbers.ts';

/** How an unknown file is written, and its rows. */
export interface SniffedTable {
  readonly format: TableSource['format'];
  readonly encoding: TableSource['encoding'];
  readonly delimiter: TableSource['delimiter'];
  /** Rows before the header. */
  readonly skipLines: number;
  /** Keys that lead to the records of a JSON file. */
  readonly records: readonly string[];
  /** What the first line after the table starts with, undefined when nothing follows it. */
  readonly footnotes: string | undefined;
  readonly header: TableRow;
  /** Rows as wide as the header. */
  readonly rows: readonly TableRow[];
  /** Line of the first row after the header that is not as wide, undefined when all are. */
  readonly odd: number | undefined;
}

const DELIMITERS = [';', ',', '\t', '|'] as const;
/** Rows among which the header is looked for. */
const HEADER_ROWS = 30;

const PLAIN = { encoding: 'utf-8', delimiter: ';', records: [] } as const;

/** Finds how a file is written. Throws `DRAFT_IMPOSSIBLE` or `FILE_UNREADABLE` when it is no table, `ENCODING_INVALID` or `WORKBOOK_INVALID`. */
export async function sniff(path: string, bytes: Buffer): Promise<SniffedTable> {
  const file = basename(path);
  if (bytes.length === 0) throw failure('FILE_EMPTY', { file });
  refuseOtherKinds(path, bytes);
  if (isZip(bytes)) {
    await openArchive(path, bytes);
    const rows = await readSheet(path, undefined);
    return toTable(file, rows, { ...PLAIN, format: 'xlsx' });
  }
  if (bytes.subarray(0, 4).toString('latin1') === 'PAR1') {
    return toRecords(file, await readParquet(path), { ...PLAIN, format: 'parquet' });
  }
  const { text, encoding } = decodeAny(file, bytes);
  if (/^\s*[[{]/.test(text)) {
    const found = findRecords(text);
    if (!found)
      throw failure('DRAFT_IMPOSSIBLE', { file, problem: 'aucune liste d’enregistrements n’est dans ce JSON' });
    return toRecords(file, readRecords(path, text, found.keys), { ...PLAIN, format: 'json', records: found.keys });
  }
  const read = DELIMITERS.flatMap((delimiter) => {
    const rows = tryDelimiter(file, text, delimiter);
    return rows ? [{ delimiter, rows, ...widthOf(rows) }] : [];
  });
  const [best] = read
    .filter(({ width }) => width > 1)
    .sort((left, right) => right.share - left.share || right.width - left.width);
  if (!best) {
    const problem = 'ni point-virgule, ni virgule, ni tabulation, ni barre n’y sépare des colonnes régulières';
    throw failure('DRAFT_IMPOSSIBLE', { file, problem });
  }
  return toTable(file, best.rows, { ...PLAIN, format: 'csv', encoding, delimiter: best.delimiter });
}

type Writing = Pick<SniffedTable, 'format' | 'encoding' | 'delimiter' | 'records'>;

/** Rows of a format that says itself which are its columns. */
function toRecords(file: string, [header, ...rows]: readonly TableRow[], written: Writing): SniffedTable {
  if (!header || rows.length === 0) throw failure('FILE_EMPTY', { file });
  return { ...written, skipLines: 0, footnotes: undefined, header, rows, odd: undefined };
}

function tryDelimiter(file: string, text: string, delimiter: string): readonly TableRow[] | undefined {
  try {
    return readCsv(file, text, delimiter);
  } catch (error) {
    if (isBoussoleError(error)) return undefined;
    throw error;
  }
}

/** The width that most rows have, and their share. */
function widthOf(rows: readonly TableRow[]): { readonly width: number; readonly share: number } {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.width, (counts.get(row.width) ?? 0) + 1);
  const [[width, count] = [0, 0]] = [...counts].sort((left, right) => right[1] - left[1]);
  return { width, share: count / rows.length };
}

function toTable(file: string, all: readonly TableRow[], written: Writing): SniffedTable {
  const { width } = widthOf(all);
  const skipLines = headerPlace(all, width);
  const header = all[skipLines];
  const after = all.slice(skipLines + 1);
  const last = after.findLastIndex((row) => row.width === width);
  const table = written.format === 'csv' ? after.slice(0, last + 1) : after;
  const rows = table.filter((row) => row.width === width);
  if (!header || rows.length === 0) throw failure('FILE_EMPTY', { file });
  const footnotes = after.slice(table.length).find(({ raw }) => raw.trim() !== '');
  return {
    ...written,
    skipLines,
    footnotes: footnotes && /^\W*\w+/u.exec(footnotes.raw)?.[0],
    header,
    rows,
    odd: table.find((row) => row.width !== width)?.line,
  };
}

/** The last row of the start that is as wide as the table and has no number, before the first that has one. */
function headerPlace(rows: readonly TableRow[], width: number): number {
  const start = rows.slice(0, HEADER_ROWS);
  const isWide = (row: TableRow): boolean => row.width === width;
  const hasNumber = ({ fields }: TableRow): boolean => fields.some((field) => isNumber(field));
  const first = start.findIndex((row) => isWide(row) && hasNumber(row));
  const before = start.slice(0, first < 0 ? start.length : first);
  const last = before.findLastIndex(
    (row) => isWide(row) && row.fields.filter((field) => field.trim() !== '').length > 1,
  );
  return last >= 0 ? last : Math.max(0, start.findIndex(isWide));
}
