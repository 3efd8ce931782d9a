import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { Request, RequestHandler, Response } from 'express';
import { currentVisitor } from '../access/visit.ts';
import type { RequestContext } from '../context.ts';
import { AnswerCache, FinishedAnswer } from './answer-cache.ts';
import { hashOf } from './document-hash.ts';
import type { GraphqlOptions } from './graphql.ts';

/** Told what becomes of a question. */
export interface QuestionWitness {
  /** It reads something else than figures of publications. */
  readOutside(): void;
  readonly finish: NonNullable<RequestContext['finish']>;
}

/**
 * Answers questions through Apollo. What rests on nothing but a publication is the same as long as that publication is in service, so its bytes are kept: by
 * publication, document, variables and class of access. Answers to those who hold grants, errors, and anything that reads the catalogue of what people
 * do are made anew each time.
 */
export function answerQuestions(
  apollo: ApolloServer<RequestContext>,
  { limits, context, service, metrics }: GraphqlOptions,
): RequestHandler {
  const kept = new AnswerCache(limits.answerBytes);
  metrics.watch('boussole_answer_bytes', 'Memory of finished answers, in bytes.', () => kept.bytes);
  metrics.watch('boussole_answer_hits', 'Questions that a finished answer was kept for.', () => kept.hits);
  return async (request, response) => {
    const key = await maybeKey(request, service);
    const known = key === undefined ? undefined : kept.find(key);
    if (known) return send(request, response, known, 'kept');
    let isOutside = false;
    let finished: Buffer | undefined;
    let isWhole = false;
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: toApolloRequest(request),
      context: async () =>
        context(request, response, {
          readOutside() {
            isOutside = true;
          },
          finish(bytes, isWithoutErrors) {
            finished = bytes;
            isWhole = isWithoutErrors;
          },
        }),
    });
    if (body.kind === 'chunked') throw new Error('expected one answer to a question, but got several');
    for (const [name, value] of headers) response.setHeader(name, value);
    response.statusCode = status ?? 200;
    const contentType = headers.get('content-type') ?? 'application/json; charset=utf-8';
    const answer = new FinishedAnswer(finished ?? Buffer.from(body.string), contentType);
    const isLasting = key !== undefined && isWhole && response.statusCode === 200 && !isOutside;
    if (isLasting) kept.keep(key, answer);
    await send(request, response, answer, isLasting ? 'made' : 'passing');
  };
}

async function maybeKey(request: Request, service: GraphqlOptions['service']): Promise<string | undefined> {
  const { accessClass } = currentVisitor();
  const asked = accessClass === 'public' ? maybeAsked(request) : undefined;
  if (!asked) return undefined;
  const inService = await service();
  if (inService === undefined) return undefined;
  return `${inService} ${accessClass} ${request.method} ${request.headers.accept ?? ''}\n${asked}`;
}

/** What is asked: document by its hash, operation, variables. Undefined when it is not said as it should be, which Apollo will tell. */
function maybeAsked({ method, headers, body, query: address }: Request): string | undefined {
  if (method === 'GET') {
    // Apollo refuses what a page of another site may have made a browser ask.
    if (!headers['apollo-require-preflight']) return undefined;
    const { query, extensions, operationName, variables, ...others } = address;
    const isPlain = Object.keys(others).length === 0 && (query === undefined || extensions === undefined);
    const document = typeof query === 'string' ? hashOf(query) : extensions;
    return isPlain && typeof document === 'string' ? maybeText([document, operationName, variables]) : undefined;
  }
  if (method !== 'POST' || typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const { query, extensions, operationName, variables } = body;
  if (![extensions, variables].every(isMaybeRecord)) return undefined;
  const hash = extensions?.persistedQuery?.sha256Hash;
  // A document that comes with the hash it is to be known by is registered by Apollo, and its hash checked.
  if (query !== undefined && hash !== undefined) return undefined;
  const document = typeof query === 'string' ? hashOf(query) : hash;
  return typeof document === 'string' ? maybeText([document, operationName, variables]) : undefined;
}

/** Variables may be too deep to be written, which is for Apollo to refuse. */
function maybeText(asked: unknown): string | undefined {
  try {
    return JSON.stringify(asked);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isMaybeRecord(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
}

function toApolloRequest(request: Request) {
  const headers = new HeaderMap();
  for (const name in request.headers) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const at = request.url.indexOf('?');
  return { method: request.method, headers, search: at < 0 ? '' : request.url.slice(at), body: request.body };
}

/**
 * Sends an answer: `kept` from before, just `made` and as lasting, or `passing`. Asking again for one that lasts tells whether it changed: another
 * publication may be in service. What a large new one is known by is worked out for those who may ask so, by GET.
 */
async function send(
  request: Request,
  response: Response,
  answer: FinishedAnswer,
  life: 'kept' | 'made' | 'passing',
): Promise<void> {
  const encoding = answer.encodingFor(request.headers['accept-encoding'] ?? '');
  response.setHeader('content-type', answer.contentType);
  response.vary('accept').vary('accept-encoding');
  response.setHeader('cache-control', life === 'passing' ? 'no-store' : 'no-cache');
  if (life === 'kept' || (life === 'made' && (request.method === 'GET' || answer.bytes < LARGE))) {
    const tag = answer.tag(encoding);
    response.setHeader('etag', tag);
    if (request.method === 'GET' && matches(request.headers['if-none-match'], tag)) {
      response.statusCode = 304;
      response.removeHeader('content-type');
      response.end();
      return;
    }
  }
  if (encoding !== 'identity') response.setHeader('content-encoding', encoding);
  const body = await answer.body(encoding);
  response.setHeader('content-length', body.length);
  response.end(body);
}

const LARGE = 16_384;

function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const tags = header.split(',').map((text) => text.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}
