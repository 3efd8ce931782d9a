import { useQuery } from '@apollo/client/react';
import { TerritoryNameDocument } from '../graphql/generated.ts';
import type { TerritoryRef } from './territory.ts';

/** The territory that an address names by its id; undefined while it is being read, or when there is none. */
export function useTerritory(id: string | undefined): TerritoryRef | undefined {
  const { data } = useQuery(TerritoryNameDocument, { variables: { id: id ?? '' }, skip: id === undefined });
  return data?.territory ?? undefined;
}
