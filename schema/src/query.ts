import type { SliceKey } from './slice.ts';
import type { OfficialLevel, Reading, TerritoryId } from './territory.ts';

/** Which territories are the rows of an answer. */
export type RowSelection =
  | { readonly kind: 'list'; readonly ids: readonly TerritoryId[] }
  | { readonly kind: 'level'; readonly level: OfficialLevel; readonly within?: TerritoryId };

/** One column of an answer: an indicator in a year, for everybody or for a member of its dimensions. */
export interface ColumnKey {
  readonly indicator: string;
  readonly year: number;
  readonly slice?: SliceKey;
}

export const FILTER_OPERATORS = [
  'GT',
  'GTE',
  'LT',
  'LTE',
  'EQ',
  'BETWEEN',
  'HAS_VALUE',
  'HAS_NO_VALUE',
  'HIGHEST',
  'LOWEST',
] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/**
 * Keeps the rows whose cell answers; a cell without a value answers only `HAS_NO_VALUE`. `HIGHEST` and `LOWEST` keep as many rows as `value`
 * among those that answer every other condition, and those that tie with the last of them.
 */
export interface ColumnFilter {
  readonly column: ColumnKey;
  readonly operator: FilterOperator;
  readonly value?: number;
  readonly upper?: number;
}

export type SortKey =
  | { readonly by: 'name' | 'code'; readonly descending: boolean }
  | { readonly by: 'column'; readonly column: ColumnKey; readonly descending: boolean };

/** Levels that rows may be gathered under: communes under any, départements under régions; EPCI nest in none. */
export const GROUPING_LEVELS = ['epci', 'departement', 'region'] as const;
export type GroupingLevel = (typeof GROUPING_LEVELS)[number];

/** Rows gathered under the territories that hold them, or communes under their class of population. */
export interface Grouping {
  readonly by: GroupingLevel | 'stratum';
  /** Groups whose rows are listed below them; undefined lists those of all. */
  readonly open?: readonly TerritoryId[];
  /** Groups whose rows are not listed, among those that `open` lists. */
  readonly closed?: readonly TerritoryId[];
}

/** A question to the cube, as a plain value. It never names a table. */
export interface SemanticQuery {
  readonly rows: RowSelection;
  readonly columns: readonly ColumnKey[];
  readonly reading: Reading;
  /** Keeps the rows whose name contains this text, accents and case aside. */
  readonly search?: string;
  readonly filters: readonly ColumnFilter[];
  /** First key first; ties are always ended by territory code. Cells without a value come last in both directions. */
  readonly sort: readonly SortKey[];
  readonly grouping?: Grouping;
  readonly offset: number;
  readonly limit: number;
  /** Id of a publication; undefined reads the current one. */
  readonly publication?: string;
}
