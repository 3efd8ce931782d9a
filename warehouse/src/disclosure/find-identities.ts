import type { Identity } from '@boussole/schema';

/** Figures that are shown of measures, in the same territories; NaN where one is not. */
export interface ShownFigures {
  readonly measures: readonly string[];
  /** By measure, aligned with the territories. */
  readonly values: readonly Float64Array[];
}

/** Territories in which a sum must be seen, of figures that are not zero, to be more than chance. */
const SEEN = 12;
/** Sums of a measure that are looked for, and trials before it is given up: what is not found is as if nobody saw it. */
const SUMS = 4;
const TRIALS = 20_000;
const EXACT = 1e-6;

/**
 * Finds measures that are the sum of others in every territory that shows them all, whether a catalogue says so or not: whoever reads the figures
 * sees it. A measure that always equals another is a sum of one.
 */
export function findIdentities({ measures, values }: ShownFigures): readonly Identity[] {
  const sizes = values.map((column) => column.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0));
  const largestFirst = [...measures.keys()]
    .filter((at) => sizes[at]! > 0)
    .sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  return largestFirst.flatMap((total, rank) => {
    const search = new Search(values, largestFirst.slice(rank + 1));
    return search.partsOf(total).map((parts) => ({
      total: measures[total]!,
      parts: parts.map((part) => measures[part]!),
    }));
  });
}

/** Looks for parts from the largest: what a part leaves is never negative, nor is anything left at the end. */
class Search {
  readonly #values: readonly Float64Array[];
  readonly #candidates: readonly number[];
  readonly #found: (readonly number[])[] = [];
  #trials = 0;

  constructor(values: readonly Float64Array[], candidates: readonly number[]) {
    this.#values = values;
    this.#candidates = candidates;
  }

  partsOf(total: number): readonly (readonly number[])[] {
    this.#look(this.#values[total]!, 0, []);
    return this.#found;
  }

  #look(left: Float64Array, from: number, parts: readonly number[]): void {
    for (let at = from; at < this.#candidates.length; at++) {
      if (this.#found.length >= SUMS || this.#trials++ >= TRIALS) return;
      const part = this.#candidates[at]!;
      const rest = without(left, this.#values[part]!);
      if (!rest) continue;
      if (rest.every((value) => !(Math.abs(value) > EXACT))) this.#found.push([...parts, part]);
      else this.#look(rest, at + 1, [...parts, part]);
    }
  }
}

/** What is left of figures; undefined when something would be negative, or too few are known of both. */
function without(left: Float64Array, part: Float64Array): Float64Array | undefined {
  let seen = 0;
  for (let at = 0; at < left.length; at++) {
    const [most, value] = [left[at]!, part[at]!];
    if (value > most + EXACT) return undefined;
    if (most > 0 && value > 0) seen++;
  }
  return seen < SEEN ? undefined : left.map((value, at) => value - part[at]!);
}
