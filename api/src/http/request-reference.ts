import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { currentRequest, knowing } from './current-request.ts';

export const REFERENCE_HEADER = 'x-request-id';

/** Gives each request a reference: the caller's own when it is a plain word, otherwise a new one. It comes back in `x-request-id`. */
export function referRequests(): RequestHandler {
  return (request, response, next) => {
    const reference = toReference(request.headers[REFERENCE_HEADER]);
    response.setHeader(REFERENCE_HEADER, reference);
    knowing({ request, reference }, next);
  };
}

/** The reference that a caller gave when it is a plain word, otherwise a new one. */
export function toReference(given: unknown): string {
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

/** Reference of the request being answered; undefined outside of any. */
export function maybeRequestReference(): string | undefined {
  return currentRequest().reference;
}
