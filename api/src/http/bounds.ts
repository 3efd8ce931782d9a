import { failure, type Limits } from '@boussole/schema';
import type { RequestHandler } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import pLimit from 'p-limit';
import { currentVisitor } from '../access/visit.ts';
import type { Metrics } from './metrics.ts';
import { Rate } from './rate.ts';

const MINUTE = 60_000;
const RETRY_SECONDS = 2;
const KEPT_KEYS = 1_000;

/**
 * Bounds how many questions an account, or an address for those who did not sign in, asks in a minute; throws `TOO_MANY_QUESTIONS`. What is
 * left is told in the headers `ratelimit` (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers).
 */
export function boundRate(
  { questionsPerMinute }: Pick<Limits, 'questionsPerMinute'>,
  metrics: Metrics,
): RequestHandler {
  const rate = new Rate(MINUTE);
  const name = `"${questionsPerMinute}-in-1min"`;
  return (request, response, next) => {
    const key = currentVisitor().account?.id ?? keyOfAddress(request.ip ?? '');
    const now = Date.now();
    const { partition, asked, end } = rate.count(key, now);
    const seconds = Math.ceil((end - now) / 1_000);
    response.setHeader('ratelimit', `${name}; r=${Math.max(questionsPerMinute - asked, 0)}; t=${seconds}`);
    response.setHeader('ratelimit-policy', `${name}; q=${questionsPerMinute}; w=${MINUTE / 1_000}; pk=:${partition}:`);
    if (asked <= questionsPerMinute) return next();
    metrics.countRefusal('rate');
    response.setHeader('retry-after', seconds);
    throw failure('TOO_MANY_QUESTIONS', { allowed: questionsPerMinute, seconds });
  };
}

const keys = new Map<string, string>();

/** One key for all addresses that one client has, which are many with IPv6; those met often are worked out once. */
function keyOfAddress(address: string): string {
  const known = keys.get(address);
  if (known !== undefined) return known;
  const key = ipKeyGenerator(address);
  if (keys.size >= KEPT_KEYS) keys.clear();
  keys.set(address, key);
  return key;
}

/** Bounds how many questions are answered at the same time: the next ones wait for their turn; throws `SERVER_BUSY` when too many wait. */
export function boundRunning(
  { runningQuestions, waitingQuestions }: Pick<Limits, 'runningQuestions' | 'waitingQuestions'>,
  metrics: Metrics,
): RequestHandler {
  const turns = pLimit(runningQuestions);
  metrics.watch('boussole_questions_running', 'Questions being answered.', () => turns.activeCount);
  metrics.watch('boussole_questions_waiting', 'Questions that wait for their turn.', () => turns.pendingCount);
  return (_request, response, next) => {
    if (turns.pendingCount >= waitingQuestions) {
      metrics.countRefusal('busy');
      response.setHeader('retry-after', RETRY_SECONDS);
      throw failure('SERVER_BUSY');
    }
    const closed = new Promise<void>((resolve) => response.once('close', resolve));
    void turns(() => {
      if (response.closed) return;
      next();
      return closed;
    });
  };
}
