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

export type ChanceOf = (indicator: string, territory: string) => Chance | undefined;

const UNTOLD: ChanceOf = () => undefined;

/** Whether the gaps of a comparison are more than chance; read after the figures, once it is known what gaps are measured from. */
export function useChances(
  { territories, indicators, year, comparable, geography, gap }: CompareView,
  comparison: ComparisonQuery['compare'] | undefined,
): ChanceOf {
  const language = useLanguage();
  const isThere = [...(comparison?.benchmarks ?? []), ...(comparison?.territories ?? [])].some(({ id }) => id === gap);
  const { data } = useQuery(ChancesDocument, {
    variables: {
      territories: [...territories],
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
      columns.flatMap(({ indicator, significance: { verdicts, explanation } }) =>
        verdicts.map((verdict, index) => [`${indicator.id} ${told[index]?.id}`, { verdict, explanation }] as const),
      ),
    );
    return (indicator, territory) => known.get(`${indicator} ${territory}`);
  }, [data]);
}
