import { type Condition, failure, type OfficialLevel, type TableSource } from '@boussole/schema';
import type { QuarantinedRow } from '../delivery.ts';
import { territoryCode } from './codes.ts';
import type { MeasureColumn, TableLayout } from './header.ts';
import { type Period, toPeriodReader } from './period.ts';
import type { TableRow } from './table-row.ts';

/** Rows of one level and one period, under columns that each hold one measure: a plain table. */
export interface Slice {
  readonly level: OfficialLevel;
  readonly period: Period | undefined;
  readonly layout: TableLayout;
  readonly rows: readonly TableRow[];
}

export interface Slices {
  readonly slices: readonly Slice[];
  /** Rows whose period or measure cannot be told. */
  readonly quarantined: readonly QuarantinedRow[];
}

/** Cuts a file into plain tables: by level, by year or month, and by measure where a column names it. Rows that its source leaves out are in none. */
export function toSlices(file: string, rows: readonly TableRow[], layout: TableLayout, source: TableSource): Slices {
  const slices = new Map<string, { readonly slice: Omit<Slice, 'rows'>; readonly rows: TableRow[] }>();
  const quarantined: QuarantinedRow[] = [];
  const { long, geography } = source;
  const fits = (row: TableRow, condition: Condition): boolean =>
    Object.entries(condition).every(([name, values]) => values.includes(row.field(layout.places.get(name)!).trim()));
  const codeOf = (row: TableRow): string => territoryCode(row, layout.code, source);
  const levelOf = levelReader(geography, codeOf, fits);
  const readPeriod = source.vintage.from === 'column' ? toPeriodReader(source.vintage.pattern) : undefined;
  const outside = new Set(geography.outside);
  const refuse = (row: TableRow, column: string, expected: string): void => {
    const value = row.field(layout.places.get(column)!);
    const error = failure('VALUE_INVALID', { file, line: row.line, column, value, expected });
    quarantined.push({
      line: row.line,
      column,
      code: codeOf(row),
      problem: error.code,
      reason: error.message,
      raw: row.raw,
    });
  };
  const put = (row: TableRow, level: OfficialLevel, period: Period | undefined, table: NamedLayout): void => {
    const key = `${level} ${period?.year} ${period?.month} ${table.name}`;
    const known = slices.get(key);
    if (known) known.rows.push(row);
    else slices.set(key, { slice: { level, period, layout: table.layout }, rows: [row] });
  };
  const layouts = long ? [] : layoutsByYear(layout);
  const cells = (long?.cells ?? []).map(({ where, ...column }) => {
    const at = layout.places.get(long!.value)!;
    const measures: MeasureColumn[] = [{ at, name: long!.value, column, year: undefined }];
    return { where, table: { name: column.measure, layout: { ...layout, measures } } };
  });

  for (const row of rows) {
    if (source.rows && !fits(row, source.rows)) continue;
    const level = levelOf(row);
    if (level === undefined || (outside.size > 0 && outside.has(codeOf(row)))) continue;
    const cell = long && cells.find(({ where }) => fits(row, where));
    if (long && !cell) {
      if (long.others === 'refuse')
        refuse(row, Object.keys(long.cells[0]!.where)[0]!, 'une catégorie connue de la source');
      continue;
    }
    const column = layout.vintageName ?? '';
    const period = readPeriod?.(row.field(layout.places.get(column)!));
    if (readPeriod && !period) refuse(row, column, 'une année, ou un mois et une année');
    else if (cell) put(row, level, period, cell.table);
    else for (const table of layouts) put(row, level, period ?? table.period, table);
  }
  return { slices: [...slices.values()].map(({ slice, rows: kept }) => ({ ...slice, rows: kept })), quarantined };
}

interface NamedLayout {
  readonly name: string;
  readonly layout: TableLayout;
}

/** Columns of one year together. */
function layoutsByYear(layout: TableLayout): readonly (NamedLayout & { readonly period: Period | undefined })[] {
  const years = [...new Set(layout.measures.map(({ year }) => year))];
  return years.map((year) => ({
    name: String(year),
    period: year === undefined ? undefined : { year, month: undefined },
    layout: { ...layout, measures: layout.measures.filter((column) => column.year === year) },
  }));
}

function levelReader(
  { level, levels }: TableSource['geography'],
  codeOf: (row: TableRow) => string,
  fits: (row: TableRow, condition: Condition) => boolean,
): (row: TableRow) => OfficialLevel | undefined {
  if (!levels) return () => level;
  const rules = levels.map((rule) => ({ rule, codes: 'codes' in rule ? new RegExp(rule.codes) : undefined }));
  return (row) =>
    rules.find(({ rule, codes }) => ('where' in rule ? fits(row, rule.where) : codes!.test(codeOf(row).trim())))?.rule
      .level;
}
