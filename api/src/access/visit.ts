import type { ReadingQueries } from '@boussole/warehouse';
import { currentRequest, knowing } from '../http/current-request.ts';
import { maybeRequestReference } from '../http/request-reference.ts';
import { ANONYMOUS, type Visitor } from './visitor.ts';

const QUESTION_LENGTH = 8_000;

/**
 * One request of a visitor, and what it read under a convention. That is recorded once per answer, before the answer leaves: where it cannot
 * be, there is no answer.
 */
export class Visit {
  readonly visitor: Visitor;
  readonly #path: string;
  readonly #readings: Pick<ReadingQueries, 'recordReading'>;
  readonly #indicators = new Set<string>();
  readonly #publications = new Set<string>();
  #question: string;
  #isDeferred = false;

  constructor(
    visitor: Visitor,
    readings: Pick<ReadingQueries, 'recordReading'>,
    asked: { readonly path: string; readonly question: string },
  ) {
    this.visitor = visitor;
    this.#readings = readings;
    this.#path = asked.path;
    this.#question = asked.question;
  }

  /** Notes that figures under a convention were read. */
  saw(indicator: string, publication: string): void {
    this.#indicators.add(indicator);
    this.#publications.add(publication);
  }

  /** Says that several questions make one answer, which will be recorded as a whole by `settle`. */
  defer(question: string): void {
    this.#question = question;
    this.#isDeferred = true;
  }

  /** Records what a question read, unless it is part of a longer answer. */
  async settleQuestion(): Promise<void> {
    if (!this.#isDeferred) await this.settle();
  }

  /** Records what was read since the last time; nothing when it was all public. */
  async settle(): Promise<void> {
    const { account, tokenId, organisations } = this.visitor;
    if (this.#indicators.size === 0 || !account) return;
    const reading = {
      accountId: account.id,
      accountName: account.name,
      tokenId: tokenId ?? null,
      organisations: organisations.map(({ name }) => name),
      indicators: [...this.#indicators].sort(),
      publication: [...this.#publications].sort().join(' '),
      path: this.#path,
      question: this.#question.slice(0, QUESTION_LENGTH),
      request: maybeRequestReference() ?? '-',
    };
    this.#indicators.clear();
    this.#publications.clear();
    await this.#readings.recordReading(reading);
  }
}

/** Runs what answers a request as a part of a visit. */
export function during<T>(visit: Visit, run: () => T): T {
  return knowing({ visit }, run);
}

/** The visit being answered; undefined for those who did not sign in, and outside of any request. */
export function maybeVisit(): Visit | undefined {
  return currentRequest().visit;
}

/** Whoever is being answered: nobody in particular unless the request said who. */
export function currentVisitor(): Visitor {
  return maybeVisit()?.visitor ?? ANONYMOUS;
}
