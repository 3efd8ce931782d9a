import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long questions keep others waiting, in milliseconds, before these are given their turn. */
const LONGEST = 40;
/** A request that has taken no more than this of the turn does not wait: many short ones are answered one after the other. */
const SHORT = 10;

let turn = 0;
let started: number | undefined;

/** The turns of one request. */
export class Turns {
  #turn = 0;
  #started = 0;

  /** Whether it has kept others waiting for long, since they last had their turn. */
  isLong(): boolean {
    const now = performance.now();
    if (started === undefined) {
      turn++;
      started = now;
      setImmediate(() => {
        started = undefined;
      });
    }
    if (this.#turn !== turn) {
      this.#turn = turn;
      this.#started = now;
    }
    return now - started > LONGEST && now - this.#started > SHORT;
  }

  /** Lets others be answered until a turn is left; `check` throws when there is nothing to wait for any more. */
  async next(check: () => void): Promise<void> {
    while (this.isLong()) await nextTurn();
    check();
  }
}
