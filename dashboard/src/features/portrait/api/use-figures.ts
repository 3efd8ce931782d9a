import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { partOf } from '../../../cells/part-of.ts';
import type { PartialSum } from '../../../format.ts';
import {
  type CellState,
  ChangesSinceDocument,
  type ChangesSinceQuery,
  FiguresDocument,
  type FiguresQuery,
} from '../../../graphql/generated.ts';
import { useLanguage } from '../../../i18n/i18n.ts';
import { type Catalogue, type Indicator, yearsOf } from '../../../indicators/use-catalogue.ts';
import type { TerritoryRef } from '../../../territories/territory.ts';
import { useToldApart } from '../../../territories/told-apart.ts';
import { isSexAndAge } from '../pyramid/age-bands.ts';
import { type Point, useCellsOf } from './use-cells-of.ts';

export type PlaceLevel = 'FRANCE' | 'DEPARTEMENT' | 'EPCI';

export interface Place {
  readonly within: PlaceLevel;
  readonly rank: number;
  readonly percentile: number;
  readonly size: number;
}

export interface Benchmark {
  readonly territory: TerritoryRef;
  readonly value: number | null;
  readonly state: CellState;
  /** Those that the figure supports; without, those of its indicator. */
  readonly decimals: number | undefined;
  /** What it rests on, when that is not the whole. */
  readonly coverage: PartialSum | undefined;
  /** Whether it is a rate of few cases. */
  readonly fewCases?: boolean;
  /** Whether it holds the territory: a count is then a share of its own. */
  readonly holds: boolean;
}

/** From the earliest year that compares with that of the figure. */
export type Change = NonNullable<ChangesSinceQuery['compare']['columns'][number]['changes'][number]>;

/** Everything a card says about one indicator of one territory. */
export interface Figure {
  readonly indicator: Indicator;
  readonly year: number;
  readonly value: number | null;
  readonly state: CellState;
  /** Those that the figure supports; without, those of its indicator. */
  readonly decimals: number | undefined;
  /** What it rests on, when that is not the whole. */
  readonly coverage: PartialSum | undefined;
  /** Whether it is a rate of few cases. */
  readonly fewCases?: boolean;
  readonly benchmarks: readonly Benchmark[];
  readonly places: readonly Place[];
  /** Whether it has no rank in France since all figures of its year come from one région. */
  readonly isOfOneRegion: boolean;
  readonly history: readonly Point[];
  /** Undefined where nothing compares, and until it is known. */
  readonly change: Change | undefined;
}

export interface FiguresState {
  readonly figures: readonly Figure[] | undefined;
  /** What the figures are read from, and with which cautions; undefined until they are. */
  readonly answer: FiguresQuery['compare'] | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

/** The latest figures of a territory, its past, its benchmarks and the territory that the reader compares it with. */
export function useFigures(
  shownOf: TerritoryRef,
  catalogue: Catalogue,
  beside: TerritoryRef | undefined,
  comparable: boolean,
): FiguresState {
  const { id: territory } = shownOf;
  const toldApart = useToldApart();
  const language = useLanguage();
  const indicators = useMemo(() => catalogue.indicators.filter(isRead), [catalogue]);
  const everyYear = useMemo(
    () => indicators.flatMap((indicator) => yearsOf(indicator).map((year) => ({ indicator: indicator.id, year }))),
    [indicators],
  );
  const asked = {
    variables: { territory, indicators: indicators.map(({ id }) => id), comparable, language },
    skip: indicators.length === 0,
  };
  const latest = useQuery(FiguresDocument, asked);
  const { data: moves } = useQuery(ChangesSinceDocument, asked);
  const shown = useMemo(
    () => (latest.data?.compare.columns ?? []).map(({ indicator, year }) => ({ indicator: indicator.id, year })),
    [latest.data],
  );
  const { of: pastOf, ...past } = useCellsOf(territory, everyYear);
  const { of: chosenOf, ...chosen } = useCellsOf(beside?.id, shown);

  const figures = useMemo(() => {
    if (indicators.length === 0) return [];
    if (!latest.data) return undefined;
    const { columns: found } = latest.data.compare;
    const benchmarks = toldApart(latest.data.compare.benchmarks, beside ? [shownOf, beside] : [shownOf]);
    const changes = new Map(moves?.compare.columns.map((column) => [column.indicator.id, column.changes[0]]));
    return found.flatMap((column) => {
      const indicator = catalogue.byId.get(column.indicator.id);
      if (!indicator) return [];
      const usual = benchmarks.map((benchmark, index) => ({
        territory: benchmark,
        value: column.values[index + 1] ?? null,
        state: column.states[index + 1] ?? ('NOT_AVAILABLE' as const),
        decimals: column.decimals?.[index + 1],
        coverage: partOf(column, index + 1),
        fewCases: column.fewCases?.[index + 1] ?? false,
        holds: true,
      }));
      const point = chosenOf(indicator.id)[0];
      return {
        indicator,
        year: column.year,
        value: column.values[0] ?? null,
        state: column.states[0] ?? 'NOT_AVAILABLE',
        decimals: column.decimals?.[0],
        coverage: partOf(column, 0),
        fewCases: column.fewCases?.[0] ?? false,
        benchmarks:
          beside && point
            ? [
                {
                  territory: toldApart([beside], [shownOf, ...benchmarks])[0] ?? beside,
                  ...point,
                  holds: usual.some(({ territory: { id } }) => id === beside.id),
                },
                ...usual,
              ]
            : usual,
        places: places(column),
        isOfOneRegion: column.inFrance.problems[0] === 'GROUP_OF_ONE_PART',
        history: pastOf(indicator.id).filter(({ year }) => year <= column.year),
        change: changes.get(indicator.id) ?? undefined,
      };
    });
  }, [catalogue, indicators, latest.data, moves, pastOf, chosenOf, beside, shownOf, toldApart]);

  return {
    figures,
    answer: latest.data?.compare,
    error: latest.error ?? past.error ?? chosen.error,
    retry: () => {
      void latest.refetch();
      past.retry();
      chosen.retry();
    },
  };
}

/** What the pyramid draws is not read one by one. */
function isRead(indicator: Indicator): boolean {
  return indicator.years.length > 0 && !isSexAndAge(indicator);
}

function places(column: FiguresQuery['compare']['columns'][number]): Place[] {
  const groups = [
    ['FRANCE', column.inFrance],
    ['DEPARTEMENT', column.inDepartement],
    ['EPCI', column.inEpci],
  ] as const;
  return groups.flatMap(([within, { ranks, percentiles, sizes }]) => {
    const [rank, percentile, size] = [ranks[0], percentiles[0], sizes[0]];
    if (rank == null || percentile == null || size == null || size < 2) return [];
    return { within, rank, percentile, size };
  });
}
