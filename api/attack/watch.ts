/** Says how long each step took. */
export class Watch {
  #last = performance.now();

  /** Ends a step. */
  step(name: string): string {
    const now = performance.now();
    const seconds = ((now - this.#last) / 1_000).toFixed(1);
    this.#last = now;
    return `  ${name}: ${seconds} s`;
  }
}
