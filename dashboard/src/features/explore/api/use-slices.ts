import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { SlicesDocument, type SlicesQuery } from '../../../graphql/generated.ts';
import { useLanguage } from '../../../i18n/i18n.ts';

export type Sliced = SlicesQuery['indicators'][number];
export type Slices = ReadonlyMap<string, Sliced>;

/** What indicators can be cut by; undefined while it is read, and where nobody asks. */
export function useSlices(asked: boolean): { readonly slices: Slices | undefined; readonly error: unknown } {
  const language = useLanguage();
  const { data, error } = useQuery(SlicesDocument, {
    variables: { language },
    skip: !asked,
  });
  const slices = useMemo(() => data && new Map(data.indicators.map((indicator) => [indicator.id, indicator])), [data]);
  return { slices, error };
}
