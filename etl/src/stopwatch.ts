import type { LoadStep } from '@boussole/warehouse';

/** Times the steps of a load, one after the other; a step that comes back adds to its time. */
export class Stopwatch {
  #current: LoadStep['step'] | undefined;
  #since = 0;
  readonly #times = new Map<LoadStep['step'], number>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Ends the step under way and starts another. */
  start(step: LoadStep['step']): void {
    const now = this.#now().getTime();
    this.#end(now);
    this.#current = step;
    this.#since = now;
  }

  /** Ends the step under way; tells what was done, in the order in which it started. */
  stop(): readonly LoadStep[] {
    this.#end(this.#now().getTime());
    this.#current = undefined;
    return [...this.#times].map(([step, durationMs]) => ({ step, durationMs }));
  }

  #end(now: number): void {
    if (this.#current === undefined) return;
    this.#times.set(this.#current, (this.#times.get(this.#current) ?? 0) + now - this.#since);
  }
}
