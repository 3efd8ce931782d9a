import type { TableSource } from '@boussole/schema';
import type { Cell } from './values.ts';

/**
 * Adds the rows of a commune up, column by column. `total` is how many rows it has; when too few have a figure the sum is not given, and a
 * measure that does not add up has none.
 */
export function addParts(
  rows: readonly (readonly Cell[])[],
  total: number,
  { atLeast }: NonNullable<TableSource['geography']['parts']>,
  summable: readonly boolean[],
): readonly Cell[] {
  return summable.map((adds, index) => {
    const cells = rows.map((row) => row[index]!);
    const values = cells.flatMap(({ value }) => (value === null ? [] : [value]));
    if (!adds) return without('NOT_AVAILABLE');
    const derived = { rule: 'PARTS', parts: values.length, partsTotal: total } as const;
    if (values.length === 0 || values.length < total * atLeast) {
      return cells.some(({ state }) => state === 'SECRET')
        ? { ...without('SECRET'), derived }
        : without('NOT_AVAILABLE');
    }
    return { state: 'COMPUTED', value: values.reduce((sum, value) => sum + value, 0), marker: undefined, derived };
  });
}

function without(state: Cell['state']): Cell {
  return { state, value: null, marker: undefined };
}
