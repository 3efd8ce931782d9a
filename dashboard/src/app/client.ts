import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { type DocumentNode, Kind } from 'graphql';
import i18next from 'i18next';
import { OPERATIONS } from '../graphql/operations.ts';
import { activityLink } from './activity.ts';

/** An address of more characters may be too long for a server or a proxy on the way. */
const LONGEST_QUESTION = 2_000;

/**
 * Makes the client of the API. A publication never changes, so answers are kept for the life of the page. The server is sent the hash of each operation, and its
 * document only when it does not know it; what is short is asked by GET, which lets the browser keep answers too.
 */
export function createClient(uri = '/graphql', fetch?: typeof globalThis.fetch): ApolloClient {
  return new ApolloClient({
    link: ApolloLink.from([
      activityLink(),
      new PersistedQueryLink({ generateHash: async (document) => hashOf(document) }),
      askShortly,
      new HttpLink({ uri, fetch: inLanguage(fetch) }),
    ]),
    cache: new InMemoryCache(),
    devtools: { enabled: false },
  });
}

/** Errors are told in the language of the page rather than in that of the browser. */
function inLanguage(ask: typeof globalThis.fetch = (...question) => globalThis.fetch(...question)): typeof fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('accept-language', i18next.language ?? 'fr');
    return ask(input, { ...init, headers });
  };
}

function hashOf({ definitions }: DocumentNode): string {
  const operation = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)?.name?.value ?? '';
  const hash = OPERATIONS[operation];
  if (hash === undefined) throw new RangeError(`expected an operation of the dashboard, but got « ${operation} »`);
  return hash;
}

const askShortly = new ApolloLink((operation, forward) => {
  const { http } = operation.getContext();
  const isShort = JSON.stringify(operation.variables).length <= LONGEST_QUESTION;
  const isReading = operation.operationType === 'query';
  const method = http?.includeQuery === false && isShort && isReading ? 'GET' : 'POST';
  operation.setContext(({ fetchOptions }) => ({ fetchOptions: { ...fetchOptions, method } }));
  return forward(operation);
});
