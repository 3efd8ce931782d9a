import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { ChancesDocument, type ComparisonQuery, type DifferenceVerdict } from '../../../graphql/generated.ts';
import { useLanguage } from '../../../i18n/i18n.ts';
import type { CompareView } from '../../../url.ts';

/** Whether a gap is more than the chance of small numbers, and how that is known. */
export interface Chance {
  readonly verdict: DifferenceVerdict;
  readonly explanation: string;
}

export type ChanceOf = (indicator: string, year: number, territory: string) => Chance | undefined;

const UNTOLD: ChanceOf = () => undefined;

/** Whether the gaps of a comparison are more than chance; read after the figures, once it is known what gaps are measured from. */
export function useChances(
  { territories, indicators, year, comparable, geography, gap }: CompareView,
  comparison: ComparisonQuery['compare'] | undefined,
): ChanceOf {
  const language = useLanguage();
  // Benchmarks have gaps too: they are asked as territories are.
  const all = useMemo(
    () => [...new Set([...territories, ...(comparison?.benchmarks ?? []).map(({ id }) => id)])],
    [territories, comparison],
  );
  const isThere = comparison !== undefined && gap !== undefined && all.includes(gap);
  const { data } = useQuery(ChancesDocument, {
    variables: {
      territories: all,
      indicators: [...indicators],
      year: year ?? null,
      comparable,
      geography,
      from: gap ?? '',
      language,
    },
    skip: !isThere,
  });
  return useMemo(() => {
    if (!data) return UNTOLD;
    const { territories: told, columns } = data.compare;
    const known = new Map(
      columns.flatMap(({ indicator, year: of, significance: { verdicts, explanation } }) =>
        verdicts.map(
          (verdict, index) => [`${indicator.id} ${of} ${told[index]?.id}`, { verdict, explanation }] as const,
        ),
      ),
    );
    return (indicator, of, territory) => known.get(`${indicator} ${of} ${territory}`);
  }, [data]);
}
