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
import { ABSENT, absentCommunes, UNKNOWN } from './absent.ts';
import { missingArrondissement, sumArrondissements } from './arrondissements.ts';
import { territoryCode, toCodeReader } from './codes.ts';
import type { MeasureColumn, TableLayout } from './header.ts';
import { addParts, type PartShelf } from './parts.ts';
import { readCells, refuseStray } from './read-cells.ts';
import type { TableRow } from './rows.ts';
import { type Cell, toValueReader } from './values.ts';

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
}

/** One row, read: its line, 0 when it is a sum, and a cell per measure of the layout. */
export interface ConformedRow {
  readonly line: number;
  readonly cells: readonly Cell[];
}

export interface Conformed extends Pick<Delivery, 'quarantined' | 'repairs' | 'markers'> {
  /** By code of territory. */
  readonly rows: ReadonlyMap<string, ConformedRow>;
  /** Codes of overseas collectivities, which the figures for France do not hold. */
  readonly outside: ReadonlySet<string>;
}

/** The rows kept of one kind of territory, by code. */
type Shelf = Map<string, { readonly row: TableRow; readonly cells: readonly Cell[] }>;

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
}: ConformRequest): Conformed {
  const readCode = toCodeReader(level, geography, cog);
  const readers = layout.measures.map(({ column: { markers: own } }) =>
    toValueReader(own ? { ...source, markers: own } : source),
  );
  const isSummable = ({ column }: MeasureColumn): boolean => isAdditive(catalogue.measures.get(column.measure)!.nature);
  const { arrondissements: policy, parts: grain } = source.geography;
  const territories: Shelf = new Map();
  const parts = new Map<string, Shelf>();
  const grains = new Map<string, PartShelf>();
  const seen = new Set<string>();
  const quarantined = new Map<number, QuarantinedRow>();
  const repairs: Repair[] = [];
  const outside = new Set<string>();
  const markers: Record<string, number> = {};

  const codeOf = ({ fields }: TableRow): string => territoryCode(fields, layout.code, source);
  const refuse = (row: TableRow, { code, message }: BoussoleError, column = layout.codeName): void => {
    quarantined.set(row.line, {
      line: row.line,
      column,
      code: codeOf(row),
      problem: code,
      reason: message,
      raw: row.raw,
    });
  };
  /** Of two rows that contradict each other neither is believed. */
  const shelve = (shelf: Shelf, code: string, row: TableRow, cells: readonly Cell[]): void => {
    const twin = shelf.get(code);
    if (!twin) shelf.set(code, { row, cells });
    else if (!isSame(twin.cells, cells)) {
      refuse(row, failure('ROW_DUPLICATE', { file, line: row.line, code, first: twin.row.line }));
      refuse(twin.row, failure('ROW_DUPLICATE', { file, line: twin.row.line, code, first: row.line }));
    }
  };

  for (const row of rows) {
    const { line } = row;
    refuseStray(file, row, layout);
    const written = codeOf(row);
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
    const cells = readCells(file, row, layout, readers, isSummable);
    if ('error' in cells) {
      refuse(row, cells.error, cells.column);
      continue;
    }
    if (grain) {
      const commune = code.kind === 'arrondissement' ? code.commune : code.code;
      const shelf = grains.get(commune) ?? new Map();
      grains.set(commune, shelf);
      countMarkers(cells, markers);
      const name = [written, ...grain.id.map((id) => row.fields[layout.places.get(id)!]!)].join(' ');
      shelve(shelf, name, row, cells);
      continue;
    }
    if (code.kind === 'arrondissement') {
      const shelf = parts.get(code.commune) ?? new Map();
      parts.set(code.commune, shelf);
      shelve(shelf, written, row, cells);
      continue;
    }
    if (code.repair !== undefined) repairs.push({ line, from: written, to: code.code, reason: code.repair });
    countMarkers(cells, markers);
    shelve(territories, code.code, row, cells);
  }

  const kept = new Map<string, ConformedRow>();
  for (const [code, { row, cells }] of territories) {
    if (!quarantined.has(row.line)) kept.set(code, { line: row.line, cells });
  }
  for (const [commune, shelf] of grains) {
    const believed = [...shelf.values()].filter(({ row }) => !quarantined.has(row.line));
    const cells = addParts(
      believed.map((part) => part.cells),
      shelf.size,
      grain!,
      layout.measures.map(isSummable),
    );
    kept.set(commune, { line: 0, cells });
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
        refuse(row, failure('CODE_ARRONDISSEMENT', { file, line: row.line, code, commune, missing }));
      }
    }
  }
  // A code that could not be read may be that of any commune: none is known to be absent.
  const allRead = [...quarantined.values()].every(({ column }) => column !== layout.codeName);
  if (source.geography.absent === 'zero' && level === 'commune' && allRead) {
    for (const code of absentCommunes(new Set([...kept.keys(), ...seen]), departements, geography, cog)) {
      kept.set(code, { line: 0, cells: layout.measures.map((column) => (isSummable(column) ? ABSENT : UNKNOWN)) });
    }
  }
  const aside = [...quarantined.values()].sort((a, b) => a.line - b.line);
  return { rows: kept, quarantined: aside, repairs, markers, outside };
}

function countMarkers(cells: readonly Cell[], markers: Record<string, number>): void {
  for (const { marker } of cells) if (marker !== undefined) markers[marker] = (markers[marker] ?? 0) + 1;
}

function isSame(left: readonly Cell[], right: readonly Cell[]): boolean {
  return left.every(({ state, value }, index) => state === right[index]!.state && value === right[index]!.value);
}
