import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { failure, type Limits } from '@boussole/schema';
import express from 'express';
import type { Logger } from 'pino';
import { answerErrors } from './answer-error.ts';
import { referRequests } from './request-reference.ts';

/** Files take the time of whoever reads them. */
const DOWNLOADS = /^\/(export|geo|quarantine)\//;
const RETRY_SECONDS = 30;

type Kind = 'question' | 'download';

/**
 * Follows what a server is answering, so that it can end without cutting it: questions have the time that any question has, downloads that of
 * `lastDownloadMilliseconds`, and requests that come meanwhile on connections that are still open are refused.
 */
export class Drain {
  readonly #http: Server;
  readonly #limits: Pick<Limits, 'questionMilliseconds' | 'lastDownloadMilliseconds'>;
  readonly #log: Logger;
  readonly #running = new Map<Socket, Map<ServerResponse, Kind>>();
  readonly #refuse: RequestListener;
  #isStopping = false;

  constructor(http: Server, limits: Limits, log: Logger) {
    this.#http = http;
    this.#limits = limits;
    this.#log = log;
    this.#refuse = refuseAll(limits, log);
    http.on('connection', (socket: Socket) => {
      this.#running.set(socket, new Map());
      socket.once('close', () => this.#running.delete(socket));
    });
  }

  /** What answers requests, followed; `answer` is given none once the server stops. */
  follow(answer: RequestListener): RequestListener {
    return (request, response) => {
      this.#note(request, response);
      return this.#isStopping ? this.#refuse(request, response) : answer(request, response);
    };
  }

  #note(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const running = this.#running.get(socket);
    running?.set(response, DOWNLOADS.test(request.url ?? '') ? 'download' : 'question');
    response.once('close', () => {
      running?.delete(response);
      if (this.#isStopping && running?.size === 0) socket.end();
    });
  }

  /** Takes no more connections; resolves once all that ran has ended, or was cut. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const { questionMilliseconds, lastDownloadMilliseconds } = this.#limits;
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()));
    for (const [socket, running] of this.#running) {
      for (const response of running.keys()) if (!response.headersSent) response.setHeader('connection', 'close');
      if (running.size === 0) socket.end();
    }
    const timers = [
      setTimeout(() => this.#cut('question'), questionMilliseconds),
      setTimeout(() => this.#cut('download'), lastDownloadMilliseconds),
    ];
    await closed;
    for (const timer of timers) clearTimeout(timer);
  }

  /** Cuts the connections of downloads, or those of questions alone and those that nothing was asked on. */
  #cut(kind: Kind): void {
    let count = 0;
    for (const [socket, running] of this.#running) {
      const isDownload = [...running.values()].includes('download');
      if (isDownload !== (kind === 'download')) continue;
      socket.destroy();
      count += running.size;
    }
    if (count > 0) this.#log.warn({ kind, count }, 'answers were cut short: the server stops');
  }
}

function refuseAll(limits: Limits, log: Logger): RequestListener {
  return express()
    .disable('x-powered-by')
    .use(referRequests())
    .use((_request, response) => {
      response.set({ connection: 'close', 'retry-after': String(RETRY_SECONDS) });
      throw failure('SERVER_STOPPING');
    })
    .use(answerErrors(limits, log));
}
