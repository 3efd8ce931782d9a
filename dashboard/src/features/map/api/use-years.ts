import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { type Geography, YearsWithFiguresDocument } from '../../../graphql/generated.ts';
import type { Indicator } from '../../../indicators/use-catalogue.ts';
import { type DrawnLevel, yearsAt } from '../layer.ts';

interface Ground {
  readonly level: DrawnLevel;
  readonly within: string | undefined;
  readonly geography: Geography;
}

/**
 * Years in which an indicator has something to draw on a ground, oldest first: a figure, or one that is hidden. Those of the whole country until they are
 * known, and when the ground has nothing in any.
 */
export function useYears(
  indicators: readonly Indicator[],
  { level, within, geography }: Ground,
): (indicator: Indicator) => readonly number[] {
  const ids = [...new Set(indicators.map(({ id }) => id))].sort();
  const { data } = useQuery(YearsWithFiguresDocument, {
    variables: { indicators: ids, level, within: within ?? '', geography },
    skip: within === undefined,
  });
  const drawn = useMemo(
    () =>
      new Map(
        data?.coverage.rows.map(({ indicator, years }) => [
          indicator.id,
          years.flatMap(({ year, withValue, hidden }) => (withValue + (hidden ?? 0) > 0 ? [year] : [])),
        ]),
      ),
    [data],
  );
  return (indicator) => {
    const here = within === undefined ? undefined : drawn.get(indicator.id);
    return here && here.length > 0 ? here : yearsAt(indicator, level, geography);
  };
}
