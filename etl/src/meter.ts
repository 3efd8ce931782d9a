import { stat } from 'node:fs/promises';
import type { Effects } from './effects.ts';
import { countDeliveries, type Errand } from './read/deliveries.ts';
import { toCount, toNumber } from './words.ts';

/** About what an embedded package holds, in bytes. */
const PACKAGE = 6e6;

/** How much of the reading of several files is done, in bytes of the files. */
export interface Meter {
  readonly total: number;
  done(): number;
  /** What is done once a share of a delivery is. */
  within(errand: Errand, share: number): number;
  /** Counts a whole delivery and its rows; gives what is done. */
  add(errand: Errand, rows: number): number;
  /** What is being read, or was: how many rows, and how many a second since the start, `underway` not being counted yet. */
  describe(name: string, underway: number, rows?: number): string;
}

export async function startMeter(errands: readonly Errand[], effects: Pick<Effects, 'now'>): Promise<Meter> {
  const sizes = new Map<Errand, number>();
  for (const errand of errands) {
    const size = errand.kind === 'file' ? await stat(errand.path).catch(() => undefined) : undefined;
    sizes.set(errand, size?.size ?? PACKAGE);
  }
  const start = effects.now().getTime();
  let [done, counted] = [0, 0];
  return {
    total: errands.reduce((sum, errand) => sum + sizes.get(errand)! * countDeliveries(errand), 0),
    done: () => done,
    within: (errand, share) => done + sizes.get(errand)! * share,
    add(errand, rows) {
      counted += rows;
      done += sizes.get(errand)!;
      return done;
    },
    describe(name, underway, rows = underway) {
      const seconds = Math.max(effects.now().getTime() - start, 1) / 1_000;
      const rate = toNumber(Math.round((counted + underway) / seconds));
      return rows === 0 ? `${name} : lecture` : `${name} : ${toCount(rows, 'ligne')} (${rate} par seconde)`;
    },
  };
}
