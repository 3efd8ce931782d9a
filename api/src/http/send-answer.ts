import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Eventual } from '@boussole/warehouse';
import { namesTag } from './accepted-encoding.ts';
import type { FinishedAnswer } from './answer-cache.ts';

/** What of a request decides how an answer is sent. */
export interface Receiver {
  readonly method?: string;
  readonly headers: IncomingHttpHeaders;
}

/** An answer `kept` from before, just `made` and as lasting, or `passing`. */
export type AnswerLife = 'kept' | 'made' | 'passing';

/** Names and values of headers by turns: a response that is given all at once takes half the time. */
export type HeaderList = string[];

/** Errors are told in the language of whoever asks. */
const VARY = 'accept-language, accept, accept-encoding';

/**
 * Sends an answer, at once unless it has to be compressed. Asking again for one that lasts tells whether it changed: another publication may be in
 * service. What it is known by is worked out for those who may ask so, by GET. `headers` are sent besides those that the response has already.
 */
export function sendAnswer(
  { method, headers: asked }: Receiver,
  response: ServerResponse,
  answer: FinishedAnswer,
  life: AnswerLife,
  headers: HeaderList = [],
): Eventual<void> {
  const encoding = answer.encodingFor(asked['accept-encoding'] ?? '');
  headers.push('vary', VARY, 'cache-control', life === 'passing' ? 'no-store' : 'no-cache');
  if (life !== 'passing' && method === 'GET') {
    const tag = answer.tag(encoding);
    headers.push('etag', tag);
    if (namesTag(asked['if-none-match'], tag)) {
      response.removeHeader('content-type');
      response.writeHead(304, headers).end();
      return;
    }
  }
  headers.push('content-type', answer.contentType);
  if (encoding !== 'identity') headers.push('content-encoding', encoding);
  const end = (body: Buffer): void => {
    headers.push('content-length', String(body.length));
    response.writeHead(response.statusCode, headers).end(body);
  };
  const body = answer.body(encoding);
  return body instanceof Promise ? body.then(end) : end(body);
}
