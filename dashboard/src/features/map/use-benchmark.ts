import { useQuery } from '@apollo/client/react';
import { BenchmarkDocument, SurroundingsDocument } from '../../graphql/generated.ts';
import type { TerritoryRef } from '../../territories/territory.ts';
import type { MapView } from '../../url.ts';

const FRANCE = 'france:FR';
const MAINLAND = 'france:METRO';

/** What colours are chosen around. */
export interface Benchmark {
  readonly id: string;
  /** Undefined while it travels. */
  readonly name: string | undefined;
  /** Undefined while it travels, when there is none, and for other methods. */
  readonly value: number | undefined;
  /** Those that it supports; without, those of its indicator. */
  readonly decimals: number | undefined;
}

/** The figure that colours are chosen around: that of mainland France where the source publishes none of all France. */
export function useBenchmark(
  { method, benchmark, geography }: Pick<MapView, 'method' | 'benchmark' | 'geography'>,
  indicator: string | undefined,
  year: number,
): Benchmark {
  const asked = { indicator: indicator ?? '', year, geography };
  const skip = method !== 'BENCHMARK' || indicator === undefined;
  const { data } = useQuery(BenchmarkDocument, { variables: { ...asked, territory: benchmark }, skip });
  const isMissing = benchmark === FRANCE && data?.cell.value === null;
  const { data: mainland } = useQuery(BenchmarkDocument, {
    variables: { ...asked, territory: MAINLAND },
    skip: skip || !isMissing,
  });
  const value = mainland?.cell.value;
  if (isMissing && value != null)
    return { id: MAINLAND, name: mainland?.cell.territory.name, value, decimals: mainland?.cell.interval?.decimals };
  return {
    id: benchmark,
    name: data?.cell.territory.name,
    value: data?.cell.value ?? undefined,
    decimals: data?.cell.interval?.decimals,
  };
}

export interface Surroundings {
  readonly itself: TerritoryRef;
  readonly parents: readonly TerritoryRef[];
}

/** The territory that the map is within, and those that it is within; undefined for France, for an unknown one and while they travel. */
export function useSurroundings(within: string | undefined): {
  readonly surroundings: Surroundings | undefined;
  readonly loading: boolean;
} {
  const { data, loading } = useQuery(SurroundingsDocument, {
    variables: { id: within ?? '' },
    skip: within === undefined,
  });
  const found = data?.territory;
  return { surroundings: found ? { itself: found, parents: found.parents } : undefined, loading };
}
