import type { Eventual } from '../store/eventual.ts';
import type { HotMemory, Sharing } from './hot-memory.ts';
import type { Series } from './series.ts';

/** What a hot store holds and did since it was made. */
export interface HotUsage {
  readonly hotBytes: number;
  readonly hotSeries: number;
  readonly hits: number;
  readonly misses: number;
  readonly evictions: number;
}

interface Kept {
  readonly series: Promise<Series>;
  /** Undefined until it is filled. */
  known: Series | undefined;
  bytes: number;
}

/**
 * Keeps the series in use in memory, least recently used out, within a bound in bytes. A publication never changes, so what is kept is
 * always right; two questions that miss together fill once.
 */
export class HotStore implements Sharing {
  readonly #memory: HotMemory;
  readonly #fill: (key: string) => Promise<Series>;
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;
  #newest = '';
  readonly #counts = { hits: 0, misses: 0, evictions: 0 };

  constructor(memory: HotMemory, fill: (key: string) => Promise<Series>) {
    this.#memory = memory;
    this.#fill = fill;
  }

  usage(): HotUsage {
    return { hotBytes: this.#bytes, hotSeries: this.#kept.size, ...this.#counts };
  }

  /** Whether a series is ready: asking for it takes no time. */
  has(key: string): boolean {
    return this.#kept.get(key)?.known !== undefined;
  }

  /** Whether series of so many bytes may be kept at all. */
  holds(bytes: number): boolean {
    return bytes <= this.#memory.maximum;
  }

  /** A series: at once when it is ready. */
  series(key: string): Eventual<Series> {
    const kept = this.#kept.get(key);
    if (!kept) return this.#read(key);
    this.#counts.hits++;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    this.#weigh(key, kept);
    return kept.known ?? kept.series;
  }

  async #read(key: string): Promise<Series> {
    this.#counts.misses++;
    const entry: Kept = { series: this.#fill(key), known: undefined, bytes: 0 };
    this.#kept.set(key, entry);
    try {
      entry.known = await entry.series;
      this.#weigh(key, entry);
      return entry.known;
    } catch (error) {
      this.#kept.delete(key);
      throw error;
    }
  }

  /** What was worked out of a series since the last time counts too. */
  #weigh(key: string, entry: Kept): void {
    const { known } = entry;
    // What gave way as it was read is kept by whoever reads it.
    if (!known || this.#kept.get(key) !== entry) return;
    const bytes =
      known.values.byteLength +
      known.states.byteLength +
      known.small.byteLength +
      known.coverage.byteLength +
      known.derived.bytes;
    if (bytes === entry.bytes) return;
    const more = bytes - entry.bytes;
    this.#bytes += more;
    entry.bytes = bytes;
    this.#newest = key;
    this.#memory.grow(this, more);
  }

  /** What was worked out of series goes before series, which have to be read again. The last one that grew stays: it is being read. */
  giveWay(): void {
    for (const [key, entry] of this.#kept) {
      if (!this.#memory.isOver) return;
      const bytes = entry.known?.derived.bytes ?? 0;
      if (key === this.#newest || bytes === 0) continue;
      entry.known!.derived.clear();
      const counted = Math.min(bytes, entry.bytes);
      entry.bytes -= counted;
      this.#giveBack(counted);
    }
    for (const [key, { bytes }] of this.#kept) {
      if (!this.#memory.isOver) return;
      if (key === this.#newest || bytes === 0) continue;
      this.#kept.delete(key);
      this.#giveBack(bytes);
      this.#counts.evictions++;
    }
  }

  /** Forgets everything, for good. */
  close(): void {
    this.#kept.clear();
    this.#giveBack(this.#bytes);
    this.#memory.leave(this);
  }

  #giveBack(bytes: number): void {
    this.#bytes -= bytes;
    this.#memory.shrink(bytes);
  }
}
