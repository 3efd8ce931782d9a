import {
  BoussoleError,
  type ErrorParameters,
  isBoussoleError,
  isOfQuestion,
  type QuestionErrorCode,
  toEnglish,
} from '@boussole/schema';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { excerpt } from './arguments.ts';
import { maybeEnumValues } from './enum-values.ts';
import { currentLanguage } from './http/request-language.ts';
import { maybeRequestReference } from './http/request-reference.ts';
import { explainRefusal, type Known } from './refused/explain-refusal.ts';

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
const LONGEST_PROBLEM = 350;

/** What leaves the server for one error, on every path. */
export interface AnsweredError {
  readonly message: string;
  readonly extensions: { readonly code: string };
}

/** Turns any error into what may leave the server; what nobody expected is logged under the reference that the answer gives. */
export function toAnsweredError(error: unknown, log: Logger): AnsweredError {
  // Any other error speaks of the server, and only its log may repeat it.
  if (isBoussoleError(error) && isOfQuestion(error.code))
    return told(error.code, error.parameters as ErrorParameters<QuestionErrorCode>); // those of its own code
  if (isOfNulText(error)) return toInvalidQuery('un texte contient le caractère nul (U+0000)');
  const request = maybeRequestReference() ?? '-';
  log.error({ request, err: error }, 'a question failed');
  return told('INTERNAL', { request });
}

/** PostgreSQL keeps no U+0000 in a text: https://www.postgresql.org/docs/current/datatype-character.html, error `22021`. */
function isOfNulText(error: unknown): boolean {
  const { driverError } = error as { readonly driverError?: { readonly code?: unknown } }; // as TypeORM wraps it
  return error instanceof Error && driverError?.code === '22021';
}

/** Tells an error in the language of whoever asks. */
function told<C extends QuestionErrorCode>(code: C, parameters: ErrorParameters<C>): AnsweredError {
  const shown = withExcerpts(parameters);
  if (currentLanguage() === 'en') return answered(code, toEnglish(code, shown));
  // The parameters of that same code, whether it takes any or not.
  return answered(code, new BoussoleError(code, shown).message);
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
export function toFormattedError(
  formatted: GraphQLFormattedError,
  error: unknown,
  { schema, log }: { readonly schema: GraphQLSchema; readonly log: Logger },
): GraphQLFormattedError {
  const { locations, path, extensions } = formatted;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  if (OF_PROTOCOL.has(extensions?.code)) return { ...answered(String(extensions?.code), formatted.message), ...place };
  const cause = error instanceof GraphQLError && error.originalError ? error.originalError : error;
  if (!isBoussoleError(cause) && (OF_DOCUMENTS.has(extensions?.code) || isOfRequest(error))) {
    const { message } = formatted;
    return { ...toRefused(message, { at: locations?.[0], values: maybeEnumValues(message, schema) }), ...place };
  }
  return { ...toAnsweredError(cause, log), ...place };
}

/** Tells whether graphql-js gave up before running any field, as it does on too many wrong variables. */
function isOfRequest(error: unknown): boolean {
  return error instanceof GraphQLError && !error.originalError && !error.path;
}

/** The error of a request or a document that cannot be run, for a reason said in French. */
export function toInvalidQuery(problem: string): AnsweredError {
  return told('QUERY_INVALID', { problem: excerpt(problem, LONGEST_PROBLEM) });
}

/** The same for what a library refused in its own words; told with what is known besides. */
export function toRefused(message: string, known: Known = {}): AnsweredError {
  return told('QUERY_INVALID', { problem: explainRefusal(message, currentLanguage(), known) });
}

function answered(code: string, message: string): AnsweredError {
  return { message, extensions: { code } };
}
