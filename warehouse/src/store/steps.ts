import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work in small steps: it yields where others may be given their turn. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** How long others wait, in milliseconds, unless a single step takes longer. */
const LONGEST = 5;
/** Items of a list that are sorted, or merged, in one step. */
const RUN = 2_048;
/** Items that are mapped in one step. */
const MAPPED = 32;

/** Does all of some work without a rest. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** What is made once: a little at a time while others are answered, or at once when it is asked for. */
export class Gradual<T> {
  readonly #begin: () => Steps<T>;
  #steps: Steps<T> | undefined;
  #made: { readonly value: T } | undefined;

  constructor(begin: () => Steps<T>) {
    this.#begin = begin;
  }

  /** What is made; whatever is left of the work is done first. Throws what making it throws, each time it is asked for. */
  get value(): T {
    while (!this.#made) this.#step();
    return this.#made.value;
  }

  /** Makes it between other things; does nothing more once it is made. */
  async prepare(): Promise<T> {
    while (!this.#made) {
      const end = performance.now() + LONGEST;
      while (!this.#made && performance.now() < end) this.#step();
      await nextTurn();
    }
    return this.#made.value;
  }

  #step(): void {
    this.#steps ??= this.#begin();
    try {
      const { done, value } = this.#steps.next();
      if (done) this.#made = { value };
    } catch (error) {
      this.#steps = undefined;
      throw error;
    }
  }
}

/** Sorts in steps, equals in the order they have; the list itself is left as it is. */
export function* sortedInSteps<T>(values: readonly T[], compare: (left: T, right: T) => number): Steps<readonly T[]> {
  let runs: T[][] = [];
  for (let at = 0; at < values.length; at += RUN) {
    runs.push(values.slice(at, at + RUN).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let at = 0; at < runs.length; at += 2) merged.push(yield* merge(runs[at]!, runs[at + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge<T>(left: T[], right: T[], compare: (left: T, right: T) => number): Steps<T[]> {
  const merged: T[] = [];
  let [l, r] = [0, 0];
  while (l < left.length && r < right.length) {
    merged.push(compare(left[l]!, right[r]!) <= 0 ? left[l++]! : right[r++]!);
    if (merged.length % RUN === 0) yield;
  }
  return merged.concat(left.slice(l), right.slice(r));
}

/** Maps a list in steps. */
export function* mapInSteps<T, R>(values: Iterable<T>, map: (value: T, index: number) => R): Steps<R[]> {
  const mapped: R[] = [];
  for (const value of values) {
    mapped.push(map(value, mapped.length));
    if (mapped.length % MAPPED === 0) yield;
  }
  return mapped;
}
