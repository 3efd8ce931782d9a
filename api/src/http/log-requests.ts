import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { maybeRequestReference } from './request-reference.ts';

/** Logs each answer: method, path without its query, status, duration. */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    const reference = maybeRequestReference();
    const { method, path } = request;
    response.once('close', () => {
      const milliseconds = Math.round((performance.now() - start) * 10) / 10;
      log.info({ request: reference, method, path, status: response.statusCode, milliseconds }, 'answered');
    });
    next();
  };
}
