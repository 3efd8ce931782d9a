import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { currentRequest, knowing } from './current-request.ts';

const HEADER = 'x-request-id';

/** Gives each request a reference: the caller's own when it is a plain word, otherwise a new one. It comes back in `x-request-id`. */
export function referRequests(): RequestHandler {
  return (request, response, next) => {
    const given = request.get(HEADER);
    const reference = given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    response.setHeader(HEADER, reference);
    knowing({ request, reference }, next);
  };
}

/** Reference of the request being answered; undefined outside of any. */
export function maybeRequestReference(): string | undefined {
  return currentRequest().reference;
}
