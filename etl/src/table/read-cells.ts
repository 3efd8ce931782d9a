import { type BoussoleError, failure } from '@boussole/schema';
import type { MeasureColumn, TableLayout } from './header.ts';
import type { TableRow } from './rows.ts';
import type { Cell } from './values.ts';

/** Columns without a name are padding: a figure under one of them is a figure that nobody can name. */
export function refuseStray(file: string, { fields, line }: TableRow, { nameless }: TableLayout): void {
  const stray = nameless.find((at) => fields[at]!.trim() !== '');
  if (stray === undefined) return;
  const column = `n° ${stray + 1}, sans nom`;
  throw failure('VALUE_INVALID', { file, line, column, value: fields[stray]!, expected: 'vide' });
}

/** Reads the cells of a row under the measures of its layout, or says which column holds neither a number nor a known marker. */
export function readCells(
  file: string,
  { fields, line }: TableRow,
  layout: TableLayout,
  readers: readonly ((text: string) => Cell | undefined)[],
  isCount: (column: MeasureColumn) => boolean,
): Cell[] | { readonly column: string; readonly error: BoussoleError } {
  const cells: Cell[] = [];
  for (let index = 0; index < readers.length; index++) {
    const measure = layout.measures[index]!;
    const { at, name: column } = measure;
    const value = fields[at]!;
    const cell = readers[index]!(value);
    const negative = cell?.value != null && cell.value < 0 && isCount(measure);
    if (!cell || negative) {
      const expected = negative ? 'un effectif positif' : 'un nombre ni un marqueur connu';
      return { column, error: failure('VALUE_INVALID', { file, line, column, value, expected }) };
    }
    cells.push(cell);
  }
  return cells;
}
