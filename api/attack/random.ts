/** Draws that a seed repeats. */
export class Draws {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed % 2_147_483_646) + 1;
  }

  below(count: number): number {
    this.#state = (this.#state * 48_271) % 2_147_483_647;
    return this.#state % count;
  }

  one<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!; // callers give at least one
  }

  some<T>(items: readonly T[], count: number): readonly T[] {
    const left = [...items];
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(this.below(left.length), 1)[0]!);
  }
}
