import {
  type BoussoleError,
  type Catalogue,
  failure,
  isAdditive,
  type OfficialLevel,
  type TableSource,
  type Vintage,
} from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';
import type { Delivery, QuarantinedRow, Repair } from '../delivery.ts';
import { ABSENT, absentCommunes, mostlyNamed, UNKNOWN, UNTOLD } from './absent.ts';
import { ROWS_TOLD } from './advance.ts';
import { missingArrondissement, sumArrondissements } from './arrondissements.ts';
import { toCellColumns } from './cell-columns.ts';
import { CellRows } from './cell-rows.ts';
import { territoryCode, toCodeReader, toOwnCode } from './codes.ts';
import type { MeasureColumn, TableLayout } from './header.ts';
import { addParts } from './parts.ts';
import { readCells, refuseStray } from './read-cells.ts';
import type { TableRow } from './table-row.ts';

export interface ConformRequest {
  readonly file: string;
  readonly rows: readonly TableRow[];
  readonly layout: TableLayout;
  readonly level: OfficialLevel;
  /** Départements that the whole file names. */
  readonly departements: ReadonlySet<string>;
  readonly source: TableSource;
  readonly geography: Geography;
  readonly cog: Vintage;
  readonly catalogue: Catalogue;
  /** Told how many rows more are read. */
  readonly checked?: ((rows: number) => void) | undefined;
}

/** One row, read: its line, 0 when it is a sum, and its number among the cells. */
export interface ConformedRow {
  readonly line: number;
  readonly number: number;
}

export interface Conformed extends Pick<Delivery, 'quarantined' | 'repairs' | 'markers'> {
  /** By code of territory. */
  readonly rows: ReadonlyMap<string, ConformedRow>;
  /** A cell per measure of the layout for each row, by number. */
  readonly cells: CellRows;
  /** Lines whose territory and cells are those of a line before: they count once. */
  readonly repeated: readonly number[];
  /** Codes of overseas collectivities, which the figures for France do not hold. */
  readonly outside: ReadonlySet<string>;
}

/** The rows kept of one kind of territory, by code. */
type Shelf = Map<string, { readonly row: TableRow; readonly number: number }>;

