import type { IncomingMessage } from 'node:http';
import { failure, type Limits } from '@boussole/schema';
import type { RequestHandler } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import pLimit from 'p-limit';
import { currentVisitor } from '../access/visit.ts';
import type { Metrics } from './metrics.ts';
import { type Client, Rate } from './rate.ts';

const MINUTE = 60_000;
const RETRY_SECONDS = 2;
const KEPT_KEYS = 1_000;

/** How often and how many at a time questions are answered. */
export class Bounds {
  readonly #limits: Pick<Limits, 'questionsPerMinute' | 'runningQuestions' | 'waitingQuestions'>;
  readonly #metrics: Metrics;
  readonly #rate = new Rate(MINUTE);
  readonly #counted = new WeakMap<IncomingMessage, Client>();
  readonly #turns: ReturnType<typeof pLimit>;
  readonly #policy: string;

  constructor(limits: Pick<Limits, 'questionsPerMinute' | 'runningQuestions' | 'waitingQuestions'>, metrics: Metrics) {
    this.#limits = limits;
    this.#metrics = metrics;
    this.#policy = `"${limits.questionsPerMinute}-in-1min"`;
    this.#turns = pLimit(limits.runningQuestions);
    metrics.watch('boussole_questions_running', 'Questions being answered.', () => this.#turns.activeCount);
    metrics.watch('boussole_questions_waiting', 'Questions that wait for their turn.', () => this.#turns.pendingCount);
  }

  /**
   * Bounds how many questions an account, or an address for those who did not sign in, asks in a minute; throws `TOO_MANY_QUESTIONS`. What is
   * left is told in the headers `ratelimit` (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers).
   */
  rate(): RequestHandler {
    return (request, response, next) => {
      const client =
        this.#counted.get(request) ?? this.count(currentVisitor().account?.id ?? keyOfAddress(request.ip ?? ''));
      const [limit, left, policy, told] = this.headersOf(client);
      response.setHeader(limit, left);
      response.setHeader(policy, told);
      const allowed = this.#limits.questionsPerMinute;
      const seconds = secondsLeft(client);
      if (client.asked <= allowed) return next();
      this.#metrics.countRefusal('rate');
      response.setHeader('retry-after', seconds);
      throw failure('TOO_MANY_QUESTIONS', { allowed, seconds });
    };
  }

  /** Counts a question of an account or of the key of an address. */
  count(key: string): Client {
    return this.#rate.count(key, Date.now());
  }

  /** Says that a request was counted already. */
  carry(request: IncomingMessage, client: Client): void {
    this.#counted.set(request, client);
  }

  isWithin({ asked }: Client): boolean {
    return asked <= this.#limits.questionsPerMinute;
  }

  /** Tells a client what is left, as headers. */
  headersOf(client: Client): readonly [string, string, string, string] {
    const { partition, asked } = client;
    const allowed = this.#limits.questionsPerMinute;
    const left = `${this.#policy}; r=${Math.max(allowed - asked, 0)}; t=${secondsLeft(client)}`;
    return [
      'ratelimit',
      left,
      'ratelimit-policy',
      `${this.#policy}; q=${allowed}; w=${MINUTE / 1_000}; pk=:${partition}:`,
    ];
  }

  /** Bounds how many questions are answered at the same time: the next ones wait for their turn; throws `SERVER_BUSY` when too many wait. */
  running(): RequestHandler {
    return (_request, response, next) => {
      if (this.#turns.pendingCount >= this.#limits.waitingQuestions) {
        this.#metrics.countRefusal('busy');
        response.setHeader('retry-after', RETRY_SECONDS);
        throw failure('SERVER_BUSY');
      }
      const closed = new Promise<void>((resolve) => response.once('close', resolve));
      void this.#turns(() => {
        if (response.closed) return;
        next();
        return closed;
      });
    };
  }

  /** Whether a question would wait for no turn. */
  get hasRoom(): boolean {
    return this.#turns.activeCount + this.#turns.pendingCount < this.#limits.runningQuestions;
  }

  /** Takes a turn until something is done. */
  hold(done: Promise<unknown>): void {
    void this.#turns(() => done);
  }
}

function secondsLeft({ end }: Client): number {
  return Math.ceil((end - Date.now()) / 1_000);
}

const keys = new Map<string, string>();

/** One key for all addresses that one client has, which are many with IPv6; those met often are worked out once. */
export function keyOfAddress(address: string): string {
  const known = keys.get(address);
  if (known !== undefined) return known;
  const key = ipKeyGenerator(address);
  if (keys.size >= KEPT_KEYS) keys.clear();
  keys.set(address, key);
  return key;
}
