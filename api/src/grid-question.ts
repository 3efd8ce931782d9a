import {
  type ColumnFilter,
  type ColumnKey,
  checkLimit,
  type FilterOperator,
  failure,
  GROUPING_LEVELS,
  type Grouping,
  type Level,
  type Limits,
  type Reading,
  type RowSelection,
  type SemanticQuery,
  type Sex,
  type SortKey,
} from '@boussole/schema';
import {
  checkFinite,
  checkList,
  isSaid,
  maybeSearch,
  maybeSliceKey,
  maybeTerritoryId,
  toOfficialLevel,
  toTerritoryId,
  toTerritoryIds,
} from './arguments.ts';

type Maybe<T> = T | null | undefined;

interface Column {
  readonly indicator: string;
  readonly year: number;
  readonly sex?: Maybe<Sex>;
  readonly age?: Maybe<string>;
}

/** A table as a client asks for it, through GraphQL or through the address of an export. */
export interface GridRequest {
  readonly rows: {
    readonly territories?: Maybe<readonly string[]>;
    readonly level?: Maybe<Level>;
    readonly within?: Maybe<string>;
  };
  readonly columns: readonly Column[];
  readonly search?: Maybe<string>;
  readonly filters: readonly {
    readonly column: Column;
    readonly operator: FilterOperator;
    readonly value?: Maybe<number>;
    readonly upper?: Maybe<number>;
  }[];
  readonly sort: readonly {
    readonly name?: Maybe<boolean>;
    readonly code?: Maybe<boolean>;
    readonly column?: Maybe<Column>;
    readonly descending: boolean;
  }[];
  readonly groups?: Maybe<{
    readonly by?: Maybe<Level>;
    readonly strata?: Maybe<boolean>;
    readonly open?: Maybe<readonly string[]>;
    readonly closed?: Maybe<readonly string[]>;
  }>;
  readonly geography: Reading;
}

/** A table without its page. */
export type GridQuestion = Omit<SemanticQuery, 'offset' | 'limit' | 'publication'>;

/**
 * Reads a request for a table; throws `ARGUMENT_INVALID`, `TERRITORY_ID_INVALID` and `LIMIT_EXCEEDED`. `filters` is what the client knows filters by.
 */
export function toGridQuestion(request: GridRequest, limits: Limits, filters = 'filters'): GridQuestion {
  checkList('columns', request.columns, limits, 'columns');
  checkLimit(limits, 'conditions', request.filters.length);
  checkLimit(limits, 'conditions', request.sort.length);
  return {
    rows: toRows(request.rows, limits),
    columns: request.columns.map(toColumn),
    reading: request.geography,
    search: maybeSearch(request.search, limits),
    filters: request.filters.map((filter) => toFilter(filter, filters)),
    sort: request.sort.map(toSortKey),
    ...(request.groups ? { grouping: toGrouping(request.groups, limits) } : {}),
  };
}

function toRows({ territories, level, within: container }: GridRequest['rows'], limits: Limits): RowSelection {
  const within = maybeTerritoryId(container);
  if (territories) {
    if (level || within) throw invalid('rows', 'donnez « territories » ou « level », pas les deux');
    return { kind: 'list', ids: toTerritoryIds('rows.territories', territories, limits, 'pageRows') };
  }
  if (!level) throw invalid('rows', 'donnez « territories » ou « level »');
  const official = toOfficialLevel(level, 'rows.level');
  return { kind: 'level', level: official, ...(within && { within }) };
}

function toGrouping({ by, strata, open, closed }: NonNullable<GridRequest['groups']>, limits: Limits): Grouping {
  if (by && strata) throw invalid('groups', 'donnez « by » ou « strata », pas les deux');
  const level = strata ? 'stratum' : GROUPING_LEVELS.find((known) => known === by);
  if (!level) throw invalid('groups.by', 'donnez EPCI, DEPARTEMENT ou REGION, ou « strata »');
  checkLimit(limits, 'pageRows', (open ?? []).length + (closed ?? []).length);
  return {
    by: level,
    ...(open ? { open: open.map(toTerritoryId) } : {}),
    ...(closed ? { closed: closed.map(toTerritoryId) } : {}),
  };
}

function toColumn({ indicator, year, sex, age }: Column): ColumnKey {
  const slice = maybeSliceKey(sex, age);
  return { indicator, year, ...(slice && { slice }) };
}

function toFilter({ column, operator, value, upper }: GridRequest['filters'][number], argument: string): ColumnFilter {
  const key = toColumn(column);
  if (operator !== 'BETWEEN' && isSaid(upper))
    throw invalid(argument, `${operator} ne prend pas de « upper », retirez-le`);
  if (operator === 'HAS_VALUE' || operator === 'HAS_NO_VALUE') {
    if (isSaid(value)) throw invalid(argument, `${operator} ne prend pas de « value », retirez-le`);
    return { column: key, operator };
  }
  checkFinite(argument, { value, upper });
  if (!isSaid(value)) throw invalid(argument, `${operator} demande un nombre « value »`);
  if ((operator === 'HIGHEST' || operator === 'LOWEST') && !(Number.isInteger(value) && value > 0))
    throw invalid(argument, `${operator} demande un nombre entier positif de lignes, pas ${value}`);
  if (operator !== 'BETWEEN') return { column: key, operator, value };
  if (!isSaid(upper)) throw invalid(argument, 'BETWEEN demande un nombre « upper »');
  if (upper < value)
    throw invalid(argument, `BETWEEN va de la plus petite borne à la plus grande, et non de ${value} à ${upper}`);
  return { column: key, operator, value, upper };
}

function toSortKey({ name, code, column, descending }: GridRequest['sort'][number]): SortKey {
  const keys = [name, code, column].filter(Boolean);
  if (keys.length !== 1) throw invalid('sort', 'donnez exactement une clé : name, code ou column');
  if (column) return { by: 'column', column: toColumn(column), descending };
  return { by: name ? 'name' : 'code', descending };
}

function invalid(argument: string, problem: string): Error {
  return failure('ARGUMENT_INVALID', { argument, problem });
}
