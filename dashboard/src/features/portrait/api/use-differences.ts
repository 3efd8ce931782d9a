import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { DifferencesDocument, type DifferenceVerdict } from '../../../graphql/generated.ts';
import type { Catalogue } from '../../../indicators/use-catalogue.ts';

/** Whether a gap to a benchmark is more than chance, and how that is known. */
export interface KnownDifference {
  readonly verdict: DifferenceVerdict;
  readonly explanation: string;
}

export type Differences = (indicator: string, benchmark: string) => KnownDifference | undefined;

/** Which gaps of a territory to its benchmarks are more than chance; read after the figures, which do not wait for it. */
export function useDifferences(territory: string, catalogue: Catalogue): Differences {
  const indicators = useMemo(
    () => catalogue.indicators.filter(({ unit, years }) => unit !== 'COUNT' && years.length > 0).map(({ id }) => id),
    [catalogue],
  );
  const { data } = useQuery(DifferencesDocument, {
    variables: { territory, indicators },
    skip: indicators.length === 0,
  });
  return useMemo(() => {
    const known = new Map<string, KnownDifference>();
    for (const { indicator, againstBenchmarks } of data?.compare.columns ?? []) {
      for (const [index, { verdicts, explanation }] of againstBenchmarks.entries()) {
        const benchmark = data?.compare.benchmarks[index]?.id;
        if (benchmark && verdicts[0]) known.set(`${indicator.id} ${benchmark}`, { verdict: verdicts[0], explanation });
      }
    }
    return (indicator, benchmark) => known.get(`${indicator} ${benchmark}`);
  }, [data]);
}
