import { failure } from '@boussole/schema';

/** One row of a delimited text: its fields, the line where it starts (1-based) and its text as it stands. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
  readonly raw: string;
}

/**
 * Reads delimited text strictly, RFC 4180: quotes open and close a whole field, doubled inside; lines end with LF or CRLF; empty lines at
 * the end are not rows. Nothing is repaired. Throws `QUOTE_INVALID` with the line.
 */
export function* readCsv(file: string, text: string, delimiter: string): Generator<CsvRow> {
  let position = 0;
  let line = 1;
  while (position < text.length) {
    const start = position;
    const startLine = line;
    const fields: string[] = [];
    for (;;) {
      if (text[position] === '"') {
        const close = closingQuote(file, text, position, startLine);
        const field = text.slice(position + 1, close).replaceAll('""', '"');
        for (let at = field.indexOf('\n'); at >= 0; at = field.indexOf('\n', at + 1)) line++;
        fields.push(field);
        position = close + 1;
      } else {
        const end = fieldEnd(text, position, delimiter);
        const field = text.slice(position, end);
        if (field.includes('"')) {
          throw failure('QUOTE_INVALID', { file, line: startLine, problem: 'guillemet au milieu d’un champ' });
        }
        fields.push(field);
        position = end;
      }
      if (text[position] !== delimiter) break;
      position++;
    }
    const end = position;
    if (text[position] === '\r' && text[position + 1] === '\n') position++;
    if (position < text.length && text[position] !== '\n') {
      throw failure('QUOTE_INVALID', {
        file,
        line: startLine,
        problem: 'texte après le guillemet fermant, ou retour chariot isolé',
      });
    }
    position++;
    line++;
    if (end === start && !/[^\r\n]/.test(text.slice(position))) return;
    yield { line: startLine, fields, raw: text.slice(start, end) };
  }
}

function closingQuote(file: string, text: string, open: number, line: number): number {
  for (let close = text.indexOf('"', open + 1); close >= 0; close = text.indexOf('"', close + 2)) {
    if (text[close + 1] !== '"') return close;
  }
  throw failure('QUOTE_INVALID', { file, line, problem: 'guillemet jamais refermé' });
}

function fieldEnd(text: string, start: number, delimiter: string): number {
  for (let end = start; end < text.length; end++) {
    const character = text[end];
    if (character === delimiter || character === '\n' || (character === '\r' && text[end + 1] === '\n')) return end;
  }
  return text.length;
}
