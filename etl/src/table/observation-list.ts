import type { OfficialLevel, Vintage } from '@boussole/schema';
import type { ObservationRow } from '@boussole/warehouse';
import type { Rows } from '../delivery.ts';
import type { CellRows } from './cell-rows.ts';

/** Figures of one level and one year: rows of cells, by code of territory, under measures. */
export interface ObservedTable {
  readonly level: OfficialLevel;
  readonly year: number;
  readonly cog: Vintage;
  readonly columns: readonly { readonly measure: string; readonly scale: number }[];
  readonly rows: ReadonlyMap<string, { readonly line: number; readonly number: number }>;
  readonly cells: CellRows;
}

/** The figures of a delivery, made one by one when they are asked for: there may be millions of them. */
export class ObservationList implements Rows<ObservationRow> {
  readonly length: number;
  readonly #tables: readonly ObservedTable[];

  constructor(tables: readonly ObservedTable[]) {
    this.#tables = tables;
    this.length = tables.reduce((sum, { rows, columns }) => sum + rows.size * columns.length, 0);
  }

  *[Symbol.iterator](): Generator<ObservationRow> {
    for (const { level, year, cog, columns, rows, cells } of this.#tables) {
      for (const [code, { line, number }] of rows) {
        for (let column = 0; column < columns.length; column++) {
          const { measure, scale } = columns[column]!;
          const value = cells.value(number, column);
          const state = cells.state(number, column);
          yield { measure, year, level, code, cog, value: value === null ? null : value * scale, state, line };
        }
      }
    }
  }

  map<T>(toOther: (row: ObservationRow, index: number) => T): T[] {
    return Array.from(this, toOther);
  }

  filter(isKept: (row: ObservationRow) => boolean): ObservationRow[] {
    const kept: ObservationRow[] = [];
    for (const row of this) if (isKept(row)) kept.push(row);
    return kept;
  }

  find(isFound: (row: ObservationRow) => boolean): ObservationRow | undefined {
    for (const row of this) if (isFound(row)) return row;
    return undefined;
  }

  at(index: number): ObservationRow | undefined {
    let left = index < 0 ? this.length + index : index;
    for (const row of this) if (left-- === 0) return row;
    return undefined;
  }
}
