/** What gives back memory that it shares. */
export interface Sharing {
  /** Forgets what was used least recently, until there is room or nothing is left. */
  giveWay(): void;
}

/** Memory that stores share: those of all open publications, so that it does not grow with their number. */
export class HotMemory {
  readonly maximum: number;
  /** Least recently grown first. */
  readonly #sharing = new Set<Sharing>();
  #bytes = 0;

  constructor(maximumBytes: number) {
    this.maximum = maximumBytes;
  }

  get isOver(): boolean {
    return this.#bytes > this.maximum;
  }

  /** Counts what a store has more. The others give way before it does. */
  grow(store: Sharing, bytes: number): void {
    this.#sharing.delete(store);
    this.#sharing.add(store);
    this.#bytes += bytes;
    for (const one of this.#sharing) {
      if (!this.isOver) return;
      one.giveWay();
    }
  }

  /** Counts what a store has less. */
  shrink(bytes: number): void {
    this.#bytes -= bytes;
  }

  /** Forgets a store, which has given back what it had. */
  leave(store: Sharing): void {
    this.#sharing.delete(store);
  }
}
