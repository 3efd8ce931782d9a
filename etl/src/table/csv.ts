import { failure } from '@boussole/schema';

/** One row of a delimited text: its fields, the line where it starts (1-based) and its text as it stands. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
  readonly raw: string;
}

const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Reads delimited text strictly, RFC 4180: quotes open and close a whole field, doubled inside; lines end with LF or CRLF; empty lines at
 * the end are not rows. Nothing is repaired. Throws `QUOTE_INVALID` with the line.
 */
export function* readCsv(file: string, text: string, delimiter: string): Generator<CsvRow> {
  const stop = endOfRows(text);
  const separator = delimiter.charCodeAt(0);
  let position = 0;
  let line = 1;
  while (position < stop) {
    const start = position;
    const startLine = line;
    const fields: string[] = [];
    for (;;) {
      if (text.charCodeAt(position) === QUOTE) {
        const close = closingQuote(file, text, position, startLine);
        const field = text.slice(position + 1, close).replaceAll('""', '"');
        for (let at = field.indexOf('\n'); at >= 0; at = field.indexOf('\n', at + 1)) line++;
        fields.push(field);
        position = close + 1;
      } else {
        const end = fieldEnd(file, text, position, separator, startLine);
        fields.push(text.slice(position, end));
        position = end;
      }
      if (text.charCodeAt(position) !== separator) break;
      position++;
    }
    const end = position;
    if (text.charCodeAt(position) === CARRIAGE_RETURN && text.charCodeAt(position + 1) === LINE_FEED) position++;
    if (position < text.length && text.charCodeAt(position) !== LINE_FEED) {
      const problem =
        text.charCodeAt(position) === CARRIAGE_RETURN ? 'retour chariot isolé' : 'texte après le guillemet fermant';
      throw failure('QUOTE_INVALID', { file, line: startLine, problem });
    }
    position++;
    line++;
    yield { line: startLine, fields, raw: text.slice(start, end) };
  }
}

/** Where the last row ends: the empty lines that may follow it are left out. */
function endOfRows(text: string): number {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === LINE_FEED) {
    end -= end > 1 && text.charCodeAt(end - 2) === CARRIAGE_RETURN ? 2 : 1;
  }
  return end;
}

function closingQuote(file: string, text: string, open: number, line: number): number {
  for (let close = text.indexOf('"', open + 1); close >= 0; close = text.indexOf('"', close + 2)) {
    if (text.charCodeAt(close + 1) !== QUOTE) return close;
  }
  throw failure('QUOTE_INVALID', { file, line, problem: 'guillemet jamais refermé' });
}

function fieldEnd(file: string, text: string, start: number, separator: number, line: number): number {
  for (let end = start; end < text.length; end++) {
    const character = text.charCodeAt(end);
    if (character === separator || character === LINE_FEED || character === CARRIAGE_RETURN) return end;
    if (character === QUOTE) throw failure('QUOTE_INVALID', { file, line, problem: 'guillemet au milieu d’un champ' });
  }
  return text.length;
}
