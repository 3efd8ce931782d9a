import { useApolloClient, useQuery } from '@apollo/client/react';
import { useEffect, useMemo, useState } from 'react';
import { maybeErrorCode } from '../components/failure.tsx';
import { TerritoryNameDocument } from '../graphql/generated.ts';
import type { Instead, UnusedPart } from './rules.ts';

/** Does the API refuse an id because it names no territory? */
export function namesNoTerritory(error: unknown): boolean {
  const code = maybeErrorCode(error);
  return code === 'TERRITORY_UNKNOWN' || code === 'TERRITORY_ID_INVALID';
}

/** Is this the id of no territory? Undefined while that is not known, and without an id. */
export function useIsUnknown(id: string | undefined): boolean | undefined {
  const { data, error } = useQuery(TerritoryNameDocument, { variables: { id: id ?? '' }, skip: id === undefined });
  if (id === undefined) return undefined;
  return data ? data.territory === null : namesNoTerritory(error) || undefined;
}

export interface TerritoryCheck {
  /** Those that name a territory, as far as is known. */
  readonly usable: readonly string[];
  readonly unknown: readonly string[];
  /** Looks for those that name none, after an answer that failed because of one. */
  readonly check: (error: unknown) => void;
  /** Is this error one that is going away, because the ids that made it are being looked for? */
  readonly mends: (error: unknown) => boolean;
}

/**
 * Which ids of a list name a territory. The API refuses a question for one unknown id: only then are they asked one by one, so that the
 * others can be shown.
 */
export function useTerritoryCheck(ids: readonly string[]): TerritoryCheck {
  const client = useApolloClient();
  const [found, setFound] = useState<ReadonlyMap<string, boolean>>(new Map());
  const names = ids.join(',');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names stand for the ids
  return useMemo(() => {
    const exists = async (id: string): Promise<readonly [string, boolean]> => {
      try {
        const { data } = await client.query({ query: TerritoryNameDocument, variables: { id } });
        return [id, data?.territory !== null];
      } catch (error) {
        // What fails otherwise fails for the question itself, which says so.
        return [id, !namesNoTerritory(error)];
      }
    };
    const isPending = (error: unknown): boolean => namesNoTerritory(error) && ids.some((id) => !found.has(id));
    return {
      usable: ids.filter((id) => found.get(id) !== false),
      unknown: ids.filter((id) => found.get(id) === false),
      check: (error) => {
        if (!isPending(error)) return;
        void Promise.all(ids.map(exists)).then((known) => setFound((before) => new Map([...before, ...known])));
      },
      mends: isPending,
    };
  }, [client, names, found]);
}

/** Looks for unknown territories when an answer has failed because of one. */
export function useMending({ check }: TerritoryCheck, error: unknown): void {
  useEffect(() => check(error), [check, error]);
}

/** What the notice says of ids that name no territory. */
export function unknownTerritories(name: string, ids: readonly string[], instead: Instead): readonly UnusedPart[] {
  return ids.map((value) => ({ name, value, why: 'TERRITORY', instead }));
}
