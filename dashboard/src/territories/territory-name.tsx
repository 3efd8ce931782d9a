import { useQuery } from '@apollo/client/react';
import { TerritoryNameDocument } from '../graphql/generated.ts';

/** The name of a territory known by its id only. */
export function TerritoryName({ id }: { readonly id: string }) {
  const { data } = useQuery(TerritoryNameDocument, { variables: { id } });
  return data?.territory?.name ?? id;
}
