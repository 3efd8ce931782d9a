import { median } from 'd3-array';

/** A value at a moment, in years. */
export interface Point {
  readonly year: number;
  readonly value: number;
}

/**
 * Probability, 0 to 1, that values without a trend rise or fall as constantly as these: H. B. Mann, Nonparametric tests against trend,
 * Econometrica 13, 1945, two sides, from the exact distribution of inversions. Equal values make it larger than it is, never smaller.
 */
export function mannKendall(points: readonly Point[]): { readonly score: number; readonly probability: number } {
  let score = 0;
  for (const [index, { value }] of points.entries()) {
    for (const later of points.slice(index + 1)) score += Math.sign(later.value - value);
  }
  const pairs = (points.length * (points.length - 1)) / 2;
  const inversions = (pairs - Math.abs(score)) / 2;
  return { score, probability: Math.min(1, 2 * shareUpTo(inversions, points.length)) };
}

/** Median slope of all pairs of points, by year: P. K. Sen, JASA 63, 1968. Undefined for fewer than two points. */
export function medianSlope(points: readonly Point[]): number | undefined {
  return median(
    points.flatMap((point, index) =>
      points.slice(index + 1).map((later) => (later.value - point.value) / (later.year - point.year)),
    ),
  );
}

/** Share of the orders of so many things that have at most so many inversions. */
function shareUpTo(inversions: number, things: number): number {
  let counts = [1];
  for (let thing = 2; thing <= things; thing++) {
    const next = new Array<number>(counts.length + thing - 1).fill(0);
    for (const [at, count] of counts.entries()) {
      for (let shift = 0; shift < thing; shift++) next[at + shift]! += count / thing;
    }
    counts = next;
  }
  return counts.slice(0, Math.floor(inversions) + 1).reduce((sum, count) => sum + count, 0);
}
