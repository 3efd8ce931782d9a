import type { MonthRule } from '@boussole/schema';
import { CellRows } from './cell-rows.ts';
import type { Conformed, ConformedRow } from './conform.ts';
import type { Cell } from './values.ts';

const MONTHS = 12;
const DECEMBER = 12;

/** Rows by code, and their cells by number. */
export type CodedCells = Pick<Conformed, 'rows' | 'cells'>;

/** Makes the rows of a year from those of its months, by code. */
export function foldMonths(months: ReadonlyMap<number, CodedCells>, rule: MonthRule): CodedCells {
  const width = Math.max(...[...months.values()].map(({ cells }) => cells.width));
  if (rule === 'december') return months.get(DECEMBER) ?? { rows: new Map(), cells: new CellRows(width, 0) };
  const codes = new Set([...months.values()].flatMap(({ rows }) => [...rows.keys()]));
  const rows = new Map<string, ConformedRow>();
  const folded = new CellRows(width, codes.size);
  for (const code of codes) {
    const found = [...months.values()].flatMap((month) => {
      const row = month.rows.get(code);
      return row ? [month.cells.read(row.number)] : [];
    });
    const cells = found[0]!.map((_, index) =>
      foldCell(
        found.map((row) => row[index]!),
        rule,
      ),
    );
    rows.set(code, { line: 0, number: folded.add(cells) });
  }
  return { rows, cells: folded };
}

/** One month hidden hides the year, and one missing makes it unknown. */
function foldCell(cells: readonly Cell[], rule: 'mean' | 'sum'): Cell {
  const without = (state: Cell['state']): Cell => ({ state, value: null, marker: undefined });
  if (cells.some(({ state }) => state === 'SECRET')) return without('SECRET');
  const values = cells.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length < MONTHS)
    return without(cells.every(({ state }) => state === 'NOT_APPLICABLE') ? 'NOT_APPLICABLE' : 'NOT_AVAILABLE');
  const total = values.reduce((sum, value) => sum + value, 0);
  const derived = { rule: rule === 'mean' ? 'MONTHS_MEAN' : 'MONTHS_SUM', parts: MONTHS, partsTotal: MONTHS } as const;
  return { state: 'COMPUTED', value: rule === 'mean' ? total / MONTHS : total, marker: undefined, derived };
}
