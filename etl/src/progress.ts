import { Presets, SingleBar } from 'cli-progress';
import type { Effects } from './effects.ts';

/** Shows one step at a time: a bar on a terminal, one line a step elsewhere. */
export interface Progress {
  /** Says that `done` of `total` are done in a step; the first call with another label starts that step. */
  advance(label: string, done: number, total: number): void;
  /** Leaves the terminal clean for what follows. */
  stop(): void;
}

export function startProgress(effects: Effects): Progress {
  return effects.interactive ? new Bars() : new Lines(effects);
}

class Lines implements Progress {
  #label = '';
  readonly #effects: Effects;

  constructor(effects: Effects) {
    this.#effects = effects;
  }

  advance(label: string): void {
    if (label === this.#label) return;
    this.#label = label;
    this.#effects.tell(`${label}…`);
  }

  stop(): void {
    this.#label = '';
  }
}

class Bars implements Progress {
  #label = '';
  #bar: SingleBar | undefined;

  advance(label: string, done: number, total: number): void {
    if (label !== this.#label) {
      this.stop();
      this.#label = label;
      this.#bar = new SingleBar(
        { format: `${label.padEnd(34)} {bar} {percentage} %`, stream: process.stderr, hideCursor: true, barsize: 30 },
        Presets.shades_classic,
      );
      this.#bar.start(total, done);
    }
    this.#bar?.setTotal(total);
    this.#bar?.update(done);
  }

  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
    this.#label = '';
  }
}
