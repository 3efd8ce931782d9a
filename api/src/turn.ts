import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long questions keep others waiting, in milliseconds, before these are given their turn. */
const LONGEST = 40;

let started: number | undefined;

/** Whether what runs has kept others waiting for long, since they last had their turn. */
export function isLongTurn(): boolean {
  if (started === undefined) {
    started = performance.now();
    setImmediate(() => {
      started = undefined;
    });
    return false;
  }
  return performance.now() - started > LONGEST;
}

/** Lets others be answered until a turn is left; `check` throws when there is nothing to wait for any more. */
export async function takeTurn(check: () => void): Promise<void> {
  while (isLongTurn()) await nextTurn();
  check();
}
