import { basename } from 'node:path';
import { failure, type TableSource } from '@boussole/schema';
import { readCsv } from './csv.ts';
import { decode } from './decode.ts';
import { readSheet } from './sheet.ts';

export interface TableRow {
  readonly line: number;
  readonly fields: readonly string[];
  readonly raw: string;
}

export type TableFormat = Pick<TableSource, 'format' | 'encoding' | 'delimiter' | 'skipLines' | 'sheet'>;

/** Reads the rows of a file, its header first. Throws `FILE_EMPTY` and what the format throws. */
export async function readRows(path: string, bytes: Buffer, source: TableFormat): Promise<readonly TableRow[]> {
  const file = basename(path);
  if (bytes.length === 0) throw failure('FILE_EMPTY', { file });
  const rows =
    source.format === 'xlsx'
      ? await readSheet(path, bytes, source.sheet)
      : [...readCsv(file, decode(file, bytes, source.encoding), source.delimiter)];
  return rows.slice(source.skipLines);
}

/** First row of a delimited file, without reading the rest; undefined when it is not readable as such. */
export function maybeHeader(path: string, bytes: Buffer, source: TableFormat): readonly string[] | undefined {
  const file = basename(path);
  const end = nthLineEnd(bytes, source.skipLines + 1);
  try {
    const rows = [...readCsv(file, decode(file, bytes.subarray(0, end), source.encoding), source.delimiter)];
    return rows[source.skipLines]?.fields.map((name) => name.trim());
  } catch {
    return undefined; // not a header of this format: another source may recognise the file
  }
}

function nthLineEnd(bytes: Buffer, lines: number): number {
  let end = 0;
  for (let line = 0; line < lines; line++) {
    const next = bytes.indexOf(0x0a, end);
    if (next < 0) return bytes.length;
    end = next + 1;
  }
  return end;
}
