import { CELL_STATES } from '@boussole/schema';
import type { ComposedSeries } from '../composed/cells.ts';

/** One indicator in one reading, dense: `values[year * territories + territory]`. NaN and NOT_AVAILABLE where nothing is known. */
export interface Series {
  readonly years: readonly number[];
  readonly territories: number;
  readonly values: Float64Array;
  /** Codes of `CELL_STATES`. */
  readonly states: Uint8Array;
  /** Share of the communes that a computed figure rests on, 0 to 1; NaN where it does not apply. */
  readonly coverage: Float32Array;
  /** Sorted values of a group of territories in a year, made once. */
  sorted(year: number, group: string, members: () => Int32Array): Float64Array;
  /** Territories composed for the question, by number: they are not in the arrays. */
  readonly composed?: ReadonlyMap<number, ComposedSeries>;
}

/** What a hot store holds and did since it was made. */
export interface HotUsage {
  readonly hotBytes: number;
  readonly hotSeries: number;
  readonly hits: number;
  readonly misses: number;
  readonly evictions: number;
}

/** Columns of a part of a series: year, territory, value, state, communes covered, communes in all. */
export type SeriesPart = readonly (readonly unknown[])[];

/** Fills a series from the columns of its cells; `years` are all those that they have, ascending. */
export async function toSeries(
  parts: AsyncIterable<SeriesPart>,
  years: readonly number[],
  territories: number,
): Promise<Series> {
  const rank = new Map(years.map((year, index) => [year, index]));
  const size = years.length * territories;
  const values = new Float64Array(size).fill(Number.NaN);
  const states = new Uint8Array(size).fill(CELL_STATES.indexOf('NOT_AVAILABLE'));
  const coverage = new Float32Array(size).fill(Number.NaN);
  for await (const part of parts) {
    const [year, territory, value, state, communes, total] = part as (readonly (number | null)[])[]; // columns of numbers
    for (let row = 0; row < year!.length; row++) {
      const at = rank.get(year![row]!)! * territories + territory![row]!;
      values[at] = value![row] ?? Number.NaN;
      states[at] = state![row]!;
      if (communes![row] !== null && total![row]) coverage[at] = communes![row]! / total![row]!;
    }
  }
  const orders = new Map<string, Float64Array>();
  return {
    years,
    territories,
    values,
    states,
    coverage,
    sorted(year, group, members) {
      const key = `${year} ${group}`;
      let order = orders.get(key);
      if (!order) {
        const start = rank.get(year)! * territories;
        order = Float64Array.from(members(), (member) => values[start + member]!)
          .filter((value) => !Number.isNaN(value))
          .sort();
        orders.set(key, order);
      }
      return order;
    },
  };
}

/**
 * Keeps the series in use in memory, least recently used out, within a bound in bytes. A publication never changes, so what is kept is
 * always right; two questions that miss together fill once.
 */
export class HotStore {
  readonly #maximum: number;
  readonly #fill: (key: string) => Promise<Series>;
  readonly #kept = new Map<string, { readonly series: Promise<Series>; bytes: number }>();
  #bytes = 0;
  readonly #counts = { hits: 0, misses: 0, evictions: 0 };

  constructor(maximumBytes: number, fill: (key: string) => Promise<Series>) {
    this.#maximum = maximumBytes;
    this.#fill = fill;
  }

  usage(): HotUsage {
    return { hotBytes: this.#bytes, hotSeries: this.#kept.size, ...this.#counts };
  }

  async series(key: string): Promise<Series> {
    const kept = this.#kept.get(key);
    if (kept) {
      this.#counts.hits++;
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept.series;
    }
    this.#counts.misses++;
    const entry = { series: this.#fill(key), bytes: 0 };
    this.#kept.set(key, entry);
    try {
      const series = await entry.series;
      // Sorted orders at most double the values.
      entry.bytes = 2 * series.values.byteLength + series.states.byteLength + series.coverage.byteLength;
      this.#bytes += entry.bytes;
      this.#evict(key);
      return series;
    } catch (error) {
      this.#kept.delete(key);
      throw error;
    }
  }

  #evict(newest: string): void {
    for (const [key, { bytes }] of this.#kept) {
      if (this.#bytes <= this.#maximum) return;
      if (key === newest || bytes === 0) continue;
      this.#kept.delete(key);
      this.#bytes -= bytes;
      this.#counts.evictions++;
    }
  }
}
