import { partOf } from '../../cells/part-of.ts';
import type { PartialSum } from '../../format.ts';
import type { CellState, ComparisonQuery } from '../../graphql/generated.ts';
import type { Catalogue, Indicator } from '../../indicators/use-catalogue.ts';
import type { TerritoryRef } from '../../territories/territory.ts';
import type { ChanceOf } from './api/use-chances.ts';
import { type Gap, maybeGap } from './gaps.ts';

export interface CompareColumn {
  readonly indicator: Indicator;
  readonly year: number;
}

export interface CompareCell extends CompareColumn {
  readonly territory: TerritoryRef;
  readonly value: number | null;
  readonly state: CellState;
  /** Those that the figure supports; without, those of its indicator. */
  readonly decimals: number | undefined;
  /** What it rests on, when that is not the whole. */
  readonly coverage: PartialSum | undefined;
  /** Whether it is a rate of few cases. */
  readonly fewCases: boolean;
  readonly place: { readonly rank: number; readonly percentile: number; readonly size: number } | undefined;
  /** How far it is from the benchmark that the reader chose; undefined without one, or when it says nothing. */
  readonly gap: Gap | undefined;
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

/** Turns an answer into rows; `from` is the territory of the answer that gaps are measured from. Columns that have no figure of these territories come last. */
export function toComparisonTable(
  { territories, benchmarks, columns }: ComparisonQuery['compare'],
  catalogue: Catalogue,
  from: string | undefined,
  chanceOf: ChanceOf = () => undefined,
): ComparisonTable {
  const found = columns.flatMap((column) => {
    const indicator = catalogue.byId.get(column.indicator.id);
    return indicator ? [{ ...column, indicator }] : [];
  });
  const isEmpty = ({ states }: (typeof found)[number]): boolean =>
    territories.every((_, index) => states[index] === 'NOT_AVAILABLE');
  const known = [...found.filter((column) => !isEmpty(column)), ...found.filter(isEmpty)];
  const origin = [...territories, ...benchmarks].findIndex(({ id }) => id === from);
  const toRow = (territory: TerritoryRef, index: number, benchmark: boolean): CompareRow => ({
    territory,
    benchmark,
    cells: known.map((column) => {
      const { indicator, year, values, states, decimals, positions } = column;
      const { ranks, percentiles, sizes } = positions;
      const gap =
        index === origin
          ? undefined
          : maybeGap(
              indicator,
              { value: values[index], decimals: decimals?.[index] },
              { value: values[origin], decimals: decimals?.[origin] },
            );
      const [rank, percentile, size] = benchmark ? [] : [ranks[index], percentiles[index], sizes[index]];
      return {
        territory,
        indicator,
        year,
        value: values[index] ?? null,
        state: states[index] ?? 'NOT_AVAILABLE',
        decimals: decimals?.[index],
        coverage: partOf(column, index),
        fewCases: column.fewCases?.[index] ?? false,
        place: rank == null || percentile == null || size == null ? undefined : { rank, percentile, size },
        gap: gap && {
          ...gap,
          chance: chanceOf(indicator.id, year, territory.id),
          isOfFewCases: column.fewCases?.[index] ?? false,
        },
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
