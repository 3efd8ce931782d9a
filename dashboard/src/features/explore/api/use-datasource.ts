import { useApolloClient } from '@apollo/client/react';
import type { IDatasource } from 'ag-grid-community';
import { useMemo } from 'react';
import { type CellState, ExplorePageDocument, type ExplorePageQuery } from '../../../graphql/generated.ts';
import type { ColumnKey, ExploreView } from '../../../url.ts';
import { toFilterInput, toFilters, toSort, toSortInput } from '../grid-models.ts';

export interface ExploreRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly epci: string | null;
  readonly departement: string | null;
  readonly cells: readonly { readonly value: number | null; readonly state: CellState }[];
}

export interface Outcome {
  readonly total: number;
  readonly warnings: ExplorePageQuery['grid']['warnings'];
  readonly error: unknown;
}

/** Rows by blocks, as the grid scrolls. All blocks of a reading come from the publication of the first. */
export function useDatasource(
  { level, within, search, geography }: ExploreView,
  columns: readonly ColumnKey[],
  onOutcome: (outcome: Outcome) => void,
): IDatasource {
  const client = useApolloClient();
  return useMemo(() => {
    let publication: string | null = null;
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
              geography,
              first: endRow - startRow,
              offset: startRow,
              publication,
            },
          });
          if (!data) return failCallback();
          publication = data.grid.publication.id;
          onOutcome({ total: data.grid.totalCount, warnings: data.grid.warnings, error: undefined });
          successCallback(toRows(data.grid), data.grid.totalCount);
        } catch (error) {
          onOutcome({ total: 0, warnings: [], error });
          failCallback();
        }
      },
    };
  }, [client, level, within, search, geography, columns, onOutcome]);
}

function toRows({ rows, columns }: ExplorePageQuery['grid']): ExploreRow[] {
  return rows.ids.map((id, index) => ({
    id,
    code: rows.codes[index] ?? '',
    name: rows.names[index] ?? '',
    epci: rows.epci[index] ?? null,
    departement: rows.departements[index] ?? null,
    cells: columns.map(({ values, states }) => ({
      value: values[index] ?? null,
      state: states[index] ?? 'NOT_AVAILABLE',
    })),
  }));
}
