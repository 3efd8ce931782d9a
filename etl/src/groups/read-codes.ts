import { isUtf8 } from 'node:buffer';
import { failure } from '@boussole/schema';
import { readCsv } from '../table/csv.ts';
import { decode } from '../table/decode.ts';
import type { TableRow } from '../table/table-row.ts';
import { checkWidth } from '../table/width.ts';

/** A code as a file writes it, and its line. */
export interface WrittenCode {
  readonly line: number;
  readonly text: string;
}

const DELIMITERS = [';', '\t', ','] as const;

/** Names of a column of codes, letters only, the surest first. */
const NAMES = ['codgeo', 'codeinsee', 'codecommune', 'codeinseecommune', 'inseecom', 'depcom', 'insee', 'code', 'com'];
const ALONE = [...NAMES, 'codes', 'codesinsee', 'commune', 'communes'];

/**
 * Reads a list of codes: one column, with or without its name, or the column of codes of a wider table. Throws `FILE_EMPTY`, `ROW_WIDTH`,
 * `HEADER_MISSING_COLUMN`, and what strict reading throws.
 */
export function readCodes(file: string, bytes: Buffer): readonly WrittenCode[] {
  if (bytes.length === 0) throw failure('FILE_EMPTY', { file });
  const text = decode(file, bytes, isUtf8(bytes) ? 'utf-8' : 'windows-1252');
  const [start = ''] = text.split('\n', 1);
  const delimiter = DELIMITERS.find((candidate) => start.includes(candidate)) ?? ';';
  const rows = readCsv(file, text, delimiter).filter(({ raw }) => raw.trim() !== '');
  const [first] = rows;
  if (!first) throw failure('FILE_EMPTY', { file });
  const expected = first.fields.length;
  for (const { line, fields } of rows) {
    checkWidth(file, line, expected, fields.length);
  }
  const at = placeOfCodes(file, first);
  const codes = at === undefined ? rows : rows.slice(1);
  if (codes.length === 0) throw failure('FILE_EMPTY', { file });
  return codes.map(({ line, fields }) => ({ line, text: fields[at ?? 0]!.trim() }));
}

/** Place of the codes when the first row names them; undefined when it already holds one. */
function placeOfCodes(file: string, { line, fields }: TableRow): number | undefined {
  const names = fields.map(toLetters);
  if (fields.length === 1) return ALONE.includes(names[0]!) ? 0 : undefined;
  const at = NAMES.map((name) => names.indexOf(name)).find((place) => place >= 0);
  if (at !== undefined) return at;
  throw failure('HEADER_MISSING_COLUMN', { file, line, column: 'code_insee', found: fields.join(', ') });
}

function toLetters(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}
