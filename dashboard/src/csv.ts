import type { CellState } from './graphql/generated.ts';

/** A field of a table to export: a text, a number, or a cell that may have no value. */
export type CsvField = string | number | { readonly value: number | null | undefined; readonly state: CellState };

const MARKERS: Readonly<Partial<Record<CellState, string>>> = {
  SECRET: 's',
  SECRET_SECONDARY: 's',
  NOT_APPLICABLE: 'so',
  NOT_AGGREGABLE: 'na',
  RESTRICTED: 'r',
};

/**
 * Writes what a French spreadsheet opens with a double click: byte order mark, semicolons, decimal comma. Numbers stay numbers, a
 * missing cell says why, and a text that looks like a formula is neutralised.
 */
export function toCsv(lines: readonly (readonly CsvField[])[]): string {
  return `\uFEFF${lines.map((fields) => fields.map(toField).join(';')).join('\r\n')}\r\n`;
}

function toField(field: CsvField): string {
  if (typeof field === 'number') return toNumber(field);
  if (typeof field === 'string') return quote(neutralise(field));
  return field.value == null || Number.isNaN(field.value) ? (MARKERS[field.state] ?? 'nd') : toNumber(field.value);
}

/** 12 digits: what a sum of floating point numbers is sure of. */
function toNumber(value: number): string {
  return String(Number(value.toPrecision(12))).replace('.', ',');
}

function neutralise(text: string): string {
  return /^\s*[=+\-@|\t\r]/.test(text) ? `'${text}` : text;
}

function quote(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
