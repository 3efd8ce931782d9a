import type { ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { maybeRequestReference } from './request-reference.ts';

/** Logs each answer: method, path without its query, status, duration. */
export function logRequests(log: Logger): RequestHandler {
  return ({ method, path }, response, next) => {
    logAnswer(log, { request: maybeRequestReference(), method, path }, response);
    next();
  };
}

/** Logs the answer to a request that started at a moment of `performance.now`, once it left. */
export function logAnswer(
  log: Logger,
  told: { readonly request: string | undefined; readonly method: string; readonly path: string },
  response: ServerResponse,
  start = performance.now(),
): void {
  if (!log.isLevelEnabled('info')) return;
  response.once('close', () => {
    const milliseconds = Math.round((performance.now() - start) * 10) / 10;
    log.info({ ...told, status: response.statusCode, milliseconds }, 'answered');
  });
}
