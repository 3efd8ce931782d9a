import type { Vintage } from '@boussole/schema';
import { livesOf } from './holder.ts';
import { END, type Lineage } from './lineage.ts';
import { firstVintage } from './resolve.ts';

/** Which vintage a set of codes comes from. */
export interface CodeCensus {
  /** The vintage that knows most of the codes, the latest of those that know as many. */
  readonly best: Vintage;
  /** Codes that were communes, by vintage that lists or movements tell of, ascending. */
  readonly counts: ReadonlyMap<Vintage, number>;
  readonly total: number;
}

/** Counts how many of the codes were communes at each of some vintages that follow each other. */
export function takeCensus(codes: Iterable<string>, lineage: Lineage, vintages: readonly Vintage[]): CodeCensus {
  const asked = new Set(codes);
  const first = vintages[0] ?? Number.NaN;
  const changes = new Int32Array(vintages.length + 1);
  const place = (vintage: Vintage): number => Math.min(Math.max(vintage - first, 0), vintages.length);
  for (const code of asked) {
    for (const { from, to } of livesOf(lineage.ofCode.get(code) ?? [])) {
      const begins = place(from === '' ? first : firstVintage(from));
      const ends = to === END ? vintages.length : place(firstVintage(to));
      changes[begins] = (changes[begins] ?? 0) + 1;
      changes[ends] = (changes[ends] ?? 0) - 1;
    }
  }
  const counts = new Map<Vintage, number>();
  let best = first;
  let known = 0;
  vintages.forEach((vintage, index) => {
    known += changes[index] ?? 0;
    counts.set(vintage, known);
    if (known >= (counts.get(best) ?? 0)) best = vintage;
  });
  return { best, counts, total: asked.size };
}

/** Vintages of which something is told, from the first movement or list to the last. */
export function toldVintages(days: Iterable<string>, listed: readonly Vintage[]): readonly Vintage[] {
  let first = listed[0] ?? Number.POSITIVE_INFINITY;
  let last = listed.at(-1) ?? Number.NEGATIVE_INFINITY;
  for (const day of days) {
    first = Math.min(first, firstVintage(day));
    last = Math.max(last, firstVintage(day));
  }
  return last < first ? [] : Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
