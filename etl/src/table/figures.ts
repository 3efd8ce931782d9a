import type { TableSource, Vintage } from '@boussole/schema';
import type { DerivedRow } from '@boussole/warehouse';
import type { Delivery, QuarantinedRow } from '../delivery.ts';
import type { Conformed } from './conform.ts';
import { type CodedCells, foldMonths } from './months.ts';
import { ObservationList, type ObservedTable } from './observation-list.ts';
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
  const tables = yearly.map(({ slice: { level, period, layout }, rows, cells }) => ({
    level,
    year: period?.year ?? year,
    cog,
    columns: layout.measures.map(({ column }) => column),
    rows,
    cells,
  }));
  const observation = new ObservationList(tables);
  return tables.some(({ cells }) => cells.isDerived)
    ? { observation, derived: tables.flatMap(derivedOf) }
    : { observation };
}

type Figures = CodedCells & Pick<ConformedSlice, 'slice'>;

function byYear(
  slices: readonly Figures[],
  fold: (months: ReadonlyMap<number, CodedCells>) => CodedCells,
): readonly Figures[] {
  const years = new Map<string, { readonly slice: Slice; readonly months: Map<number, CodedCells> }>();
  for (const { slice, ...coded } of slices) {
    const { level, period, layout } = slice;
    const key = `${level} ${period!.year} ${layout.measures.map(({ column }) => column.measure).join(' ')}`;
    const known = years.get(key) ?? { slice, months: new Map() };
    years.set(key, known);
    known.months.set(period!.month!, coded);
  }
  return [...years.values()].map(({ slice, months }) => ({ slice, ...fold(months) }));
}

function derivedOf({ level, year, columns, rows, cells }: ObservedTable): readonly DerivedRow[] {
  return [...rows].flatMap(([code, { number }]) =>
    columns.flatMap(({ measure }, column) => {
      const derived = cells.derived(number, column);
      return derived ? [{ measure, year, level, code, ...derived }] : [];
    }),
  );
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
