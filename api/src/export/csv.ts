import type { ExportTable } from './export-table.ts';
import { toFacts } from './facts.ts';
import {
  maybeShown,
  maybeValue,
  ROW_NAMES,
  shownDecimals,
  stateName,
  type TableColumn,
  toColumnId,
  toColumnTitle,
  toRowsByTurn,
  toRowTexts,
} from './table.ts';
import { WORDS, type Words } from './words.ts';

export const STYLES = ['excel', 'plain'] as const;
export type Style = (typeof STYLES)[number];

interface Dialect {
  readonly start: string;
  readonly delimiter: string;
  readonly decimalMark: ',' | '.';
  readonly newline: string;
}

const DIALECTS: Record<Style, Dialect> = {
  // What a French Excel opens with a double click: it needs the byte order mark to read UTF-8.
  excel: { start: '\uFEFF', delimiter: ';', decimalMark: ',', newline: '\r\n' },
  plain: { start: '', delimiter: ',', decimalMark: '.', newline: '\n' },
};

const CELLS_BY_CHUNK = 20_000;

/**
 * Writes a table as CSV, some rows at a time: each figure, then its state. `plain` has one line of titles, whole values and, where a source rounds
 * what they are made of, values with the decimals that they support and how many these are, and, where some are rates of few cases, whether each is; `excel` says first what the figures are, and shows
 * the others with the decimals of their indicator.
 */
export function* toCsv(table: ExportTable, style: Style): Generator<string> {
  const { start, delimiter, decimalMark, newline } = DIALECTS[style];
  const header = style === 'excel' ? [...toFacts(table.about, table.language), []] : [];
  yield start + [...header, toTitles(table, style)].map((fields) => toTextLine(fields, delimiter) + newline).join('');
  const step = toRowsByTurn(table, CELLS_BY_CHUNK);
  for (let from = 0; from < table.rows.length; from += step) {
    let chunk = '';
    for (let row = from; row < Math.min(from + step, table.rows.length); row++) {
      const cells = table.columns.flatMap((column) =>
        toFields(column, row, { style, decimalMark, words: WORDS[table.language] }),
      );
      const texts = [...toRowTexts(table.cube, table.rows[row]!), ...kindOf(table, row, style)];
      chunk += [toTextLine(texts, delimiter), ...cells].join(delimiter) + newline;
    }
    yield chunk;
  }
}

/** What a row is, where there are several kinds: in a word for programs, in words for people. */
function kindOf({ kinds, language }: ExportTable, row: number, style: Style): string[] {
  const kind = kinds?.[row];
  if (!kind) return [];
  return [style === 'plain' ? kind : WORDS[language].kindNames[kind]];
}

/** Writes a line of fields that are text: quoted where needed, and never taken for a formula by a spreadsheet. */
export function toTextLine(fields: readonly string[], delimiter: string): string {
  return fields.map((field) => quote(neutralise(field), delimiter)).join(delimiter);
}

/** Spreadsheets run a text of a CSV that starts like a formula: https://owasp.org/www-community/attacks/CSV_Injection. */
function neutralise(text: string): string {
  return looksLikeFormula(text) ? `'${text}` : text;
}

export function looksLikeFormula(text: string): boolean {
  return /^\s*[=+\-@|\t\r]/.test(text);
}

function toTitles({ columns, kinds, language }: ExportTable, style: Style): string[] {
  const words = WORDS[language];
  const isPlain = style === 'plain';
  return [
    ...ROW_NAMES.map((id) => (isPlain ? id : words.rows[id])),
    ...(kinds ? [isPlain ? 'kind' : words.kind] : []),
    ...columns.flatMap((column) => {
      const title = isPlain ? toColumnId(column) : toColumnTitle(column, language);
      if (column.kind === 'plain') return [title];
      if (!isPlain) return [title, words.stateOf(title)];
      return [
        title,
        `${title}.state`,
        ...(column.decimals ? [`${title}.decimals`] : []),
        ...(column.few ? [`${title}.few_cases`] : []),
      ];
    }),
  ];
}

interface Writing {
  readonly style: Style;
  readonly decimalMark: ',' | '.';
  readonly words: Words;
}

function toFields(column: TableColumn, row: number, { style, decimalMark, words }: Writing): string[] {
  const isExcel = style === 'excel';
  const value = isExcel ? maybeShown(column, row) : maybeValue(column, row);
  const decimals = isExcel ? shownDecimals(column, row) : undefined;
  const text = value === undefined ? '' : toNumberText(value, decimalMark, decimals);
  if (column.kind === 'plain') return [text];
  const state = column.states[row]!;
  if (isExcel) return [text, stateName(column, row, words)];
  return [
    text,
    state,
    ...(column.decimals ? [String(column.decimals[row])] : []),
    ...(column.few ? [String(column.few[row])] : []),
  ];
}

/** A number as every spreadsheet reads it: never with an exponent, nor with more decimals than it supports. */
function toNumberText(value: number, decimalMark: ',' | '.', decimals: number | undefined): string {
  const exact = String(value);
  const text =
    decimals !== undefined ? value.toFixed(Math.max(0, decimals)) : exact.includes('e') ? value.toFixed(12) : exact;
  return decimalMark === ',' ? text.replace('.', ',') : text;
}

function quote(text: string, delimiter: string): string {
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
