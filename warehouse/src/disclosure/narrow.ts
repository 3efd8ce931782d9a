import { type Bounds, type Equation, NOT_NEGATIVE, NOTHING } from './equation.ts';

/** Times that bounds of one unknown may be narrowed: they may come nearer to a limit forever. */
const TIMES = 50;

/** What sums leave of bounds: aligned with the unknowns. */
export interface Narrowed {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * Narrows the bounds of unknowns, numbered from 0 to `count` - 1, by each sum in turn until none tells more: what the others leave at the most
 * and at the least. Sums that contradict the bounds tell nothing: figures that do not add up are not proof.
 */
export function narrow(
  count: number,
  equations: readonly Equation[],
  boundsOf: (unknown: number) => Bounds = () => NOT_NEGATIVE,
): Narrowed {
  const all = Array.from({ length: count }, (_, unknown) => boundsOf(unknown));
  const bounds = {
    lower: Float64Array.from(all, ({ lower }) => lower),
    upper: Float64Array.from(all, ({ upper }) => upper),
  };
  const settle = (unknown: number): void => {
    const { least } = all[unknown]!;
    if (least === undefined) return;
    if (bounds.upper[unknown]! < least - NOTHING) bounds.upper[unknown] = Math.max(0, bounds.lower[unknown]!);
    else if (bounds.lower[unknown]! > NOTHING && bounds.lower[unknown]! < least)
      bounds.lower[unknown] = Math.min(least, bounds.upper[unknown]!);
  };
  for (const unknown of all.keys()) settle(unknown);
  const around: number[][] = all.map(() => []);
  equations.forEach(({ terms }, index) => {
    for (const unknown of terms.keys()) around[unknown]!.push(index);
  });
  const times = new Uint8Array(count);
  const waiting = new Set(equations.keys());
  for (const index of waiting) {
    waiting.delete(index);
    for (const unknown of narrowBy(equations[index]!, bounds)) {
      settle(unknown);
      times[unknown]!++;
      if (times[unknown]! < TIMES) for (const other of around[unknown]!) if (other !== index) waiting.add(other);
    }
  }
  return bounds;
}

/** Answers the unknowns whose bounds changed. */
function narrowBy({ terms, total, slack }: Equation, { lower, upper }: Narrowed): readonly number[] {
  const reach = new Reach();
  for (const [unknown, coefficient] of terms) reach.add(...endsOf(coefficient, lower[unknown]!, upper[unknown]!));
  const [least, most] = [total - (slack?.below ?? 0), total + (slack?.above ?? 0)];
  if (reach.least() > most + NOTHING || reach.most() < least - NOTHING) return [];
  const changed: number[] = [];
  for (const [unknown, coefficient] of terms) {
    const [from, to] = endsOf(coefficient, lower[unknown]!, upper[unknown]!);
    const [first, second] = [
      (least - reach.mostWithout(to)) / coefficient,
      (most - reach.leastWithout(from)) / coefficient,
    ];
    const [low, high] = coefficient > 0 ? [first, second] : [second, first];
    const raised = low > lower[unknown]! + NOTHING;
    const lowered = high < upper[unknown]! - NOTHING;
    if (raised) lower[unknown] = Math.min(low, upper[unknown]!);
    if (lowered) upper[unknown] = Math.max(high, lower[unknown]!);
    if (raised || lowered) changed.push(unknown);
  }
  return changed;
}

function endsOf(coefficient: number, lower: number, upper: number): readonly [number, number] {
  return coefficient > 0 ? [coefficient * lower, coefficient * upper] : [coefficient * upper, coefficient * lower];
}

/** The least and the most that terms add up to: those that know no end are counted apart, so that one of them can be left out. */
class Reach {
  #least = 0;
  #most = 0;
  #bottomless = 0;
  #endless = 0;

  add(from: number, to: number): void {
    if (from === Number.NEGATIVE_INFINITY) this.#bottomless++;
    else this.#least += from;
    if (to === Number.POSITIVE_INFINITY) this.#endless++;
    else this.#most += to;
  }

  least(): number {
    return this.#bottomless > 0 ? Number.NEGATIVE_INFINITY : this.#least;
  }

  most(): number {
    return this.#endless > 0 ? Number.POSITIVE_INFINITY : this.#most;
  }

  leastWithout(from: number): number {
    if (from === Number.NEGATIVE_INFINITY) return this.#bottomless > 1 ? from : this.#least;
    return this.#bottomless > 0 ? Number.NEGATIVE_INFINITY : this.#least - from;
  }

  mostWithout(to: number): number {
    if (to === Number.POSITIVE_INFINITY) return this.#endless > 1 ? to : this.#most;
    return this.#endless > 0 ? Number.POSITIVE_INFINITY : this.#most - to;
  }
}
