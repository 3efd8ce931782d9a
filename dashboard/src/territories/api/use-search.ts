import { useQuery } from '@apollo/client/react';
import { type Level, SearchTerritoriesDocument, type SearchTerritoriesQuery } from '../../graphql/generated.ts';

export type FoundTerritory = SearchTerritoriesQuery['territories']['edges'][number];

export interface SearchState {
  readonly found: readonly FoundTerritory[];
  readonly total: number;
  readonly loading: boolean;
  readonly error: unknown;
}

/** Territories that answer a text, best first; the previous answers stay while the next ones travel. */
export function useSearch(text: string, level: Level | undefined, first = 8): SearchState {
  const search = text.trim();
  const { data, previousData, loading, error } = useQuery(SearchTerritoriesDocument, {
    variables: { search, level: level ?? null, first },
    skip: search === '',
  });
  const territories = search === '' ? undefined : (data ?? previousData)?.territories;
  return { found: territories?.edges ?? [], total: territories?.totalCount ?? 0, loading, error };
}
