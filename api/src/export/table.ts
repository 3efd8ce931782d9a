import type { CellState } from '@boussole/schema';
import { checkLimit } from '@boussole/schema';
import type { GridAnswer } from '@boussole/warehouse';
import type { GridQuestion } from '../grid-question.ts';
import type { Lease } from '../lease.ts';

/** What stands in a cell that has no value: never nothing, never a zero. */
const MARKERS: Readonly<Partial<Record<CellState, string>>> = {
  SECRET: 's',
  SECRET_SECONDARY: 's',
  NOT_AVAILABLE: 'nd',
  NOT_APPLICABLE: 'so',
  NOT_AGGREGABLE: 'na',
  RESTRICTED: 'r',
};
export const MARKERS_LEGEND =
  's : secret statistique ; nd : non disponible ; so : sans objet ; na : non agrégeable (médiane, décile ou taux que la source ne publie pas ici) ; r : réservé par une convention';

/** Reads a whole table at once; throws `LIMIT_EXCEEDED` before running when it has more cells than an answer may have. */
export async function readTable(lease: Lease, question: GridQuestion): Promise<GridAnswer> {
  const { rows, columns } = question;
  const count =
    rows.kind === 'list'
      ? rows.ids.length
      : lease.cube.search({ level: rows.level, within: rows.within, offset: 0, limit: 0 }).totalCount;
  checkLimit(lease.limits, 'cells', count * columns.length);
  return lease.ask(count * columns.length, (cube) => cube.grid({ ...question, offset: 0, limit: count }));
}

/** Text of a cell: its value with that decimal mark, or the marker of its state. */
export function toCellText(value: number, state: CellState, decimalMark: ',' | '.'): string {
  if (Number.isNaN(value)) return MARKERS[state] ?? 'nd';
  // 12 digits: what a sum of floating point numbers is sure of.
  const exact = String(Number(value.toPrecision(12)));
  const text = exact.includes('e') ? value.toFixed(12) : exact;
  return decimalMark === ',' ? text.replace('.', ',') : text;
}
