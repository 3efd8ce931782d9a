import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';

export interface QueriesState<Data> {
  /** One answer by question, in their order; undefined until all have come. */
  readonly data: readonly Data[] | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

interface Received<Data> {
  readonly asked: string;
  readonly data?: readonly Data[];
  readonly error?: unknown;
}

/** Asks the same question several times over, each time of something else; the answers stay until the next ones have all come. */
export function useQueries<Data, Variables extends OperationVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: readonly Variables[],
): QueriesState<Data> {
  const client = useApolloClient();
  const [attempt, setAttempt] = useState(0);
  const [received, setReceived] = useState<Received<Data>>();
  const asked = JSON.stringify(variables);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the questions are told apart by what they say; a new attempt asks again
  useEffect(() => {
    let wanted = true;
    const answers = variables.map(async (one) => {
      const { data } = await client.query({ query: document, variables: one });
      if (data === undefined) throw new Error('a question without an error has an answer');
      return data as Data;
    });
    Promise.all(answers).then(
      (data) => wanted && setReceived({ asked, data }),
      (error: unknown) => wanted && setReceived({ asked, error }),
    );
    return () => {
      wanted = false;
    };
  }, [client, document, asked, attempt]);
  return {
    data: received?.data,
    error: received?.asked === asked ? received.error : undefined,
    retry: () => setAttempt(attempt + 1),
  };
}
