import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../context.ts';

/**
 * Status codes of https://graphql.github.io/graphql-over-http: clients that only know `application/json` get 200 for a document that
 * cannot be parsed or validated, the others get 400. An answer that ran over a limit is refused as a whole, with 400, for everyone.
 */
export const answerStatus: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response }) {
        if (response.body.kind !== 'single') return;
        const result = response.body.singleResult;
        const overLimit = result.errors?.find((error) => error.extensions?.code === 'LIMIT_EXCEEDED');
        if (overLimit) {
          response.body.singleResult = { errors: [overLimit] };
          response.http.status = 400;
        } else if (
          result.data === undefined &&
          request.query !== undefined &&
          response.http.status === 400 &&
          isLegacy(request.http?.headers.get('accept'))
        ) {
          response.http.status = 200;
        }
      },
    };
  },
};

function isLegacy(accept = ''): boolean {
  return accept.includes('application/json') && !accept.includes('application/graphql-response+json');
}
