import { isBoussoleError, type Limits } from '@boussole/schema';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { excerpt } from '../arguments.ts';
import { toAnsweredError, toInvalidQuery } from '../errors.ts';
import { checkTexts } from '../odd-text.ts';
import { answerError } from './answer-error.ts';
import { isRecord } from './answer-key.ts';
import { maybeJson } from './maybe-json.ts';

/** Refuses what no question says: JSON that is no object, texts with characters that no text has, variables deeper than any question. */
export function refuseOddQuestions(limits: Limits, log: Logger): RequestHandler {
  return (request, response, next) => {
    const isRead = request.method === 'GET';
    const body: unknown = isRead ? request.query : request.body;
    // Several questions at a time are refused by Apollo.
    if (body !== undefined && !isRecord(body) && !Array.isArray(body)) {
      const problem = `le corps de la requête est « ${excerpt(JSON.stringify(body))} », et non un objet. Envoyez {"query": "{ … }"}.`;
      return answerError(request, response, 400, toInvalidQuery(problem));
    }
    try {
      checkTexts(body, limits);
      const variables: unknown = isRead ? request.query.variables : undefined;
      if (typeof variables === 'string') checkTexts(maybeJson(variables), limits);
    } catch (error) {
      if (!isBoussoleError(error)) return next(error);
      return answerError(request, response, 400, toAnsweredError(error, log));
    }
    next();
  };
}
