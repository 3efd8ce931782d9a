import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { failure, isBoussoleError, type Limits } from '@boussole/schema';
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import { type AnsweredError, toAnsweredError, toInvalidQuery, toRefused } from '../errors.ts';

const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/** Answers an error in the one shape that errors have, on every path. */
export function answerError(request: Request, response: Response, status: number, error: AnsweredError): void {
  const type = request.get('accept')?.includes(GRAPHQL_RESPONSE) ? GRAPHQL_RESPONSE : 'application/json';
  // https://www.rfc-editor.org/rfc/rfc6750#section-3
  if (status === 401) response.set('www-authenticate', 'Bearer');
  response
    .vary('accept-language')
    .status(status)
    .type(`${type}; charset=utf-8`)
    .send(JSON.stringify({ errors: [error] }));
}

const MALFORMED = { status: '400 Bad Request', problem: 'requête HTTP mal formée' };
const UNREADABLE: Readonly<Record<string, { readonly status: string; readonly problem: string }>> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    problem: 'adresse ou en-têtes trop longs, envoyez la question par POST',
  },
  ERR_HTTP_REQUEST_TIMEOUT: { status: '408 Request Timeout', problem: 'la requête n’est pas arrivée à temps' },
};

/** Answers what Node.js could not read as HTTP, in the same shape. */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, problem } = UNREADABLE[error.code ?? ''] ?? MALFORMED;
  const body = JSON.stringify({ errors: [toInvalidQuery(problem)] });
  const head = `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8`;
  socket.end(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

/** Refuses a request that no route sees. */
export function refuseRequest(response: ServerResponse, status: number, problem: string): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ errors: [toInvalidQuery(problem)] }));
}

/** HTTP status of an error of a question, for paths that have no GraphQL answer to carry it. */
export function statusOf(error: unknown): number {
  if (!isBoussoleError(error)) return 500;
  switch (error.code) {
    case 'TERRITORY_UNKNOWN':
    case 'INDICATOR_UNKNOWN':
    case 'THEME_UNKNOWN':
    case 'YEAR_UNAVAILABLE':
    case 'SLICE_UNKNOWN':
    case 'PUBLICATION_UNKNOWN':
    case 'OUTLINES_UNKNOWN':
    case 'ADDRESS_UNKNOWN':
      return 404;
    case 'SIGN_IN_NEEDED':
    case 'TOKEN_INVALID':
      return 401;
    case 'NOT_ALLOWED':
    case 'SIGN_IN_REFUSED':
      return 403;
    case 'METHOD_NOT_ALLOWED':
      return 405;
    case 'TOO_MANY_QUESTIONS':
      return 429;
    case 'SERVER_BUSY':
    case 'SERVER_STOPPING':
    case 'SIGN_IN_UNAVAILABLE':
    case 'PUBLICATION_DAMAGED':
    case 'PUBLICATION_NONE':
      return 503;
    case 'TERRITORY_ID_INVALID':
    case 'ARGUMENT_INVALID':
    case 'LIMIT_EXCEEDED':
    case 'CURSOR_INVALID':
    case 'QUERY_INVALID':
      return 400;
    default:
      return 500;
  }
}

/** Last handler of the server: whatever a route threw, or a body that could not be read. */
export function answerErrors(limits: Limits, log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (response.headersSent) {
      log.error({ err: error }, 'an answer was cut short');
      response.destroy();
      return;
    }
    if (isBodyTooLarge(error)) {
      const allowed = limits.bodyBytes;
      // Of what is sent without its length, or compressed, no more was read.
      const isAtLeast = error.length === undefined;
      const asked = error.length ?? allowed + 1;
      const refusal = failure('LIMIT_EXCEEDED', { limit: 'bodyBytes', allowed, asked, isAtLeast });
      answerError(request, response, 413, toAnsweredError(refusal, log));
    } else if (isRefusedRequest(error)) {
      answerError(request, response, error.status, toRefused(error.message));
    } else {
      answerError(request, response, statusOf(error), toAnsweredError(error, log));
    }
  };
}

/** What the parsers of express throw: https://github.com/jshttp/http-errors. */
interface RefusedRequest extends Error {
  readonly status: number;
  readonly type?: string;
  readonly length?: number;
}

function isRefusedRequest(error: unknown): error is RefusedRequest {
  return error instanceof Error && 'status' in error && Number(error.status) >= 400 && Number(error.status) < 500;
}

function isBodyTooLarge(error: unknown): error is RefusedRequest {
  return isRefusedRequest(error) && error.type === 'entity.too.large';
}
