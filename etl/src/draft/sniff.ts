import { basename } from 'node:path';
import { failure, isBoussoleError, type TableSource } from '@boussole/schema';
import { isZip } from '../table/archive.ts';
import { readCsv } from '../table/csv.ts';
import { decode } from '../table/decode.ts';
import { openArchive } from '../table/open-archive.ts';
import { readSheet } from '../table/sheet.ts';
import type { TableRow } from '../table/table-row.ts';
import { isNumber } from './numbers.ts';

/** How an unknown file is written, and its rows. */
export interface SniffedTable {
  readonly format: TableSource['format'];
  readonly encoding: TableSource['encoding'];
  readonly delimiter: TableSource['delimiter'];
  /** Rows before the header. */
  readonly skipLines: number;
  readonly header: TableRow;
  /** Rows as wide as the header. */
  readonly rows: readonly TableRow[];
  /** Line of the first row after the header that is not as wide, undefined when all are. */
  readonly odd: number | undefined;
}

const DELIMITERS = [';', ',', '\t', '|'] as const;
const ENCODINGS = ['utf-8', 'windows-1252'] as const;
/** Rows among which the header is looked for. */
const HEADER_ROWS = 30;

/** Finds how a file is written. Throws `DRAFT_IMPOSSIBLE` when it is no table, `ENCODING_INVALID` or `WORKBOOK_INVALID`. */
export async function sniff(path: string, bytes: Buffer): Promise<SniffedTable> {
  const file = basename(path);
  if (bytes.length === 0) throw failure('FILE_EMPTY', { file });
  if (isZip(bytes)) {
    await openArchive(path, bytes);
    const rows = await readSheet(path, undefined);
    return toTable(file, rows, { format: 'xlsx', encoding: 'utf-8', delimiter: ';' });
  }
  const { text, encoding } = decodeAny(file, bytes);
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
  return toTable(file, best.rows, { format: 'csv', encoding, delimiter: best.delimiter });
}

function decodeAny(file: string, bytes: Buffer): { readonly text: string; readonly encoding: TableSource['encoding'] } {
  let problem: unknown;
  for (const encoding of ENCODINGS) {
    try {
      return { text: decode(file, bytes, encoding), encoding };
    } catch (error) {
      if (!isBoussoleError(error)) throw error;
      problem ??= error;
    }
  }
  throw problem;
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

function toTable(
  file: string,
  all: readonly TableRow[],
  written: Pick<SniffedTable, 'format' | 'encoding' | 'delimiter'>,
): SniffedTable {
  const { width } = widthOf(all);
  const skipLines = headerPlace(all, width);
  const header = all[skipLines];
  const after = all.slice(skipLines + 1);
  const rows = after.filter((row) => row.width === width);
  if (!header || rows.length === 0) throw failure('FILE_EMPTY', { file });
  return { ...written, skipLines, header, rows, odd: after.find((row) => row.width !== width)?.line };
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
