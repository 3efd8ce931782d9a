import { useQuery } from '@apollo/client/react';
import { BenchmarkDocument, SurroundingsDocument } from '../../graphql/generated.ts';
import type { TerritoryRef } from '../../territories/territory.ts';
import type { MapView } from '../../url.ts';

/** The figure that colours are chosen around; undefined while it travels, when there is none, and for other methods. */
export function useBenchmark(
  { method, benchmark, geography }: Pick<MapView, 'method' | 'benchmark' | 'geography'>,
  indicator: string | undefined,
  year: number,
): number | undefined {
  const { data } = useQuery(BenchmarkDocument, {
    variables: { indicator: indicator ?? '', territory: benchmark, year, geography },
    skip: method !== 'BENCHMARK' || indicator === undefined,
  });
  return data?.cell.value ?? undefined;
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
