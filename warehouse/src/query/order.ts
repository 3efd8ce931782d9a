import { keepSelection, maybeSelection } from '../cube/rows.ts';
import { type Column, valueAt } from '../reading/columns.ts';
import type { Territory } from '../territories/territory.ts';
import type { Plan } from './plan.ts';

type Named = (number: number) => Pick<Territory, 'name' | 'code'>;

/** Puts rows in the order of sort keys; ties, and rows without any key, are in number order. Rows are left as they are. */
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

/** Rows by one column: values are read once each, not at each comparison. */
function byValue(column: Column, rows: Int32Array, descending: boolean): Int32Array {
  const sign = descending ? -1 : 1;
  // Without a value comes last in both directions: the order tells nothing of what is hidden.
  const keys = Float64Array.from(rows, (number) => {
    const value = valueAt(column, number);
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value;
  });
  const places = Uint32Array.from(rows, (_, index) => index);
  places.sort((left, right) => {
    const [a, b] = [keys[left]!, keys[right]!];
    return a < b ? -1 : a > b ? 1 : rows[left]! - rows[right]!;
  });
  return Int32Array.from(places, (place) => rows[place]!);
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
