import { failure, type TableSource } from '@boussole/schema';
import type { Repair } from '../delivery.ts';
import { readCsv } from './csv.ts';
import { type TableRow, TextRow } from './table-row.ts';

/** A row of a file, or one value of it, as a person says it should be. */
export interface Correction {
  readonly line: number;
  /** Column whose value was refused: that of a correction that is one value. */
  readonly column: string;
  /** The row as it stood when it was set aside. */
  readonly raw: string;
  /** The row as it should be, or the value of its column alone; empty leaves it as it is. */
  readonly correction: string;
}

interface Table {
  readonly header: TableRow;
  readonly rows: readonly TableRow[];
}

/**
 * Puts corrected rows in place of those of a file, and says which. They keep the text that the file has for them. Throws
 * `CORRECTION_INVALID` when the file no longer has the row that was corrected, or when the correction is neither one value nor one row as wide.
 */
export function correctRows(
  file: string,
  { header, rows }: Table,
  corrections: readonly Correction[],
  { format, delimiter }: Pick<TableSource, 'format' | 'delimiter'>,
): { readonly rows: readonly TableRow[]; readonly repairs: readonly Repair[] } {
  const byLine = new Map<number, Correction[]>();
  for (const each of corrections) {
    if (each.correction === '') continue;
    const known = byLine.get(each.line);
    if (known) known.push(each);
    else byLine.set(each.line, [each]);
  }
  if (byLine.size === 0) return { rows, repairs: [] };
  const mark = format === 'csv' ? delimiter : ';';
  const repairs: Repair[] = [];
  const corrected = rows.map((row) => {
    const found = byLine.get(row.line) ?? [];
    byLine.delete(row.line);
    return found.reduce((before, correction) => {
      const { after, repair } = correctRow(file, before, correction, { header, mark });
      repairs.push({ line: row.line, ...repair });
      return after;
    }, row);
  });
  const [absent] = byLine.keys();
  if (absent !== undefined) throw invalid(file, absent, 'le fichier n’a pas cette ligne');
  return { rows: corrected, repairs };
}

function correctRow(
  file: string,
  row: TableRow,
  { raw, column, correction }: Correction,
  { header, mark }: Readonly<{ header: TableRow; mark: string }>,
): { readonly after: TableRow; readonly repair: Omit<Repair, 'line'> } {
  const { line, width, fields } = row;
  if (raw !== row.raw) throw invalid(file, line, 'le fichier n’a plus le contenu mis en quarantaine');
  const [only, ...others] = readCsv(file, correction, mark);
  if (only?.width === width && others.length === 0) {
    const repair = { from: raw, to: correction, reason: REASON };
    return { after: new TextRow(line, only.fields, raw), repair };
  }
  const at = header.fields.findIndex((name) => name.trim().toLowerCase() === column.toLowerCase());
  if (only?.width !== 1 || others.length > 0 || at < 0) throw invalid(file, line, expected(width, mark, at, column));
  const value = only.field(0);
  const repair = { from: fields[at]!, to: value, reason: `${REASON}, colonne « ${column} »` };
  return { after: new TextRow(line, fields.with(at, value), raw), repair };
}

const REASON = 'correction de la quarantaine';

function expected(width: number, mark: string, at: number, column: string): string {
  const whole = `la ligne entière, ${width} champs séparés par « ${mark === '\t' ? 'tabulation' : mark} »`;
  return at < 0 ? `écrivez ${whole}` : `écrivez la seule valeur de la colonne « ${column} », ou ${whole}`;
}

function invalid(file: string, line: number, problem: string): Error {
  return failure('CORRECTION_INVALID', { file, line, problem });
}
