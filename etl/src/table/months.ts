import type { MonthRule } from '@boussole/schema';
import type { ConformedRow } from './conform.ts';
import type { Cell } from './values.ts';

const MONTHS = 12;
const DECEMBER = 12;

/** Makes the rows of a year from those of its months, by code. */
export function foldMonths(
  months: ReadonlyMap<number, ReadonlyMap<string, ConformedRow>>,
  rule: MonthRule,
): ReadonlyMap<string, ConformedRow> {
  if (rule === 'december') return months.get(DECEMBER) ?? new Map();
  const codes = new Set([...months.values()].flatMap((rows) => [...rows.keys()]));
  return new Map(
    [...codes].map((code) => [
      code,
      foldRow(
        [...months.values()].flatMap((rows) => rows.get(code) ?? []),
        rule,
      ),
    ]),
  );
}

function foldRow(rows: readonly ConformedRow[], rule: 'mean' | 'sum'): ConformedRow {
  const cells = rows[0]!.cells.map((_, index) =>
    foldCell(
      rows.map((row) => row.cells[index]!),
      rule,
    ),
  );
  return { line: 0, cells };
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
