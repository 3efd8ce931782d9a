import { failure, type Limits } from '@boussole/schema';
import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import pLimit from 'p-limit';
import { currentVisitor } from '../access/visit.ts';
import type { Metrics } from './metrics.ts';

const MINUTE = 60_000;
const RETRY_SECONDS = 2;

/**
 * Bounds how many questions an account, or an address for those who did not sign in, asks in a minute; throws `TOO_MANY_QUESTIONS`. What is
 * left is told in the headers `ratelimit` (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers).
 */
export function boundRate(
  { questionsPerMinute }: Pick<Limits, 'questionsPerMinute'>,
  metrics: Metrics,
): RequestHandler {
  return rateLimit({
    windowMs: MINUTE,
    limit: questionsPerMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Addresses come from the proxies that the settings trust, and from nobody else.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    keyGenerator: (request) => currentVisitor().account?.id ?? ipKeyGenerator(request.ip ?? ''),
    handler: (_request, response) => {
      metrics.countRefusal('rate');
      const seconds = Number(response.getHeader('retry-after')) || MINUTE / 1_000;
      throw failure('TOO_MANY_QUESTIONS', { allowed: questionsPerMinute, seconds });
    },
  });
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
