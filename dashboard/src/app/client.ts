import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { activityLink } from './activity.ts';

/** Makes the client of the API. A publication never changes, so answers are kept for the life of the page. */
export function createClient(uri = '/graphql'): ApolloClient {
  return new ApolloClient({
    link: ApolloLink.from([activityLink(), new HttpLink({ uri })]),
    cache: new InMemoryCache(),
    devtools: { enabled: false },
  });
}
