import type { TableSource, Vintage } from '@boussole/schema';
import type { DerivedRow, ObservationRow } from '@boussole/warehouse';
import type { Delivery, QuarantinedRow } from '../delivery.ts';
import type { Conformed, ConformedRow } from './conform.ts';
import { foldMonths } from './months.ts';
import type { Slice } from './slices.ts';

/** A slice once its rows are read. */
export interface ConformedSlice extends Conformed {
  readonly slice: Slice;
}

/** Puts slices together as figures of years: months are folded as their source says, columns without a year take that of the file. */
export function toTables(
  conformed: readonly ConformedSlice[],
  { vintage }: TableSource,
  year: number,
  cog: Vintage,
): Delivery['tables'] {
  const rule = vintage.from === 'column' ? vintage.months : undefined;
  const yearly = rule === undefined ? conformed : byYear(conformed, (months) => foldMonths(months, rule));
  const observation = rowsOfAll<ObservationRow>(yearly, (figures, rows) => addObservations(figures, year, cog, rows));
  const isDerived = yearly.some(({ rows }) =>
    [...rows.values()].some(({ cells }) => cells.some(({ derived }) => derived !== undefined)),
  );
  return isDerived
    ? { observation, derived: rowsOfAll<DerivedRow>(yearly, (figures, rows) => addDerived(figures, year, rows)) }
    : { observation };
}

/** One list, filled once by plain loops: there may be millions of rows. */
function rowsOfAll<Row>(all: readonly Figures[], fill: (figures: Figures, rows: Row[]) => void): Row[] {
  const rows: Row[] = [];
  for (const figures of all) fill(figures, rows);
  return rows;
}

type Figures = Pick<ConformedSlice, 'slice' | 'rows'>;

function byYear(
  slices: readonly Figures[],
  fold: (months: ReadonlyMap<number, Conformed['rows']>) => Conformed['rows'],
): readonly Figures[] {
  const years = new Map<string, { readonly slice: Slice; readonly months: Map<number, Conformed['rows']> }>();
  for (const { slice, rows } of slices) {
    const { level, period, layout } = slice;
    const key = `${level} ${period!.year} ${layout.measures.map(({ column }) => column.measure).join(' ')}`;
    const known = years.get(key) ?? { slice, months: new Map() };
    years.set(key, known);
    known.months.set(period!.month!, rows);
  }
  return [...years.values()].map(({ slice, months }) => ({ slice, rows: fold(months) }));
}

function addObservations({ slice, rows }: Figures, fileYear: number, cog: Vintage, into: ObservationRow[]): void {
  const { level, period, layout } = slice;
  const year = period?.year ?? fileYear;
  const columns = layout.measures.map(({ column }) => column);
  for (const [code, { line, cells }] of rows) {
    for (let at = 0; at < columns.length; at++) {
      const { measure, scale } = columns[at]!;
      const { state, value } = cells[at]!;
      into.push({ measure, year, level, code, cog, value: value === null ? null : value * scale, state, line });
    }
  }
}

function addDerived({ slice, rows }: Figures, fileYear: number, into: DerivedRow[]): void {
  const { level, period, layout } = slice;
  const year = period?.year ?? fileYear;
  for (const [code, { cells }] of rows as ReadonlyMap<string, ConformedRow>) {
    for (const [index, { column }] of layout.measures.entries()) {
      const { derived } = cells[index]!;
      if (derived) into.push({ measure: column.measure, year, level, code, ...derived });
    }
  }
}

/** Puts together what slices say of rows that were not taken as they were; a row set aside for the same reason in several counts once. */
export function mergeReports(
  conformed: readonly ConformedSlice[],
  before: readonly QuarantinedRow[],
): Pick<Delivery, 'quarantined' | 'repairs' | 'markers'> {
  const aside = new Map<string, QuarantinedRow>();
  for (const row of [...before, ...conformed.flatMap(({ quarantined }) => quarantined)]) {
    const key = `${row.line} ${row.column}`;
    if (!aside.has(key)) aside.set(key, row);
  }
  const repairs = new Map(conformed.flatMap((slice) => slice.repairs).map((repair) => [repair.line, repair]));
  const markers: Record<string, number> = {};
  for (const [marker, count] of conformed.flatMap((slice) => Object.entries(slice.markers))) {
    markers[marker] = (markers[marker] ?? 0) + count;
  }
  return {
    quarantined: [...aside.values()].sort((left, right) => left.line - right.line),
    repairs: [...repairs.values()],
    markers,
  };
}
