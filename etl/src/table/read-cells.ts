import { type BoussoleError, failure } from '@boussole/schema';
import type { CellRows } from './cell-rows.ts';
import type { MeasureColumn, TableLayout } from './header.ts';
import type { TableRow } from './table-row.ts';
import type { ValueReader } from './values.ts';

/** Columns without a name are padding: a figure under one of them is a figure that nobody can name. */
export function refuseStray(file: string, row: TableRow, { nameless }: TableLayout): void {
  const stray = nameless.find((at) => row.field(at).trim() !== '');
  if (stray === undefined) return;
  const column = `n° ${stray + 1}, sans nom`;
  throw failure('VALUE_INVALID', { file, line: row.line, column, value: row.field(stray), expected: 'vide' });
}

/** A measure column and how its cells are read. */
export interface CellColumn extends Pick<MeasureColumn, 'at' | 'name'> {
  readonly reader: ValueReader;
  /** Whether what it counts cannot be negative. */
  readonly isCount: boolean;
}

/** What a row has that is neither a number nor a known marker, and in which column. */
export interface WrongCell {
  readonly column: string;
  readonly value: string;
  readonly error: BoussoleError;
}

/** Fills the next row of `cells` and lists the markers met in `markers`; or says which column cannot be read. */
export function readCells(
  file: string,
  row: TableRow,
  columns: readonly CellColumn[],
  cells: CellRows,
  markers: string[],
): WrongCell | undefined {
  markers.length = 0;
  for (let index = 0; index < columns.length; index++) {
    const { at, reader, isCount, name } = columns[index]!;
    const plain = reader.plainMark === undefined ? Number.NaN : row.number(at, reader.plainMark);
    if (!Number.isNaN(plain)) {
      cells.put(index, plain);
      continue;
    }
    const text = row.field(at);
    const cell = reader.read(text);
    const negative = cell?.value != null && cell.value < 0 && isCount;
    if (!cell || negative) {
      const expected = negative ? 'un effectif positif' : 'un nombre ni un marqueur connu';
      const { line } = row;
      return {
        column: name,
        value: text,
        error: failure('VALUE_INVALID', { file, line, column: name, value: text, expected }),
      };
    }
    cells.putCell(index, cell);
    if (cell.marker !== undefined) markers.push(cell.marker);
  }
  return undefined;
}
