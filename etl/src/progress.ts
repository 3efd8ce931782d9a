import type { BuildStep } from '@boussole/warehouse';
import { Presets, SingleBar } from 'cli-progress';
import type { Effects } from './effects.ts';

/** What whoever waits for a publication is told of each of its steps. */
export const BUILD_STEPS: Readonly<Record<BuildStep, string>> = {
  read: 'Assemblage des livraisons',
  restate: 'Passage entre millésimes',
  protect: 'Protection des secrets',
  'roll-up': 'Agrégation des territoires',
  write: 'Écriture de la publication',
  audit: 'Contrôle de la publication',
  switch: 'Mise en service',
};

/** Shows one step at a time: a bar and the time it should still take on a terminal, lines elsewhere. */
export interface Progress {
  /** Says that `done` of `total` are done in a step, and what was just done; the first call with another label starts that step. */
  advance(label: string, done: number, total: number, what?: string): void;
  /** The same within what was last said, many times a second: it moves a bar and writes no line. */
  within(label: string, done: number, total: number, what?: string): void;
  /** Leaves the terminal clean for what follows. */
  stop(): void;
}

export function startProgress(effects: Effects): Progress {
  return effects.interactive ? new Bars(effects) : new Lines(effects);
}

/** Seconds that a step should still take, were the rest as fast as what is done; undefined while nothing is. */
export function secondsLeft(elapsed: number, done: number, total: number): number | undefined {
  return done > 0 && done < total ? Math.ceil((elapsed * (total - done)) / done) : undefined;
}

class Lines implements Progress {
  #label = '';
  #what = '';
  readonly #effects: Effects;

  constructor(effects: Effects) {
    this.#effects = effects;
  }

  advance(label: string, _done: number, _total: number, what = ''): void {
    if (label !== this.#label) this.#effects.tell(`${label}…`);
    if (what !== this.#what && what !== '') this.#effects.tell(`  ${what}`);
    this.#label = label;
    this.#what = what;
  }

  within(): void {
    // A log keeps what is done, not how it goes.
  }

  stop(): void {
    this.#label = '';
  }
}

class Bars implements Progress {
  #label = '';
  #bar: SingleBar | undefined;
  #start = 0;
  readonly #effects: Effects;

  constructor(effects: Effects) {
    this.#effects = effects;
  }

  advance(label: string, done: number, total: number, what = ''): void {
    const now = this.#effects.now().getTime();
    if (label !== this.#label) {
      this.stop();
      this.#label = label;
      this.#start = now;
      this.#bar = new SingleBar(
        {
          format: `${label.padEnd(34)} {bar} {percentage} %{left} {what}`,
          stream: process.stderr,
          hideCursor: true,
          barsize: 24,
        },
        Presets.shades_classic,
      );
      this.#bar.start(total, done, { left: '', what });
    }
    const seconds = secondsLeft((now - this.#start) / 1_000, done, total);
    this.#bar?.setTotal(total);
    this.#bar?.update(done, { left: seconds === undefined ? '' : `, reste ${seconds} s`, what });
  }

  within(label: string, done: number, total: number, what?: string): void {
    this.advance(label, done, total, what);
  }

  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
    this.#label = '';
  }
}
