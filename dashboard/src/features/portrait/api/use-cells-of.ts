import { useCallback, useMemo } from 'react';
import { partOf } from '../../../cells/part-of.ts';
import { useQueries } from '../../../components/use-queries.ts';
import type { PartialSum } from '../../../format.ts';
import { type CellState, CellsOfDocument } from '../../../graphql/generated.ts';
import type { ColumnKey } from '../../../url.ts';

/** Columns asked at once: below the limit `columns` of the API. */
const AT_ONCE = 150;

export interface Point {
  readonly year: number;
  readonly value: number | null;
  readonly state: CellState;
  /** Those that the figure supports; without, those of its indicator. */
  readonly decimals: number | undefined;
  /** What it rests on, when that is not the whole. */
  readonly coverage: PartialSum | undefined;
  /** Whether it is a rate of few cases. */
  readonly fewCases: boolean;
}

export interface CellsState {
  /** Figures of an indicator, oldest first; none until they have come. */
  readonly of: (indicator: string) => readonly Point[];
  readonly error: unknown;
  readonly retry: () => void;
}

/** Figures of one territory for many indicators and years; nothing is asked without a territory. */
export function useCellsOf(territory: string | undefined, columns: readonly ColumnKey[]): CellsState {
  const variables = useMemo(() => {
    if (territory === undefined) return [];
    const parts = Array.from({ length: Math.ceil(columns.length / AT_ONCE) }, (_, part) =>
      columns.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
    );
    return parts.map((part) => ({ territory, columns: part.map(({ indicator, year }) => ({ indicator, year })) }));
  }, [territory, columns]);
  const { data, error, retry } = useQueries(CellsOfDocument, variables);
  const known = useMemo(() => {
    const points = new Map<string, Point[]>();
    for (const { grid } of data ?? []) {
      // What came for the territory before is of no use for the next one.
      if (grid.rows.ids[0] !== territory) continue;
      for (const column of grid.columns) {
        const { indicator, year, values, states, decimals } = column;
        const state = states[0] ?? ('NOT_AVAILABLE' as const);
        const precision = {
          decimals: decimals?.[0],
          coverage: partOf(column, 0),
          fewCases: column.fewCases?.[0] ?? false,
        };
        const point = { year, value: values[0] ?? null, state, ...precision };
        points.set(indicator.id, [...(points.get(indicator.id) ?? []), point]);
      }
    }
    for (const list of points.values()) list.sort((left, right) => left.year - right.year);
    return points;
  }, [data, territory]);
  const of = useCallback((indicator: string) => known.get(indicator) ?? [], [known]);
  return { of, error, retry };
}
