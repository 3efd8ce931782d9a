import type { CompareRow } from './comparison-table.ts';
import { SimpleTable, type SimpleTableProps } from './simple-table.tsx';

/** What the width of a sheet of paper holds beside the names of territories. */
const COLUMNS_BY_TABLE = 7;

/** The comparison on paper: as many tables as its columns need, of as many columns each, one under the other. */
export function PrintedTables({ table, rows, view, change }: SimpleTableProps) {
  const count = table.columns.length;
  const width = Math.ceil(count / Math.ceil(count / COLUMNS_BY_TABLE));
  const starts = table.columns.flatMap((_, index) => (index % width === 0 ? [index] : []));
  return starts.map((start) => {
    const take = <Item,>(items: readonly Item[]): readonly Item[] => items.slice(start, start + width);
    const toPart = (row: CompareRow): CompareRow => ({ ...row, cells: take(row.cells) });
    const part = {
      columns: take(table.columns),
      rows: table.rows.map(toPart),
      benchmarks: table.benchmarks.map(toPart),
    };
    return <SimpleTable key={start} table={part} rows={rows.map(toPart)} view={view} change={change} />;
  });
}