/** Reads every row: its code, then its cells. A row that cannot be read, or that another contradicts, is set aside with its reason. */
export function conform({
  file,
  rows,
  layout,
  level,
  departements,
  source,
  geography,
  cog,
  catalogue,
  checked,
}: ConformRequest): Conformed {
  const readCode = toCodeReader(level, geography, cog);
  const toOwn = toOwnCode(level, source.geography);
  const isSummable = ({ column }: MeasureColumn): boolean => isAdditive(catalogue.measures.get(column.measure)!.nature);
  const columnsOf = toCellColumns(source, layout.measures, isSummable);
  const cells = new CellRows(layout.measures.length, rows.length);
  const { arrondissements: policy, parts: grain } = source.geography;
  const territories: Shelf = new Map();
  const parts = new Map<string, Shelf>();
  const grains = new Map<string, Shelf>();
  const seen = new Set<string>();
  const quarantined = new Map<number, QuarantinedRow>();
  const repairs: Repair[] = [];
  const outside = new Set<string>();
  const repeated: number[] = [];
  const markers: Record<string, number> = {};

  const codeOf = (row: TableRow): string => territoryCode(row, layout.code, source);
  const refuse = (row: TableRow, { code, message }: BoussoleError, column = layout.codeName, value?: string): void => {
    quarantined.set(row.line, {
      line: row.line,
      column,
      code: codeOf(row),
      problem: code,
      reason: message,
      ...(value === undefined ? {} : { value }),
      raw: row.raw,
    });
  };
  /** Of two rows that contradict each other neither is believed. */
  const shelve = (shelf: Shelf, code: string, row: TableRow): void => {
    const twin = shelf.get(code);
    const number = cells.keep();
    if (!twin) shelf.set(code, { row, number });
    else if (cells.isSame(twin.number, number)) repeated.push(row.line);
    else {
      refuse(row, failure('ROW_DUPLICATE', { file, line: row.line, code, first: twin.row.line }));
      refuse(twin.row, failure('ROW_DUPLICATE', { file, line: twin.row.line, code, first: row.line }));
    }
  };

  const met: string[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_TOLD === ROWS_TOLD - 1) checked?.(ROWS_TOLD);
    const { line } = row;
    refuseStray(file, row, layout);
    const written = toOwn(codeOf(row));
    const code = readCode(grain?.digits === undefined ? written : written.slice(0, grain.digits), {
      file,
      line,
      column: layout.codeName,
    });
    if (code.kind === 'outside') {
      outside.add(written);
      continue;
    }
    if (code.kind === 'refused') {
      refuse(row, code.error);
      continue;
    }
    if (code.kind === 'arrondissement' && policy === 'ignore' && grain) continue;
    if (code.kind === 'arrondissement' && policy === 'refuse') {
      refuse(row, failure('CODE_ARRONDISSEMENT', { file, line, code: written, commune: code.commune, missing: '' }));
      continue;
    }
    if (code.kind === 'territory') seen.add(code.code);
    const wrong = readCells(
      file,
      row,
      columnsOf(code.kind === 'arrondissement' ? code.commune : code.code),
      cells,
      met,
    );
    if (wrong) {
      refuse(row, wrong.error, wrong.column, wrong.value);
      continue;
    }
    if (grain) {
      const commune = code.kind === 'arrondissement' ? code.commune : code.code;
      const shelf = grains.get(commune) ?? new Map();
      grains.set(commune, shelf);
      countMarkers(met, markers);
      const name = [written, ...grain.id.map((id) => row.field(layout.places.get(id)!))].join(' ');
      shelve(shelf, name, row);
      continue;
    }
    if (code.kind === 'arrondissement') {
      const shelf = parts.get(code.commune) ?? new Map();
      parts.set(code.commune, shelf);
      shelve(shelf, written, row);
      continue;
    }
    if (code.repair !== undefined) repairs.push({ line, from: written, to: code.code, reason: code.repair });
    countMarkers(met, markers);
    shelve(territories, code.code, row);
  }

  const kept = new Map<string, ConformedRow>();
  for (const [code, { row, number }] of territories) {
    if (!quarantined.has(row.line)) kept.set(code, { line: row.line, number });
  }
  for (const [commune, shelf] of grains) {
    const believed = [...shelf.values()].filter(({ row }) => !quarantined.has(row.line));
    const sum = addParts(
      believed.map(({ number }) => cells.read(number)),
      shelf.size,
      grain!,
      layout.measures.map(isSummable),
    );
    kept.set(commune, { line: 0, number: cells.add(sum) });
  }
  for (const [commune, shelf] of parts) {
    if (seen.has(commune)) continue;
    const believed = [...shelf].filter(([, { row }]) => !quarantined.has(row.line));
    const codes = new Set(believed.map(([code]) => code));
    const missing = policy === 'sum' ? missingArrondissement(codes, commune, geography, cog) : commune;
    if (missing === undefined) {
      const sum = sumArrondissements(
        believed.map(([, { number }]) => cells.read(number)),
        layout.measures,
        isSummable,
      );
      kept.set(commune, { line: 0, number: cells.add(sum) });
    } else {
      for (const [code, { row }] of believed) {
        refuse(row, failure('CODE_ARRONDISSEMENT', { file, line: row.line, code, commune, missing }));
      }
    }
  }
  // A code that could not be read may be that of any commune: none is known to be absent.
  const allRead = [...quarantined.values()].every(({ column }) => column !== layout.codeName);
  const rule = level === 'commune' && allRead ? source.geography.absent : 'unknown';
  if (rule !== 'unknown') {
    const named = new Set([...kept.keys(), ...seen]);
    const covered = rule === 'zero' ? departements : mostlyNamed(named, departements, geography, cog);
    for (const code of absentCommunes(named, covered, geography, cog)) {
      const absent = layout.measures.map((column) => {
        if (rule === 'secret') return UNTOLD;
        return isSummable(column) ? ABSENT : UNKNOWN;
      });
      kept.set(code, { line: 0, number: cells.add(absent) });
    }
  }
  const aside = [...quarantined.values()].sort((a, b) => a.line - b.line);
  return { rows: kept, cells, quarantined: aside, repairs, markers, repeated, outside };
}

function countMarkers(met: readonly string[], markers: Record<string, number>): void {
  for (const marker of met) markers[marker] = (markers[marker] ?? 0) + 1;
}
