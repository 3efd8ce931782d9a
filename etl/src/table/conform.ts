import { type Catalogue, failure, isAdditive, type TableSource, type Vintage } from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';
import type { Delivery, QuarantinedRow, Repair } from '../delivery.ts';
import { missingArrondissement, sumArrondissements } from './arrondissements.ts';
import { glue, toCodeReader } from './codes.ts';
import type { MeasureColumn, TableLayout } from './header.ts';
import type { TableRow } from './rows.ts';
import { type Cell, toValueReader } from './values.ts';

export interface ConformRequest {
  readonly file: string;
  readonly rows: readonly TableRow[];
  readonly layout: TableLayout;
  readonly source: TableSource;
  readonly geography: Geography;
  readonly cog: Vintage;
  readonly catalogue: Catalogue;
}

/** One row, read: its line, 0 when it is a sum, and a cell per measure of the layout. */
export interface ConformedRow {
  readonly line: number;
  readonly cells: readonly Cell[];
}

export interface Conformed extends Pick<Delivery, 'quarantined' | 'repairs' | 'markers'> {
  /** By code of territory. */
  readonly rows: ReadonlyMap<string, ConformedRow>;
}

/** The rows kept of one kind of territory, by code. */
type Shelf = Map<string, { readonly row: TableRow; readonly cells: readonly Cell[] }>;

/** Reads every row: its code, then its cells. A row that cannot be read, or that another contradicts, is set aside with its reason. */
export function conform({ file, rows, layout, source, geography, cog, catalogue }: ConformRequest): Conformed {
  const readCode = toCodeReader(source.geography, geography, cog);
  const readValue = toValueReader(source);
  const isSummable = ({ column }: MeasureColumn): boolean => isAdditive(catalogue.measures.get(column.measure)!.nature);
  const policy = source.geography.arrondissements;
  const territories: Shelf = new Map();
  const parts = new Map<string, Shelf>();
  const seen = new Set<string>();
  const quarantined = new Map<number, QuarantinedRow>();
  const repairs: Repair[] = [];
  const markers: Record<string, number> = {};

  const codeOf = ({ fields }: TableRow): string => glue(layout.code.map((at) => fields[at]!));
  const refuse = (row: TableRow, reason: string, column = layout.codeName): void => {
    quarantined.set(row.line, { line: row.line, column, code: codeOf(row), reason, raw: row.raw });
  };
  /** Of two rows that contradict each other neither is believed. */
  const shelve = (shelf: Shelf, code: string, row: TableRow, cells: readonly Cell[]): void => {
    const twin = shelf.get(code);
    if (!twin) shelf.set(code, { row, cells });
    else if (!isSame(twin.cells, cells)) {
      refuse(row, failure('ROW_DUPLICATE', { file, line: row.line, code, first: twin.row.line }).message);
      refuse(twin.row, failure('ROW_DUPLICATE', { file, line: twin.row.line, code, first: row.line }).message);
    }
  };

  for (const row of rows) {
    const { line } = row;
    refuseStray(file, row, layout);
    const written = codeOf(row);
    const code = readCode(written, { file, line, column: layout.codeName });
    if (code.kind === 'outside') continue;
    if (code.kind === 'refused') {
      refuse(row, code.reason);
      continue;
    }
    if (code.kind === 'arrondissement' && policy === 'refuse') {
      refuse(
        row,
        `${file}, ligne ${line} : « ${written} » est un arrondissement de ${code.commune}. Cette source donne des communes.`,
      );
      continue;
    }
    if (code.kind === 'territory') seen.add(code.code);
    const cells = readCells(file, row, layout, readValue, isSummable);
    if ('reason' in cells) {
      refuse(row, cells.reason, cells.column);
      continue;
    }
    if (code.kind === 'arrondissement') {
      const shelf = parts.get(code.commune) ?? new Map();
      parts.set(code.commune, shelf);
      shelve(shelf, written, row, cells);
      continue;
    }
    if (code.repair !== undefined) repairs.push({ line, from: written, to: code.code, reason: code.repair });
    for (const { marker } of cells) if (marker !== undefined) markers[marker] = (markers[marker] ?? 0) + 1;
    shelve(territories, code.code, row, cells);
  }

  const kept = new Map<string, ConformedRow>();
  for (const [code, { row, cells }] of territories) {
    if (!quarantined.has(row.line)) kept.set(code, { line: row.line, cells });
  }
  for (const [commune, shelf] of parts) {
    if (seen.has(commune)) continue;
    const believed = [...shelf].filter(([, { row }]) => !quarantined.has(row.line));
    const codes = new Set(believed.map(([code]) => code));
    const missing = policy === 'sum' ? missingArrondissement(codes, commune, geography, cog) : commune;
    if (missing === undefined) {
      const cells = sumArrondissements(
        believed.map(([, part]) => part.cells),
        layout.measures,
        isSummable,
      );
      kept.set(commune, { line: 0, cells });
    } else {
      for (const [code, { row }] of believed) {
        refuse(
          row,
          `${file}, ligne ${row.line} : « ${code} » est un arrondissement de ${commune}, et le fichier ne donne pas ${missing}.`,
        );
      }
    }
  }
  return { rows: kept, quarantined: [...quarantined.values()].sort((a, b) => a.line - b.line), repairs, markers };
}

/** Columns without a name are padding: a figure under one of them is a figure that nobody can name. */
function refuseStray(file: string, { fields, line }: TableRow, { nameless }: TableLayout): void {
  const stray = nameless.find((at) => fields[at]!.trim() !== '');
  if (stray === undefined) return;
  const column = `n° ${stray + 1}, sans nom`;
  throw failure('VALUE_INVALID', { file, line, column, value: fields[stray]!, expected: 'vide' });
}

function readCells(
  file: string,
  { fields, line }: TableRow,
  layout: TableLayout,
  readValue: (text: string) => Cell | undefined,
  isCount: (column: MeasureColumn) => boolean,
): Cell[] | { readonly column: string; readonly reason: string } {
  const cells: Cell[] = [];
  for (const measure of layout.measures) {
    const { at, name: column } = measure;
    const value = fields[at]!;
    const cell = readValue(value);
    const negative = cell?.value != null && cell.value < 0 && isCount(measure);
    if (!cell || negative) {
      const expected = negative ? 'un effectif positif' : 'un nombre ni un marqueur connu';
      return { column, reason: failure('VALUE_INVALID', { file, line, column, value, expected }).message };
    }
    cells.push(cell);
  }
  return cells;
}

function isSame(left: readonly Cell[], right: readonly Cell[]): boolean {
  return left.every(({ state, value }, index) => state === right[index]!.state && value === right[index]!.value);
}
