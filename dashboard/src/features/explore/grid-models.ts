import type { FilterModel, NumberFilterModel, SortModelItem } from 'ag-grid-community';
import type { ExploreFilter, ExploreSort } from '../../explore-url.ts';
import type { FilterOperator, GridFilterInput, GridSortInput } from '../../graphql/generated.ts';
import { type ColumnKey, columnName, maybeColumn } from '../../url.ts';

type NumberOperator = NonNullable<NumberFilterModel['type']>;

const OPERATORS: Partial<Record<NumberOperator, FilterOperator>> = {
  greaterThan: 'GT',
  greaterThanOrEqual: 'GTE',
  lessThan: 'LT',
  lessThanOrEqual: 'LTE',
  equals: 'EQ',
  inRange: 'BETWEEN',
  notBlank: 'HAS_VALUE',
  blank: 'HAS_NO_VALUE',
};
/** The conditions that a reader may set on a column, in the words of AG Grid. */
export const FILTER_OPTIONS = Object.keys(OPERATORS);
/** Those that are ours: a number of rows at one end of a column. */
export const RANK_OPTIONS: Readonly<Record<string, FilterOperator>> = { highest: 'HIGHEST', lowest: 'LOWEST' };

/** Reads the sort that the reader set in the grid. */
export function toSort(model: readonly SortModelItem[]): ExploreSort[] {
  return model.flatMap(({ colId, sort }) => {
    const by = colId === 'name' || colId === 'code' ? colId : maybeColumn(colId);
    return by ? [{ by, descending: sort === 'desc' }] : [];
  });
}

/** Reads the filters that the reader set in the grid; an unfinished one is left out. */
export function toFilters(model: FilterModel): ExploreFilter[] {
  return Object.entries(model).flatMap(([colId, { type, filter, filterTo }]: [string, NumberFilterModel]) => {
    const column = maybeColumn(colId);
    const operator = type && (OPERATORS[type] ?? RANK_OPTIONS[type]);
    if (!column || !operator) return [];
    if (operator.startsWith('HAS')) return [{ column, operator }];
    if (typeof filter !== 'number') return [];
    if (operator === 'HIGHEST' || operator === 'LOWEST')
      return filter >= 1 ? [{ column, operator, value: Math.trunc(filter) }] : [];
    if (operator !== 'BETWEEN') return [{ column, operator, value: filter }];
    return typeof filterTo === 'number' ? [{ column, operator, value: filter, upper: filterTo }] : [];
  });
}

/** Writes filters as the grid wants them, to restore an address. */
export function toFilterModel(filters: readonly ExploreFilter[]): FilterModel {
  const words = new Map(Object.entries({ ...OPERATORS, ...RANK_OPTIONS }).map(([word, operator]) => [operator, word]));
  return Object.fromEntries(
    filters.map(({ column, operator, value, upper }) => [
      columnName(column),
      { filterType: 'number', type: words.get(operator), filter: value ?? null, filterTo: upper ?? null },
    ]),
  );
}

/** Conditions on columns that the table does not show: they apply all the same. */
export function unseenFilters(
  filters: readonly ExploreFilter[],
  columns: readonly ColumnKey[],
): readonly ExploreFilter[] {
  const names = new Set(columns.map(columnName));
  return filters.filter(({ column }) => !names.has(columnName(column)));
}

/** Keys of the sort that the table does not show. */
export function unseenSort(sort: readonly ExploreSort[], columns: readonly ColumnKey[]): readonly ExploreSort[] {
  const names = new Set(columns.map(columnName));
  return sort.filter(({ by }) => typeof by !== 'string' && !names.has(columnName(by)));
}

/** Writes sort keys as the API wants them. */
export function toSortInput(sort: readonly ExploreSort[]): GridSortInput[] {
  return sort.map(({ by, descending }) =>
    by === 'name' || by === 'code' ? { [by]: true, descending } : { column: by, descending },
  );
}

/** Writes filters as the API wants them. */
export function toFilterInput(filters: readonly ExploreFilter[]): GridFilterInput[] {
  return filters.map(({ column, operator, value, upper }) => ({
    column,
    operator,
    value: value ?? null,
    upper: upper ?? null,
  }));
}
