import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';

/** Makes the client of the API. A publication never changes, so answers are kept for the life of the page. */
export function createClient(uri = '/graphql'): ApolloClient {
  return new ApolloClient({
    link: new HttpLink({ uri }),
    cache: new InMemoryCache(),
    devtools: { enabled: false },
  });
}
