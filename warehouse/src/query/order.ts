import { keepSelection, maybeSelection } from '../cube/rows.ts';
import { SortedSearch } from '../cube/sorted-search.ts';
import { type Column, valueAt } from '../reading/columns.ts';
import type { Territory } from '../territories/territory.ts';
import type { Plan } from './plan.ts';

type Named = (number: number) => Pick<Territory, 'name' | 'code'>;

/** Puts rows in the order of sort keys; ties, and rows without any key, are in number order. Rows are left as they are; those of a selection are ascending. */
export function ordered(rows: Int32Array, sort: Plan['sort'], at: Named): Int32Array {
  const [first, second] = sort;
  if (!first) return rows;
  const selection = maybeSelection(rows);
  if (first.by === 'column' && !second && selection !== undefined) {
    const { column, descending } = first;
    const key = `order ${column.year} ${descending} ${selection}`;
    return column.series.derived.keep(key, () => keepSelection(byValue(column, rows, descending)));
  }
  const comparisons = sort.map((key) => comparisonOf(key, at));
  return Int32Array.from(rows).sort((left, right) => {
    for (const compare of comparisons) {
      const order = compare(left, right);
      if (order !== 0) return order;
    }
    return left - right;
  });
}

/** Ascending rows by one column: numbers alone are sorted several times as fast as what must be compared, and tell the place of each row. */
function byValue(column: Column, rows: Int32Array, descending: boolean): Int32Array {
  const sign = descending ? -1 : 1;
  const keys = new Float64Array(rows.length);
  const known = new Float64Array(rows.length);
  let size = 0;
  for (let index = 0; index < rows.length; index++) {
    const key = sign * valueAt(column, rows[index]!);
    keys[index] = key;
    if (!Number.isNaN(key)) known[size++] = key;
  }
  const sorted = known.subarray(0, size).sort();
  const search = new SortedSearch(sorted);
  /** How many rows have a place among those of the same value. */
  const placed = new Uint32Array(sorted.length);
  const order = new Int32Array(rows.length);
  // Without a value comes last in both directions: the order tells nothing of what is hidden.
  let last = sorted.length;
  for (let index = 0; index < rows.length; index++) {
    const key = keys[index]!;
    let place: number;
    if (Number.isNaN(key)) {
      place = last++;
    } else {
      const first = search.below(key);
      place = first + placed[first]!++;
    }
    order[place] = rows[index]!;
  }
  return order;
}

function comparisonOf(key: Plan['sort'][number], at: Named): (left: number, right: number) => number {
  const sign = key.descending ? -1 : 1;
  switch (key.by) {
    case 'column': {
      const { column } = key;
      return (left, right) => {
        const [a, b] = [valueAt(column, left), valueAt(column, right)];
        if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
        return sign * (a - b);
      };
    }
    case 'name': {
      const names = new Intl.Collator('fr');
      return (left, right) => sign * names.compare(at(left).name, at(right).name);
    }
    case 'code':
      return (left, right) => sign * (at(left).code < at(right).code ? -1 : 1);
  }
}
