import { failure, isBoussoleError } from '@boussole/schema';
import type { PeopleCatalogue } from '@boussole/warehouse';
import type { Request, RequestHandler } from 'express';
import onHeaders from 'on-headers';
import type { Logger } from 'pino';
import { type Cookies, isFromElsewhere } from './cookies.ts';
import { during, Visit } from './visit.ts';
import { toVisitor, type Visitor } from './visitor.ts';

/**
 * Finds who asks: the account of a token, or of a session when no other site made the request. Those who say nothing are let through as
 * they are. Throws `TOKEN_INVALID`, and `SIGN_IN_UNAVAILABLE` without the catalogue; a session that is over is that of nobody.
 */
export function identify(catalogue: PeopleCatalogue, cookies: Cookies, log: Logger): RequestHandler {
  return async (request, response, next) => {
    if (!request.headers.authorization && !request.headers.cookie) return next();
    const visitor = await visitorOf(request, catalogue, cookies).catch((error: unknown) => {
      if (isBoussoleError(error)) throw error;
      log.error({ err: error }, 'nobody can be recognised');
      throw failure('SIGN_IN_UNAVAILABLE', { problem: 'le catalogue ne répond pas' }, { cause: error });
    });
    if (!visitor) return next();
    onHeaders(response, () => {
      response.setHeader('cache-control', 'private, no-store');
      response.removeHeader('etag');
    });
    const { pathname, search } = new URL(request.originalUrl, 'http://localhost');
    during(new Visit(visitor, catalogue, { path: pathname, question: search }), next);
  };
}

async function visitorOf(request: Request, catalogue: PeopleCatalogue, cookies: Cookies): Promise<Visitor | undefined> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const [, secret] = /^Bearer +([\w-]{16,200})$/i.exec(authorization) ?? [];
    const bearer = secret === undefined ? undefined : await catalogue.tokenOf(secret);
    if (!bearer) throw failure('TOKEN_INVALID');
    return toVisitor(catalogue, bearer);
  }
  const secret = isFromElsewhere(request) ? undefined : cookies.read(request, 'session');
  const bearer = secret === undefined ? undefined : await catalogue.sessionOf(secret);
  return bearer && toVisitor(catalogue, bearer);
}
