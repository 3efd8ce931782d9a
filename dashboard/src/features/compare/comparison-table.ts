import type { CellState, ComparisonQuery } from '../../graphql/generated.ts';
import type { Catalogue, Indicator } from '../../indicators/use-catalogue.ts';
import type { TerritoryRef } from '../../territories/territory.ts';
import type { CompareSort } from '../../url.ts';

export interface CompareColumn {
  readonly indicator: Indicator;
  readonly year: number;
}

export interface CompareCell {
  readonly value: number | null;
  readonly state: CellState;
  readonly place: { readonly rank: number; readonly percentile: number; readonly size: number } | undefined;
}

export interface CompareRow {
  readonly territory: TerritoryRef;
  readonly benchmark: boolean;
  /** One per column. */
  readonly cells: readonly CompareCell[];
}

/** A comparison as rows, which is how a reader sees it. */
export interface ComparisonTable {
  readonly columns: readonly CompareColumn[];
  readonly rows: readonly CompareRow[];
  readonly benchmarks: readonly CompareRow[];
}

export function toComparisonTable(
  { territories, benchmarks, columns }: ComparisonQuery['compare'],
  catalogue: Catalogue,
): ComparisonTable {
  const known = columns.flatMap((column) => {
    const indicator = catalogue.byId.get(column.indicator.id);
    return indicator ? [{ ...column, indicator }] : [];
  });
  const toRow = (territory: TerritoryRef, index: number, benchmark: boolean): CompareRow => ({
    territory,
    benchmark,
    cells: known.map(({ values, states, positions: { ranks, percentiles, sizes } }) => {
      const [rank, percentile, size] = benchmark ? [] : [ranks[index], percentiles[index], sizes[index]];
      return {
        value: values[index] ?? null,
        state: states[index] ?? 'NOT_AVAILABLE',
        place: rank == null || percentile == null || size == null ? undefined : { rank, percentile, size },
      };
    }),
  });
  return {
    columns: known.map(({ indicator, year }) => ({ indicator, year })),
    rows: territories.map((territory, index) => toRow(territory, index, false)),
    benchmarks: benchmarks
      .map((territory, index) => toRow(territory, territories.length + index, true))
      .filter(({ territory }) => !territories.some(({ id }) => id === territory.id)),
  };
}

/** Puts rows in order; rows without a value come last in both directions. */
export function sortRows({ columns, rows }: ComparisonTable, sort: CompareSort | undefined): readonly CompareRow[] {
  if (!sort) return rows;
  const column = columns.findIndex(({ indicator }) => indicator.id === sort.by);
  if (column === -1 && sort.by !== 'nom') return rows;
  const sign = sort.descending ? -1 : 1;
  return rows.toSorted((left, right) => {
    if (column === -1) return sign * left.territory.name.localeCompare(right.territory.name, 'fr');
    const [one, other] = [left.cells[column]?.value ?? null, right.cells[column]?.value ?? null];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * (one - other);
  });
}
