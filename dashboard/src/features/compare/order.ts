import type { CompareSort } from '../../url.ts';
import type { CompareRow, ComparisonTable } from './comparison-table.ts';
import { bySureAndBig, firstGap } from './gaps.ts';

/** Name of the order that shows the biggest gaps first. */
export const BY_GAP = 'ecart';

/** Puts a comparison in order: rows without a value come last in both directions; the biggest gaps put indicators in order too, those that may be chance after the others. */
export function inOrder(table: ComparisonTable, sort: CompareSort | undefined): ComparisonTable {
  if (!sort) return table;
  if (sort.by === BY_GAP) return byBiggestGap(table);
  const column = table.columns.findIndex(({ indicator }) => indicator.id === sort.by);
  if (column === -1 && sort.by !== 'nom') return table;
  const sign = sort.descending ? -1 : 1;
  const rows = table.rows.toSorted((left, right) => {
    if (column === -1) return sign * left.territory.name.localeCompare(right.territory.name, 'fr');
    const [one, other] = [left.cells[column]?.value ?? null, right.cells[column]?.value ?? null];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * (one - other);
  });
  return { ...table, rows };
}

function byBiggestGap({ columns, rows, benchmarks }: ComparisonTable): ComparisonTable {
  const ofColumn = columns.map((_, index) => firstGap(rows.flatMap(({ cells }) => cells[index] ?? [])));
  const order = [...columns.keys()].sort((left, right) => bySureAndBig(ofColumn[left], ofColumn[right]));
  const pick = (row: CompareRow): CompareRow => ({ ...row, cells: order.map((index) => row.cells[index]!) });
  return {
    columns: order.map((index) => columns[index]!),
    rows: rows.toSorted((left, right) => bySureAndBig(firstGap(left.cells), firstGap(right.cells))).map(pick),
    benchmarks: benchmarks.map(pick),
  };
}
