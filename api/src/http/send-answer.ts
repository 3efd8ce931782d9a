import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Eventual } from '@boussole/warehouse';
import type { FinishedAnswer } from './answer-cache.ts';

/** What of a request decides how an answer is sent. */
export interface Receiver {
  readonly method?: string;
  readonly headers: IncomingHttpHeaders;
}

/** An answer `kept` from before, just `made` and as lasting, or `passing`. */
export type AnswerLife = 'kept' | 'made' | 'passing';

/** Errors are told in the language of whoever asks. */
const VARY = 'accept-language, accept, accept-encoding';
const LARGE = 16_384;

/**
 * Sends an answer, at once unless it has to be compressed. Asking again for one that lasts tells whether it changed: another publication may be in
 * service. What a large new one is known by is worked out for those who may ask so, by GET.
 */
export function sendAnswer(
  { method, headers }: Receiver,
  response: ServerResponse,
  answer: FinishedAnswer,
  life: AnswerLife,
): Eventual<void> {
  const encoding = answer.encodingFor(headers['accept-encoding'] ?? '');
  response.setHeader('content-type', answer.contentType);
  response.setHeader('vary', VARY);
  response.setHeader('cache-control', life === 'passing' ? 'no-store' : 'no-cache');
  if (life === 'kept' || (life === 'made' && (method === 'GET' || answer.bytes < LARGE))) {
    const tag = answer.tag(encoding);
    response.setHeader('etag', tag);
    if (method === 'GET' && matches(headers['if-none-match'], tag)) {
      response.statusCode = 304;
      response.removeHeader('content-type');
      response.end();
      return;
    }
  }
  if (encoding !== 'identity') response.setHeader('content-encoding', encoding);
  const body = answer.body(encoding);
  return body instanceof Promise ? body.then((compressed) => end(response, compressed)) : end(response, body);
}

function end(response: ServerResponse, body: Buffer): void {
  response.setHeader('content-length', body.length);
  response.end(body);
}

function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const tags = header.split(',').map((text) => text.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}
