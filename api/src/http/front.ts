import type { IncomingMessage, RequestListener } from 'node:http';
import type { Express, Request } from 'express';
import type { Logger } from 'pino';
import type { AskedAgain } from './asked-again.ts';

/** Longer questions come the general way, which reads them when it is their turn. */
const LONGEST = 65_536;
const JSON_TYPE = /^application\/json *(; *charset=utf-8 *)?$/i;

/**
 * What answers requests: questions that were asked before, the short way; everything else, and what that way leaves, goes through the routes as it
 * came, its body not read yet.
 */
export function toFront(app: Express, again: AskedAgain, log: Logger): RequestListener {
  const hasProxies = (app.get('trust proxy') as readonly string[]).length > 0; // as `toApp` sets it
  const addressOf = (request: IncomingMessage): string => {
    if (!hasProxies) return request.socket.remoteAddress ?? '';
    Object.setPrototypeOf(request, app.request);
    return (request as Request).ip ?? ''; // as it was just made
  };
  return (request, response) => {
    const leave = (): void => app(request, response);
    const length = shortLength(request);
    if (length === undefined) return leave();
    readWhole(request, length, (body) => {
      let isAnswered = false;
      try {
        isAnswered = again.answer(request, response, body, addressOf(request), leave);
      } catch (error) {
        log.error({ err: error }, 'a question was not answered the short way');
        if (response.headersSent) return response.destroy();
        for (const name of response.getHeaderNames()) response.removeHeader(name);
      }
      if (isAnswered) return;
      request.unshift(body);
      leave();
    });
  };
}

/** Length of the body of what may be answered the short way: a question of nobody in particular, in plain JSON. */
function shortLength({ method, url, headers }: IncomingMessage): number | undefined {
  const isPlain =
    method === 'POST' &&
    url === '/graphql' &&
    headers.host !== undefined &&
    headers.authorization === undefined &&
    headers.cookie === undefined &&
    headers['content-encoding'] === undefined &&
    JSON_TYPE.test(headers['content-type'] ?? '');
  const length = Number(headers['content-length']);
  return isPlain && length > 0 && length <= LONGEST ? length : undefined;
}

/** Gives a body once it is all there. Who goes away before is not answered. */
function readWhole(request: IncomingMessage, length: number, done: (body: Buffer) => void): void {
  const parts: Buffer[] = [];
  let size = 0;
  const read = (): void => {
    while (size < length) {
      const part: Buffer | null = request.read();
      if (part === null) break;
      parts.push(part);
      size += part.length;
    }
    if (size < length) return;
    request.off('readable', read);
    done(parts.length === 1 ? parts[0]! : Buffer.concat(parts));
  };
  request.on('readable', read);
}
