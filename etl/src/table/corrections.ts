import { failure, type TableSource } from '@boussole/schema';
import type { Repair } from '../delivery.ts';
import { readCsv } from './csv.ts';
import { type TableRow, TextRow } from './table-row.ts';

/** A row of a file as a person says it should be. */
export interface Correction {
  readonly line: number;
  /** The row as it stood when it was set aside. */
  readonly raw: string;
  /** The row as it should be; empty leaves it as it is. */
  readonly correction: string;
}

/**
 * Puts corrected rows in place of those of a file, and says which. Throws `CORRECTION_INVALID` when the file no longer has the row that was
 * corrected, or when the correction is not one row as wide.
 */
export function correctRows(
  file: string,
  rows: readonly TableRow[],
  corrections: readonly Correction[],
  { format, delimiter }: Pick<TableSource, 'format' | 'delimiter'>,
): { readonly rows: readonly TableRow[]; readonly repairs: readonly Repair[] } {
  const byLine = new Map(corrections.filter(({ correction }) => correction !== '').map((each) => [each.line, each]));
  if (byLine.size === 0) return { rows, repairs: [] };
  const repairs: Repair[] = [];
  const corrected = rows.map((row) => {
    const found = byLine.get(row.line);
    if (!found) return row;
    byLine.delete(row.line);
    if (found.raw !== row.raw) throw invalid(file, row.line, 'le fichier n’a plus le contenu mis en quarantaine');
    const [only, ...others] = readCsv(file, found.correction, format === 'csv' ? delimiter : ';');
    if (!only || others.length > 0 || only.width !== row.width) {
      throw invalid(file, row.line, `${row.width} champs attendus sur une ligne`);
    }
    repairs.push({ line: row.line, from: row.raw, to: found.correction, reason: 'correction de la quarantaine' });
    return new TextRow(row.line, only.fields, only.raw);
  });
  const [absent] = byLine.keys();
  if (absent !== undefined) throw invalid(file, absent, 'le fichier n’a pas cette ligne');
  return { rows: corrected, repairs };
}

function invalid(file: string, line: number, problem: string): Error {
  return failure('CORRECTION_INVALID', { file, line, problem });
}
