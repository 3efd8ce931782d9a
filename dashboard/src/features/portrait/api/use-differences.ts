import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { DifferencesDocument, type DifferencesQuery, type DifferenceVerdict } from '../../../graphql/generated.ts';
import { useLanguage } from '../../../i18n/i18n.ts';
import type { Catalogue } from '../../../indicators/use-catalogue.ts';
import type { PortraitView } from '../../../url.ts';

/** Whether a gap to a benchmark is more than chance, and how that is known. */
export interface KnownDifference {
  readonly verdict: DifferenceVerdict;
  readonly explanation: string;
}

/** A gap that is not judged yet says nothing: it may be chance. */
export interface Differences {
  readonly isPending: boolean;
  /** Whether that will not be known: the question failed. */
  readonly isUnknown: boolean;
  /** Undefined as long as it is not known, and where nothing tells. */
  find(indicator: string, year: number, benchmark: string): KnownDifference | undefined;
}

/** Which gaps of a territory to its benchmarks are more than chance; read after the figures, which do not wait for it. */
export function useDifferences(
  territory: string,
  catalogue: Catalogue,
  { beside, comparable }: PortraitView,
): Differences {
  const language = useLanguage();
  const indicators = useMemo(
    () => catalogue.indicators.filter(({ unit, years }) => unit !== 'COUNT' && years.length > 0).map(({ id }) => id),
    [catalogue],
  );
  const isAsked = indicators.length > 0;
  const usual = useQuery(DifferencesDocument, {
    variables: { territory, indicators, benchmarks: null, comparable, language },
    skip: !isAsked,
  });
  const chosen = useQuery(DifferencesDocument, {
    variables: { territory, indicators, benchmarks: [beside ?? ''], comparable, language },
    skip: !isAsked || beside === undefined,
  });
  const isPending = isAsked && (!usual.data || (beside !== undefined && !chosen.data));
  const isUnknown = isPending && (usual.error ?? chosen.error) !== undefined;
  return useMemo(() => {
    const known = new Map([...toEntries(usual.data), ...(beside === undefined ? [] : toEntries(chosen.data))]);
    return {
      isPending,
      isUnknown,
      find: (indicator, year, benchmark) => known.get(`${indicator} ${year} ${benchmark}`),
    };
  }, [usual.data, chosen.data, beside, isPending, isUnknown]);
}

function toEntries(data: DifferencesQuery | undefined): (readonly [string, KnownDifference])[] {
  if (!data) return [];
  const { columns, benchmarks } = data.compare;
  return columns.flatMap(({ indicator, year, againstBenchmarks }) =>
    againstBenchmarks.flatMap(({ verdicts: [verdict], explanation }, index) => {
      const benchmark = benchmarks[index]?.id;
      return benchmark && verdict ? [[`${indicator.id} ${year} ${benchmark}`, { verdict, explanation }] as const] : [];
    }),
  );
}
