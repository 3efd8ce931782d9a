import { HeaderMap } from '@apollo/server';
import type { Request, RequestHandler } from 'express';
import { currentVisitor } from '../access/visit.ts';
import type { RequestContext } from '../context.ts';
import { type AnswerCache, FinishedAnswer } from './answer-cache.ts';
import { answerKey, maybeAsked } from './answer-key.ts';
import type { Graphql, GraphqlOptions } from './graphql.ts';
import { sendAnswer } from './send-answer.ts';

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
  { apollo, admitted }: Graphql,
  { context, service }: GraphqlOptions,
  kept: AnswerCache,
): RequestHandler {
  return async (request, response) => {
    const key = await maybeKey(request, service);
    const known = key === undefined ? undefined : kept.find(key);
    if (known) return sendAnswer(request, response, known, 'kept');
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
    if (isLasting) {
      kept.keep(key, answer);
      admitted.noteAccepted(request.headers.accept, contentType);
    }
    await sendAnswer(request, response, answer, isLasting ? 'made' : 'passing');
  };
}

async function maybeKey(request: Request, service: GraphqlOptions['service']): Promise<string | undefined> {
  const asked = currentVisitor().accessClass === 'public' ? maybeAsked(request) : undefined;
  const inService = asked === undefined ? undefined : await service();
  return asked === undefined || inService === undefined ? undefined : answerKey(inService, request, asked);
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
