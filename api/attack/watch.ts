/** Seconds that each step took. */
export class Watch {
  readonly #steps: string[] = [];
  #last = performance.now();

  step(name: string): void {
    const now = performance.now();
    this.#steps.push(`${name} ${((now - this.#last) / 1_000).toFixed(1)} s`);
    this.#last = now;
  }

  toString(): string {
    return this.#steps.join(', ');
  }
}
