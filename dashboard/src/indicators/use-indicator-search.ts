import { useQuery } from '@apollo/client/react';
import { FindIndicatorsDocument, type FindIndicatorsQuery } from '../graphql/generated.ts';
import { useLanguage } from '../i18n/i18n.ts';

export type FoundIndicator = FindIndicatorsQuery['indicators'][number];

export interface IndicatorSearch {
  /** Best first; undefined without a text and until the first answer. The previous answer stays while the next one travels. */
  readonly found: readonly FoundIndicator[] | undefined;
  /** Whether what is found answers the text. */
  readonly settled: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

/** Indicators that answer a text, by their names, keywords, definitions, themes and sources: what matches is for the server to say. */
export function useIndicatorSearch(text: string): IndicatorSearch {
  const search = text.trim();
  const language = useLanguage();
  const { data, previousData, loading, error, refetch } = useQuery(FindIndicatorsDocument, {
    variables: { search, language },
    skip: search === '',
  });
  return {
    found: search === '' ? undefined : (data ?? previousData)?.indicators,
    settled: search === '' || !loading,
    error,
    retry: () => void refetch(),
  };
}
