import { useApolloClient } from '@apollo/client/react';
import type { IDatasource } from 'ag-grid-community';
import { type RefObject, useMemo } from 'react';
import { partOf } from '../../../cells/part-of.ts';
import type { ExploreGrouping, ExploreView, Unfolded } from '../../../explore-url.ts';
import type { PartialSum } from '../../../format.ts';
import { type CellState, ExplorePageDocument, type ExplorePageQuery } from '../../../graphql/generated.ts';
import { useLanguage } from '../../../i18n/i18n.ts';
import { maybeLevel, type TerritoryRef } from '../../../territories/territory.ts';
import { namesApart } from '../../../territories/told-apart.ts';
import type { ColumnKey } from '../../../url.ts';
import { toFilterInput, toFilters, toSort, toSortInput, unseenFilters, unseenSort } from '../grid-models.ts';
import { toQuestion } from './to-question.ts';

export interface ExploreRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly epci: string | null;
  readonly departement: string | null;
  /** 1 below a group. */
  readonly depth: number;
  /** Number of rows that a group gathers; null for any other row. */
  readonly members: number | null;
  /** Number of rows that the territory of a group holds, listed or not. */
  readonly size: number | null;
  /** False for a group whose figures are sums of its rows, because some are left out. */
  readonly whole: boolean;
  readonly cells: readonly {
    readonly value: number | null;
    readonly state: CellState;
    /** Those that the figure supports; without, those of its indicator. */
    readonly decimals: number | undefined;
    /** What it rests on, when that is not the whole. */
    readonly coverage: PartialSum | undefined;
    /** Whether it is a rate of few cases. */
    readonly fewCases?: boolean;
  }[];
}

export type ExploreSum = NonNullable<ExplorePageQuery['grid']['total']>;

export interface Outcome {
  /** Territories that answer, groups left out. */
  readonly total: number;
  /** Lines of the table, groups included and those that are closed left out. */
  readonly lines: number;
  /** The last line of the table; undefined until it is known. */
  readonly sum: ExploreSum | undefined;
  /** The first rows, by name. */
  readonly named: readonly TerritoryRef[];
  /** Id of the publication that the rows are read from; undefined until it is known. */
  readonly publication: string | undefined;
  readonly error: unknown;
}

/** Rows by blocks, as the grid scrolls. All blocks of a reading come from the publication of the first. */
export function useDatasource(
  view: ExploreView,
  groups: ExploreGrouping | undefined,
  unfolded: RefObject<Unfolded>,
  columns: readonly ColumnKey[],
  onOutcome: (outcome: Outcome) => void,
): IDatasource {
  const { level, within, territories, search, geography, filters, sort } = view;
  const client = useApolloClient();
  const language = useLanguage();
  const unseen = { filters: unseenFilters(filters, columns), sort: unseenSort(sort, columns) };
  const unseenText = JSON.stringify(unseen);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts of the view that rows depend on; the text stands for what is asked of columns that are not shown
  return useMemo(() => {
    let publication: string | undefined;
    let sum: ExploreSum | undefined;
    let named: readonly TerritoryRef[] = [];
    return {
      getRows: async ({ startRow, endRow, sortModel, filterModel, successCallback, failCallback }) => {
        try {
          const { data } = await client.query({
            query: ExplorePageDocument,
            fetchPolicy: 'no-cache',
            variables: {
              ...toQuestion(view, groups, unfolded.current, columns),
              filters: toFilterInput([...toFilters(filterModel), ...unseen.filters]),
              sort: toSortInput([...toSort(sortModel), ...unseen.sort]),
              withTotal: startRow === 0,
              first: endRow - startRow,
              offset: startRow,
              publication: publication ?? null,
              language,
            },
          });
          if (!data) return failCallback();
          publication = data.grid.publication.id;
          sum = data.grid.total ?? sum;
          if (startRow === 0) named = toNamed(data.grid);
          const { territoryCount: total, totalCount: lines } = data.grid;
          onOutcome({ total, lines, sum, named, publication, error: undefined });
          successCallback(toRows(data.grid), data.grid.totalCount);
        } catch (error) {
          onOutcome({ total: 0, lines: 0, sum: undefined, named: [], publication: undefined, error });
          failCallback();
        }
      },
    };
  }, [
    client,
    level,
    within,
    territories,
    search,
    geography,
    groups,
    unfolded,
    columns,
    language,
    onOutcome,
    unseenText,
  ]);
}

function toNamed({ rows }: ExplorePageQuery['grid']): readonly TerritoryRef[] {
  return rows.ids.map((id, index) => ({
    id,
    level: maybeLevel(id) ?? 'COMMUNE',
    code: rows.codes[index] ?? '',
    name: rows.names[index] ?? id,
  }));
}

function toRows({ rows, columns }: ExplorePageQuery['grid']): ExploreRow[] {
  const names = namesApart(rows.ids, rows.names);
  return rows.ids.map((id, index) => ({
    id,
    code: rows.codes[index] ?? '',
    name: names[index] ?? '',
    epci: rows.epci[index] ?? null,
    departement: rows.departements[index] ?? null,
    depth: rows.depths[index] ?? 0,
    members: rows.members[index] ?? null,
    size: rows.sizes[index] ?? null,
    whole: rows.whole[index] ?? true,
    cells: columns.map((column) => ({
      value: column.values[index] ?? null,
      state: column.states[index] ?? 'NOT_AVAILABLE',
      decimals: column.decimals?.[index],
      coverage: partOf(column, index),
      fewCases: column.fewCases?.[index] ?? false,
    })),
  }));
}
