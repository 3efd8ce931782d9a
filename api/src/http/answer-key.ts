import type { IncomingHttpHeaders } from 'node:http';
import { hashOf } from './document-hash.ts';

/** A question as a request puts it, by GET or by POST. */
export interface AskedQuestion {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  /** What the address says, by GET. */
  readonly query: Readonly<Record<string, unknown>>;
}

/** What tells a question from the others that everyone may ask of what is in service: the document by its hash, operation, variables, what is accepted. */
export function answerKey(
  inService: string,
  { method, headers }: Pick<AskedQuestion, 'method' | 'headers'>,
  asked: string,
): string {
  return `${inService} public ${method} ${headers.accept ?? ''}\n${asked}`;
}

/** What is asked: document by its hash, operation, variables. Undefined when it is not said as it should be, which Apollo will tell. */
export function maybeAsked({ method, headers, body, query: address }: AskedQuestion): string | undefined {
  if (method === 'GET') {
    // Apollo refuses what a page of another site may have made a browser ask.
    if (!headers['apollo-require-preflight']) return undefined;
    const { query, extensions, operationName, variables, ...others } = address;
    const isPlain = Object.keys(others).length === 0 && (query === undefined || extensions === undefined);
    const document = typeof query === 'string' ? hashOf(query) : extensions;
    return isPlain && typeof document === 'string' ? maybeText([document, operationName, variables]) : undefined;
  }
  const posted = method === 'POST' ? maybePosted(body) : undefined;
  return posted && maybeText([posted.hash, posted.operationName, posted.variables]);
}

/** A question that was sent as it should be, its document by its hash. */
export interface PostedQuestion {
  readonly hash: string;
  readonly operationName: unknown;
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
}

/** Reads what was posted; undefined when it is not said as it should be, or registers a document under its hash. */
export function maybePosted(body: unknown): PostedQuestion | undefined {
  if (!isRecord(body)) return undefined;
  const { query, extensions, operationName, variables } = body;
  if (!isMaybeRecord(extensions) || !isMaybeRecord(variables)) return undefined;
  const persisted = extensions?.persistedQuery;
  const known = isRecord(persisted) && persisted.version === 1 ? persisted.sha256Hash : undefined;
  if (persisted !== undefined && known === undefined) return undefined;
  // A document that comes with the hash it is to be known by is registered by Apollo, and its hash checked.
  if (query !== undefined && known !== undefined) return undefined;
  const hash = typeof query === 'string' ? hashOf(query) : known;
  return typeof hash === 'string' ? { hash, operationName, variables } : undefined;
}

/** Variables may be too deep to be written, which is for Apollo to refuse. */
export function maybeText(asked: unknown): string | undefined {
  try {
    return JSON.stringify(asked);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type AnyRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is AnyRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMaybeRecord(value: unknown): value is AnyRecord | null | undefined {
  return value === undefined || value === null || isRecord(value);
}
