import { type ErrorCode, failure, isBoussoleError } from '@boussole/schema';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { excerpt } from './arguments.ts';
import { maybeRequestReference } from './http/request-reference.ts';

/** Errors that speak of a question. Any other one speaks of the server, and only its log may repeat it. */
const OF_QUESTIONS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'TERRITORY_ID_INVALID',
  'TERRITORY_UNKNOWN',
  'INDICATOR_UNKNOWN',
  'YEAR_UNAVAILABLE',
  'SLICE_UNKNOWN',
  'PUBLICATION_UNKNOWN',
  'PUBLICATION_NONE',
  'ROLLBACK_NONE',
  'ARGUMENT_INVALID',
  'LIMIT_EXCEEDED',
  'TOO_MANY_QUESTIONS',
  'SERVER_BUSY',
  'CURSOR_INVALID',
  'QUERY_INVALID',
  'ADDRESS_UNKNOWN',
  'OUTLINES_UNKNOWN',
  'SIGN_IN_NEEDED',
  'SIGN_IN_REFUSED',
  'SIGN_IN_UNAVAILABLE',
  'TOKEN_INVALID',
  'NOT_ALLOWED',
]);

/** Codes that Apollo gives to requests and documents that it cannot run. */
const OF_DOCUMENTS: ReadonlySet<unknown> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
]);

/** Clients of persisted operations know these by name and send the document again. */
const OF_PROTOCOL: ReadonlySet<unknown> = new Set(['PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED']);

const PARAMETER = 600;

/** What leaves the server for one error, on every path. */
export interface AnsweredError {
  readonly message: string;
  readonly extensions: { readonly code: string };
}

/** Turns any error into what may leave the server; what nobody expected is logged under the reference that the answer gives. */
export function toAnsweredError(error: unknown, log: Logger): AnsweredError {
  if (isBoussoleError(error) && OF_QUESTIONS.has(error.code)) {
    return answered(error.code, failure(error.code, withExcerpts(error.parameters)).message);
  }
  const request = maybeRequestReference() ?? '-';
  log.error({ request, err: error }, 'a question failed');
  const { code, message } = failure('INTERNAL', { request });
  return answered(code, message);
}

/** A client is told of its own words, not sent all of them back. */
function withExcerpts<P>(parameters: P): P {
  const entries = Object.entries(parameters ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? excerpt(value, PARAMETER) : value,
  ]);
  return Object.fromEntries(entries) as P; // the same keys, and texts where there were texts
}

/** The same for an error met by Apollo: it keeps its place in the document and in the answer. */
export function toFormattedError(formatted: GraphQLFormattedError, error: unknown, log: Logger): GraphQLFormattedError {
  const { locations, path, extensions } = formatted;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  if (OF_PROTOCOL.has(extensions?.code)) return { ...answered(String(extensions?.code), formatted.message), ...place };
  const cause = error instanceof GraphQLError && error.originalError ? error.originalError : error;
  if (!isBoussoleError(cause) && (OF_DOCUMENTS.has(extensions?.code) || isOfRequest(error))) {
    return { ...toInvalidQuery(formatted.message), ...place };
  }
  return { ...toAnsweredError(cause, log), ...place };
}

/** Tells whether graphql-js gave up before running any field, as it does on too many wrong variables. */
function isOfRequest(error: unknown): boolean {
  return error instanceof GraphQLError && !error.originalError && !error.path;
}

/** The error of a request or a document that cannot be run, with the words of the library that refused it. */
export function toInvalidQuery(problem: string): AnsweredError {
  const { code, message } = failure('QUERY_INVALID', { problem: excerpt(problem, 300) });
  return answered(code, message);
}

function answered(code: string, message: string): AnsweredError {
  return { message, extensions: { code } };
}
