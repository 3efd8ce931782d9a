import { Buffer } from 'node:buffer';
import { failure } from '@boussole/schema';
import { ROWS_TOLD } from './advance.ts';
import { plainNumberIn } from './plain-number.ts';
import type { TableRow } from './table-row.ts';

const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Reads delimited text strictly, RFC 4180: quotes open and close a whole field, doubled inside; lines end with LF or CRLF; empty lines at
 * the end are not rows. Nothing is repaired. Throws `QUOTE_INVALID` with the line and the field.
 */
export function readCsv(file: string, text: string, delimiter: string): readonly TableRow[] {
  return scanCsv(file, Buffer.from(text, 'utf8'), delimiter);
}

/** The same, of UTF-8 bytes. Fields are noted by their places: most are read as numbers and never become texts. `scanned` is told how far it is. */
export function scanCsv(
  file: string,
  bytes: Buffer,
  delimiter: string,
  scanned?: (bytes: number) => void,
): readonly TableRow[] {
  const separator = delimiter.charCodeAt(0);
  const isPlain = new Uint8Array(256).fill(1);
  for (const byte of [separator, LINE_FEED, CARRIAGE_RETURN, QUOTE]) isPlain[byte] = 0;
  const stop = endOfRows(bytes);
  const { length } = bytes;
  const places = new FieldPlaces();
  const rows: TableRow[] = [];
  let position = 0;
  let line = 1;
  while (position < stop) {
    const start = position;
    const startLine = line;
    const first = places.count;
    for (;;) {
      if (position < length && bytes[position] === QUOTE) {
        const close = closingQuote(file, bytes, position, { line: startLine, column: places.count - first + 1 });
        places.add(position + 1, close);
        for (
          let at = bytes.indexOf(LINE_FEED, position);
          at >= 0 && at < close;
          at = bytes.indexOf(LINE_FEED, at + 1)
        ) {
          line++;
        }
        position = close + 1;
      } else {
        const begin = position;
        while (position < length && isPlain[bytes[position]!] === 1) position++;
        if (position < length && bytes[position] === QUOTE) {
          const column = places.count - first + 1;
          throw failure('QUOTE_INVALID', { file, line: startLine, column, problem: 'guillemet au milieu d’un champ' });
        }
        places.add(begin, position);
      }
      if (position >= length || bytes[position] !== separator) break;
      position++;
    }
    if (rows.length % ROWS_TOLD === ROWS_TOLD - 1) scanned?.(position);
    rows.push(new CsvRow(bytes, places, startLine, first, places.count - first, start, position));
    if (bytes[position] === CARRIAGE_RETURN && bytes[position + 1] === LINE_FEED) position++;
    if (position < length && bytes[position] !== LINE_FEED) {
      const problem = bytes[position] === CARRIAGE_RETURN ? 'retour chariot isolé' : 'texte après le guillemet fermant';
      throw failure('QUOTE_INVALID', { file, line: startLine, column: places.count - first, problem });
    }
    position++;
    line++;
  }
  return rows;
}

/** Where the fields of a text start and end, quotes left out. */
class FieldPlaces {
  starts = new Uint32Array(1_024);
  ends = new Uint32Array(1_024);
  count = 0;

  add(start: number, end: number): void {
    if (this.count === this.starts.length) {
      const [starts, ends] = [this.starts, this.ends];
      this.starts = new Uint32Array(starts.length * 2);
      this.ends = new Uint32Array(ends.length * 2);
      this.starts.set(starts);
      this.ends.set(ends);
    }
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count++;
  }
}

class CsvRow implements TableRow {
  readonly line: number;
  readonly width: number;
  readonly #bytes: Buffer;
  readonly #places: FieldPlaces;
  readonly #first: number;
  readonly #start: number;
  readonly #end: number;
  #fields: readonly string[] | undefined;

  constructor(
    bytes: Buffer,
    places: FieldPlaces,
    line: number,
    first: number,
    width: number,
    start: number,
    end: number,
  ) {
    this.line = line;
    this.width = width;
    this.#bytes = bytes;
    this.#places = places;
    this.#first = first;
    this.#start = start;
    this.#end = end;
  }

  get fields(): readonly string[] {
    this.#fields ??= Array.from({ length: this.width }, (_, at) => this.field(at));
    return this.#fields;
  }

  get raw(): string {
    return this.#bytes.toString('utf8', this.#start, this.#end);
  }

  field(at: number): string {
    const place = this.#first + at;
    const start = this.#places.starts[place]!;
    const text = this.#bytes.toString('utf8', start, this.#places.ends[place]!);
    const isQuoted = start > this.#start && this.#bytes[start - 1] === QUOTE;
    return isQuoted ? text.replaceAll('""', '"') : text;
  }

  number(at: number, mark: number): number {
    const place = this.#first + at;
    return plainNumberIn(this.#bytes, this.#places.starts[place]!, this.#places.ends[place]!, mark);
  }
}

/** Where the last row ends: the empty lines that may follow it are left out. */
function endOfRows(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === LINE_FEED) {
    end -= end > 1 && bytes[end - 2] === CARRIAGE_RETURN ? 2 : 1;
  }
  return end;
}

function closingQuote(
  file: string,
  bytes: Uint8Array,
  open: number,
  place: { readonly line: number; readonly column: number },
): number {
  for (let close = bytes.indexOf(QUOTE, open + 1); close >= 0; close = bytes.indexOf(QUOTE, close + 2)) {
    if (bytes[close + 1] !== QUOTE) return close;
  }
  throw failure('QUOTE_INVALID', { file, ...place, problem: 'guillemet jamais refermé' });
}
