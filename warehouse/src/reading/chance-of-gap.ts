import type { Counts } from './intervals.ts';
import { twoSided } from './normal.ts';
import type { IntervalMethod } from './significance-answers.ts';

/**
 * Probability, 0 to 1, that chance alone takes a rate at least as far from a reference that is known: 0.05 where the reference is an end of the 95 % interval of
 * the rate that `rateInterval` gives, from which it is worked out. `reference` is before its scale. Undefined where it is 0, or 1 for a proportion: then one
 * case, or one that is not, would be impossible rather than unlikely.
 */
export function chanceOfGap(method: IntervalMethod, counts: Counts, reference: number): number | undefined {
  if (reference <= 0 || (method === 'WILSON' && reference >= 1)) return undefined;
  return twoSided(SCORES[method](counts, reference));
}

const SCORES: Readonly<Record<IntervalMethod, (counts: Counts, reference: number) => number>> = {
  WILSON: scoreOfShare,
  BYAR: scoreOfEvents,
};

/** Normal score of a proportion. */
function scoreOfShare({ numerator, denominator }: Counts, reference: number): number {
  return (numerator / denominator - reference) / Math.sqrt((reference * (1 - reference)) / denominator);
}

/** Normal score at which an end of Byar's interval is what the reference expects. */
function scoreOfEvents({ numerator, denominator }: Counts, reference: number): number {
  const expected = reference * denominator;
  if (numerator === expected) return 0;
  const count = numerator > expected ? numerator : numerator + 1;
  const score = 3 * Math.sqrt(count) * (1 - 1 / (9 * count) - Math.cbrt(expected / count));
  // Between a count and one more, both ends are on the other side.
  return numerator > expected ? Math.max(0, score) : Math.min(0, score);
}
