import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import type { RequestContext } from '../context.ts';
import { toAnsweredError } from '../errors.ts';
import { maybeVisit } from './visit.ts';

/** Makes the whole answer of a document one reading, and sends nothing that could not be recorded. */
export function leaveTrace(log: Logger): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ request }) {
      const visit = maybeVisit();
      if (!visit) return;
      visit.defer(JSON.stringify({ query: request.query, variables: request.variables }));
      return {
        // Of a persisted operation, only the hash was sent.
        async didResolveSource({ source }) {
          visit.defer(JSON.stringify({ query: source, variables: request.variables }));
        },
        async willSendResponse({ response }) {
          try {
            await visit.settle();
          } catch (error) {
            response.body = { kind: 'single', singleResult: { errors: [toAnsweredError(error, log)] } };
            response.http.status = 500;
          }
        },
      };
    },
  };
}
