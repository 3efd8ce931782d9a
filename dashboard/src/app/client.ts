import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import i18next from 'i18next';
import { activityLink } from './activity.ts';

/** Makes the client of the API. A publication never changes, so answers are kept for the life of the page. */
export function createClient(uri = '/graphql'): ApolloClient {
  return new ApolloClient({
    link: ApolloLink.from([activityLink(), new HttpLink({ uri, fetch: inLanguage })]),
    cache: new InMemoryCache(),
    devtools: { enabled: false },
  });
}

/** Errors are told in the language of the page rather than in that of the browser. */
const inLanguage: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  headers.set('accept-language', i18next.language ?? 'fr');
  return fetch(input, { ...init, headers });
};
