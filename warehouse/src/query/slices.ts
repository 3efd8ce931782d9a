import {
  type ColumnKey,
  failure,
  type Indicator,
  type Measure,
  maybeSlice,
  type SemanticQuery,
  type Sliced,
  type SliceKey,
  sliceName,
  toSliced,
} from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { indicatorOf } from '../reading/columns.ts';

const known = new WeakMap<readonly Indicator[], ReadonlyMap<string, Sliced>>();

/** What the indicators of a cube can be cut by, told once for each list of indicators. */
export function slicedOf(
  indicators: readonly Indicator[],
  measures: ReadonlyMap<string, Measure>,
): ReadonlyMap<string, Sliced> {
  const sliced = known.get(indicators) ?? toSliced(indicators, measures);
  known.set(indicators, sliced);
  return sliced;
}

/** The indicator that tells of a slice of another. Throws `INDICATOR_UNKNOWN`, or `SLICE_UNKNOWN` with those that exist. */
export function sliceOf(cube: OpenCube, indicator: string, slice: SliceKey | undefined): string {
  if (!slice?.sex && !slice?.age) return indicator;
  const { id } = indicatorOf(cube, indicator);
  const sliced = slicedOf(cube.indicators, cube.measures).get(id);
  const found = sliced && maybeSlice(sliced, slice);
  if (found) return found.indicator;
  throw failure('SLICE_UNKNOWN', {
    indicator: id,
    slice: [slice.sex, slice.age].filter(Boolean).join(' '),
    known: sliced?.slices.map(sliceName).join(', ') || 'aucune',
  });
}

/** Columns with the indicator that is read in the place of each slice. */
export function plainColumns(cube: OpenCube, columns: readonly ColumnKey[]): readonly ColumnKey[] {
  return columns.map(({ indicator, year, slice }) => ({ indicator: sliceOf(cube, indicator, slice), year }));
}

/** Puts the indicator that is read in the place of each slice, in columns, filters and sort keys. */
export function withoutSlices(cube: OpenCube, query: SemanticQuery): SemanticQuery {
  const plain = (column: ColumnKey): ColumnKey => plainColumns(cube, [column])[0]!;
  return {
    ...query,
    columns: plainColumns(cube, query.columns),
    filters: query.filters.map((filter) => ({ ...filter, column: plain(filter.column) })),
    sort: query.sort.map((key) => (key.by === 'column' ? { ...key, column: plain(key.column) } : key)),
  };
}
