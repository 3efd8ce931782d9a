import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Limits } from '@boussole/schema';
import type { Eventual } from '@boussole/warehouse';
import type { Logger } from 'pino';
import type { RequestContext } from '../context.ts';
import { checkCost } from '../document-cost.ts';
import { checkVariables } from '../variables-check.ts';
import type { AdmittedDocuments, AdmittedOperation } from './admitted-documents.ts';
import { type AnswerCache, FinishedAnswer } from './answer-cache.ts';
import { answerKey, maybePosted, maybeText, type PostedQuestion } from './answer-key.ts';
import { type Bounds, keyOfAddress } from './bounds.ts';
import { logAnswer } from './log-requests.ts';
import { maybeJson } from './maybe-json.ts';
import type { Metrics } from './metrics.ts';
import type { Client } from './rate.ts';
import { REFERENCE_HEADER, toReference } from './request-reference.ts';
import { type AnswerLife, type HeaderList, sendAnswer } from './send-answer.ts';

const PATH = '/graphql';

export interface AskedAgainOptions {
  readonly limits: Limits;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly service: () => Eventual<string | undefined>;
  /** A context of figures: whatever asks it for anything else fails. */
  readonly figures: () => RequestContext;
  readonly bounds: Bounds;
  readonly kept: AnswerCache;
  readonly admitted: AdmittedDocuments;
  /** On every answer. */
  readonly headers: HeaderList;
}

/** A question that can be answered the short way, and what it takes. */
interface Known {
  readonly posted: PostedQuestion;
  readonly admitted: AdmittedOperation;
  readonly contentType: string;
  readonly client: Client;
  readonly key: string;
  readonly reference: string;
  readonly start: number;
}

/**
 * Answers again what Apollo has admitted: the same operation, with other variables, for somebody who did not sign in. It is counted, bounded, weighed,
 * timed and sent as any other, but it is not parsed, validated and passed through plugins again, which takes several times as long as its figures. All
 * that is unusual, and all that fails, is left to the general way, which tells errors.
 */
export class AskedAgain {
  readonly #options: AskedAgainOptions;
  #answers = 0;

  constructor(options: AskedAgainOptions) {
    this.#options = options;
    options.metrics.watch(
      'boussole_answers_again',
      'Questions answered without being parsed and validated again.',
      () => this.#answers,
    );
  }

  /** Answers a request that came with a body from an address; false when it is left as it came. `leave` is called when that is only known later. */
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
    address: string,
    leave: () => void,
  ): boolean {
    const known = this.#maybeKnown(request, body, address);
    if (!known) return false;
    const { bounds, kept, figures } = this.#options;
    if (!bounds.isWithin(known.client)) return this.#leave(request, known);
    const finished = kept.find(known.key);
    if (finished) {
      this.#send(request, response, known, finished, 'kept');
      return true;
    }
    const context = figures();
    const written = this.#run(known, context);
    if (written === undefined) return this.#leave(request, known);
    if (!(written instanceof Promise)) {
      void context.leases.release();
      this.#finish(request, response, known, written);
      return true;
    }
    request.unshift(body);
    const told = (bytes: Buffer): void => this.#finish(request, response, known, bytes);
    const left = (): void => {
      this.#leave(request, known);
      leave();
    };
    const done = written.finally(() => context.leases.release()).then(told, left);
    bounds.hold(done.catch((error: unknown) => this.#cut(response, known, error)));
    return true;
  }

  #maybeKnown({ headers }: IncomingMessage, body: Buffer, address: string): Known | undefined {
    const { bounds, admitted, service } = this.#options;
    const posted = maybePosted(maybeJson(body.toString()));
    const operation = posted && admitted.find(posted.hash, posted.operationName);
    const contentType = admitted.contentType(headers.accept);
    if (!operation || contentType === undefined || !bounds.hasRoom) return undefined;
    const inService = service();
    // Whoever asks the general way is told what is wrong.
    if (inService instanceof Promise) inService.catch(() => undefined);
    const asked = maybeText([posted.hash, posted.operationName, posted.variables]);
    if (typeof inService !== 'string' || asked === undefined) return undefined;
    return {
      posted,
      admitted: operation,
      contentType,
      client: bounds.count(keyOfAddress(address)),
      key: answerKey(inService, { method: 'POST', headers }, asked),
      reference: toReference(headers[REFERENCE_HEADER]),
      start: performance.now(),
    };
  }

  /** The bytes of an answer; undefined when something is wrong, which is told the general way. */
  #run({ posted, admitted }: Known, context: RequestContext): Eventual<Buffer> | undefined {
    const { schema, document, operation, run } = admitted;
    const variables = posted.variables ?? {};
    try {
      checkVariables(variables, this.#options.limits);
      checkCost({ schema, document, operation, variables }, this.#options.limits);
      // Nothing is known of a request of nobody in particular; what runs in a storage of Node.js outlives its answer by a sweep of the whole memory.
      return run(variables, context);
    } catch {
      void context.leases.release();
      return undefined;
    }
  }

  #leave(request: IncomingMessage, { client }: Known): false {
    this.#options.bounds.carry(request, client);
    return false;
  }

  #finish(request: IncomingMessage, response: ServerResponse, known: Known, bytes: Buffer): void {
    const { kept, metrics } = this.#options;
    metrics.timeQuestion(known.admitted.operation, known.start);
    const answer = new FinishedAnswer(bytes, known.contentType);
    kept.keep(known.key, answer);
    this.#send(request, response, known, answer, 'made');
  }

  #send(
    request: IncomingMessage,
    response: ServerResponse,
    known: Known,
    answer: FinishedAnswer,
    life: AnswerLife,
  ): void {
    if (response.closed) return;
    this.#answers++;
    const { headers, bounds, metrics, log } = this.#options;
    const { reference, client, start } = known;
    metrics.timeRequest(PATH, 'POST', response, start);
    logAnswer(log, { request: reference, method: 'POST', path: PATH }, response, start);
    const own = [...headers, REFERENCE_HEADER, reference, ...bounds.headersOf(client)];
    const sent = sendAnswer(request, response, answer, life, own);
    if (sent instanceof Promise) sent.catch((error: unknown) => this.#cut(response, known, error));
  }

  #cut(response: ServerResponse, { reference }: Known, error: unknown): void {
    this.#options.log.error({ request: reference, err: error }, 'an answer was not sent');
    response.destroy();
  }
}
