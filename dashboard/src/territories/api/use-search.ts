import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { type Level, SearchTerritoriesDocument, type SearchTerritoriesQuery } from '../../graphql/generated.ts';
import { useLanguage } from '../../i18n/i18n.ts';

export type FoundTerritory = SearchTerritoriesQuery['territories']['edges'][number];

export interface SearchState {
  readonly found: readonly FoundTerritory[];
  readonly loading: boolean;
  readonly error: unknown;
}

/** Territories that answer a text, best first and each once; the previous answers stay while the next ones travel. */
export function useSearch(text: string, level: Level | undefined, first = 6): SearchState {
  const search = text.trim();
  const language = useLanguage();
  const { data, previousData, loading, error } = useQuery(SearchTerritoriesDocument, {
    variables: { search, level: level ?? null, first, language },
    skip: search === '',
  });
  const edges = search === '' ? undefined : (data ?? previousData)?.territories.edges;
  const found = useMemo(
    () => (edges ?? []).filter(({ node }, index, all) => all.findIndex((other) => other.node.id === node.id) === index),
    [edges],
  );
  return { found, loading, error };
}
