import {
  type ColumnKey,
  checkLimit,
  type Grouping,
  type Limits,
  type SemanticQuery,
  type SortKey,
  type TerritoryId,
  type Vintage,
} from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import {
  type Column,
  type ColumnName,
  indicatorOf,
  readColumn,
  readColumns,
  territoryOf,
  vintageOf,
} from '../reading/columns.ts';
import { after, allOf, type Eventual } from '../store/eventual.ts';
import { groupingVintage } from './outline.ts';

/** A question made definite: numbers of territories and columns of the cube. It names no table and no engine. */
export interface Plan {
  /** Territories that may answer, by number. */
  readonly rows: Int32Array;
  readonly columns: readonly Column[];
  readonly filters: readonly { readonly column: Column; readonly filter: SemanticQuery['filters'][number] }[];
  readonly sort: readonly (
    | Exclude<SortKey, { by: 'column' }>
    | { readonly by: 'column'; readonly column: Column; readonly descending: boolean }
  )[];
  readonly search: string | undefined;
  /** The vintage says which territory holds which. */
  readonly grouping: (Grouping & { readonly vintage: Vintage }) | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Makes a plan; throws for unknown territories, indicators and years. */
export function toPlan(cube: OpenCube, query: SemanticQuery): Eventual<Plan> {
  return after(readColumns(cube, query.columns, query.reading), (columns) =>
    after(readKeys(cube, query), (keys) => planOf(cube, query, columns, keys)),
  );
}

/** What decides which rows answer, and in which order. */
export type PlanKeys = Pick<Plan, 'filters' | 'sort' | 'search'>;

/** Reads the columns that rows are filtered and sorted by. */
export function readKeys(cube: OpenCube, query: SemanticQuery): Eventual<PlanKeys> {
  const read = ({ indicator, year }: ColumnKey): Eventual<Column> => readColumn(cube, indicator, year, query.reading);
  const filters = (): Eventual<Plan['filters']> =>
    allOf(query.filters.map((filter) => after(read(filter.column), (column) => ({ filter, column }))));
  const sort = (): Eventual<Plan['sort']> =>
    allOf(
      query.sort.map((key) => (key.by === 'column' ? after(read(key.column), (column) => ({ ...key, column })) : key)),
    );
  return after(filters(), (conditions) =>
    after(sort(), (order) => ({ filters: conditions, sort: order, search: query.search?.trim() || undefined })),
  );
}

function planOf(cube: OpenCube, query: SemanticQuery, columns: readonly Column[], keys: PlanKeys): Plan {
  return {
    rows: rowsOf(cube, query, columns),
    columns,
    ...keys,
    grouping: query.grouping && {
      ...query.grouping,
      vintage: groupingVintage(cube, query, query.grouping, columns),
    },
    offset: query.offset,
    limit: query.limit,
  };
}

/** Refuses what exceeds the limits, before anything is computed. Throws `LIMIT_EXCEEDED`. */
export function limitPlan(plan: Plan, limits: Limits): Plan {
  const rows = Math.min(plan.limit, plan.rows.length);
  checkLimit(limits, 'columns', plan.columns.length);
  checkLimit(limits, 'cells', rows * plan.columns.length);
  return plan;
}

/**
 * Number of territories that may answer, told without reading any figure: those of several vintages when columns are read as they were published.
 * Throws for unknown territories and indicators.
 */
export function countRows(cube: OpenCube, query: RowQuestion): number {
  return allRows(cube, query).length;
}

/** Numbers of those territories. */
export function allRows(cube: OpenCube, query: RowQuestion): Int32Array {
  const columns = query.columns.map(({ indicator, year }) => {
    return { indicator: indicatorOf(cube, indicator), year, reading: query.reading };
  });
  return rowsOf(cube, query, columns);
}

/** The part of a question that its rows depend on. */
export type RowQuestion = Pick<SemanticQuery, 'rows' | 'columns' | 'reading'>;

function rowsOf(cube: OpenCube, { rows, reading }: RowQuestion, columns: readonly ColumnName[]): Int32Array {
  if (rows.kind === 'list') return Int32Array.from(new Set(rows.ids.map((id) => territoryOf(cube, id).number)));
  if (rows.within !== undefined) territoryOf(cube, rows.within);
  const of = (vintage: number, within: TerritoryId | undefined): Int32Array =>
    cube.rows.rows(rows.level, vintage, within);
  if (reading === 'CONSTANT' || columns.length === 0) return of(cube.geography.reference, rows.within);
  const vintages = new Set(columns.map((column) => vintageOf(cube, column, rows.level)));
  if (vintages.size === 1) return of([...vintages][0]!, rows.within);
  return Int32Array.from(new Set([...vintages].flatMap((vintage) => [...of(vintage, rows.within)]))).sort();
}
