/**
 * Decimals that a quotient keeps. The counts of a census are sums of weights, of which the last digits are noise: 315.505477308294 of 394.381846635368 is 80 %,
 * as is 120 of 150, and both have the same rank.
 */
const DECIMALS = 9;
const UNIT = 10 ** DECIMALS;

/** A quotient times its scale. */
export function quotientOf(num: number, den: number, scale: number): number {
  return Math.round((num / den) * scale * UNIT) / UNIT;
}

/** The same as a statement writes it, of the names of its terms. */
export function quotientIn(num: string, den: string, scale: string): string {
  return `round(${num} / ${den} * ${scale}, ${DECIMALS})`;
}
