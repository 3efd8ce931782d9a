/** How far below and above a rounded figure the true one may be. */
export interface Slack {
  readonly below: number;
  readonly above: number;
}

/** A rounding error that a figure holds, and how much it weighs there: −1 for what is taken away. */
export interface WeightedError {
  readonly slack: Slack;
  readonly weight: number;
}

/** 97.5th centile of the normal distribution. */
const Z = 1.96;

/**
 * How far from the truth the figure that is shown probably is, 19 times in 20, when it is made of `count` figures of each kind: what decides of
 * its decimals. Rounding errors are spread evenly between their bounds and independent from one figure to the next, so that the
 * chance part of a sum grows as the square root of their number, when its bounds grow as their number: decimals that followed the bounds would
 * take from départements those that they have. What rounds one way only (CAF, to 5 below) makes a gap that grows as the number: it is no chance,
 * and counts in full. Never beyond the bounds, which is all there is to say of a single figure.
 */
export function errorSpan(errors: readonly WeightedError[], count: number): number {
  let [least, most, mean, variance] = [0, 0, 0, 0];
  for (const { slack, weight } of errors) {
    const ends = [-slack.below * weight, slack.above * weight];
    least += Math.min(...ends);
    most += Math.max(...ends);
    mean += (weight * (slack.above - slack.below)) / 2;
    variance += (weight * (slack.above + slack.below)) ** 2 / 12;
  }
  const chance = Z * Math.sqrt(count * variance);
  const low = Math.max(count * least, count * mean - chance);
  const high = Math.min(count * most, count * mean + chance);
  return Math.max(high, 0) - Math.min(low, 0);
}

/** Decimals that a figure so far from the truth supports, at most `most`: the last one stands for as much as the span is wide, or more. */
export function supportedDecimals(span: number, most: number): number {
  if (span <= 0) return most;
  return Math.max(0, Math.min(most, Math.floor(-Math.log10(span))));
}
