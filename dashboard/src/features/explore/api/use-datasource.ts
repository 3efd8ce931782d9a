import { useApolloClient } from '@apollo/client/react';
import type { IDatasource } from 'ag-grid-community';
import { type RefObject, useMemo } from 'react';
import {
  type CellState,
  ExplorePageDocument,
  type ExplorePageQuery,
  type GridGroupsInput,
} from '../../../graphql/generated.ts';
import type { ColumnKey, ExploreGrouping, ExploreView, Unfolded } from '../../../url.ts';
import { toFilterInput, toFilters, toSort, toSortInput } from '../grid-models.ts';

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
  /** False for a group that has no subtotal, because some of its rows are left out. */
  readonly whole: boolean;
  readonly cells: readonly { readonly value: number | null; readonly state: CellState }[];
}

export type ExploreSum = NonNullable<ExplorePageQuery['grid']['total']>;

export interface Outcome {
  /** Territories that answer, groups left out. */
  readonly total: number;
  /** The last line of the table; undefined until it is known. */
  readonly sum: ExploreSum | undefined;
  readonly warnings: ExplorePageQuery['grid']['warnings'];
  readonly error: unknown;
}

/** Rows by blocks, as the grid scrolls. All blocks of a reading come from the publication of the first. */
export function useDatasource(
  { level, within, search, geography }: ExploreView,
  groups: ExploreGrouping | undefined,
  unfolded: RefObject<Unfolded>,
  columns: readonly ColumnKey[],
  onOutcome: (outcome: Outcome) => void,
): IDatasource {
  const client = useApolloClient();
  return useMemo(() => {
    let publication: string | null = null;
    let sum: ExploreSum | undefined;
    return {
      getRows: async ({ startRow, endRow, sortModel, filterModel, successCallback, failCallback }) => {
        try {
          const { data } = await client.query({
            query: ExplorePageDocument,
            fetchPolicy: 'no-cache',
            variables: {
              rows: { level, within: within ?? null },
              columns: [...columns],
              search: search || null,
              filters: toFilterInput(toFilters(filterModel)),
              sort: toSortInput(toSort(sortModel)),
              groups: groups ? toGroups(groups, unfolded.current) : null,
              withTotal: startRow === 0,
              geography,
              first: endRow - startRow,
              offset: startRow,
              publication,
            },
          });
          if (!data) return failCallback();
          publication = data.grid.publication.id;
          sum = data.grid.total ?? sum;
          onOutcome({ total: data.grid.territoryCount, sum, warnings: data.grid.warnings, error: undefined });
          successCallback(toRows(data.grid), data.grid.totalCount);
        } catch (error) {
          onOutcome({ total: 0, sum: undefined, warnings: [], error });
          failCallback();
        }
      },
    };
  }, [client, level, within, search, geography, groups, unfolded, columns, onOutcome]);
}

function toGroups(by: ExploreGrouping, { all, but }: Unfolded): GridGroupsInput {
  return { by, open: all ? null : [...but], closed: all ? [...but] : null };
}

function toRows({ rows, columns }: ExplorePageQuery['grid']): ExploreRow[] {
  return rows.ids.map((id, index) => ({
    id,
    code: rows.codes[index] ?? '',
    name: rows.names[index] ?? '',
    epci: rows.epci[index] ?? null,
    departement: rows.departements[index] ?? null,
    depth: rows.depths[index] ?? 0,
    members: rows.members[index] ?? null,
    whole: rows.whole[index] ?? true,
    cells: columns.map(({ values, states }) => ({
      value: values[index] ?? null,
      state: states[index] ?? 'NOT_AVAILABLE',
    })),
  }));
}
