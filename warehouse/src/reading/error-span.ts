/** How far below and above a rounded figure the true one may be. */
export interface Slack {
  readonly below: number;
  readonly above: number;
}

/** A rounding error that a figure holds as often as `count`, and how much each weighs there: −1 for what is taken away. */
export interface WeightedError {
  readonly slack: Slack;
  readonly weight: number;
  readonly count: number;
}

/** 97.5th centile of the normal distribution. */
const Z = 1.96;

/**
 * How far from the truth the figure that is shown probably is, 19 times in 20: what decides of its decimals. Rounding errors are spread evenly
 * between their bounds and independent from one figure to the next, so that the
 * chance part of a sum grows as the square root of their number, when its bounds grow as their number: decimals that followed the bounds would
 * take from départements those that they have. What rounds one way only (CAF, to 5 below) makes a gap that grows as the number: it is no chance,
 * and counts in full. Never beyond the bounds, which is all there is to say of a single figure.
 */
export function errorSpan(errors: readonly WeightedError[]): number {
  let [least, most, mean, variance] = [0, 0, 0, 0];
  for (const { slack, weight, count } of errors) {
    const ends = [-slack.below * weight, slack.above * weight];
    least += count * Math.min(...ends);
    most += count * Math.max(...ends);
    mean += (count * weight * (slack.above - slack.below)) / 2;
    variance += (count * (weight * (slack.above + slack.below)) ** 2) / 12;
  }
  const chance = Z * Math.sqrt(variance);
  const low = Math.max(least, mean - chance);
  const high = Math.min(most, mean + chance);
  return Math.max(high, 0) - Math.min(low, 0);
}

/** A whole power of ten must not fall to the one below for the noise of floating point. */
const NOISE = 1e-9;

/**
 * Decimals that a figure so far from the truth supports, at most `most`: −1 for tens, −2 for hundreds. Decimals go when the span is wider than
 * what the last one stands for: nothing is lost to who reads 12 for 12.3. Units, tens and hundreds go when the span holds a whole one of what is
 * left, and the first digit always stays: rounding moves a figure by up to half of it, and must not say more than the error does.
 */
export function supportedDecimals(span: number, most: number, value: number): number {
  if (span <= 0) return most;
  if (span <= 1) return Math.max(0, Math.min(most, Math.floor(-Math.log10(span) + NOISE)));
  const left = Math.floor(Math.log10(span) + NOISE);
  const first = value === 0 ? left : Math.max(0, Math.floor(Math.log10(Math.abs(value)) + NOISE));
  return Math.min(most, 0 - Math.min(left, first));
}
