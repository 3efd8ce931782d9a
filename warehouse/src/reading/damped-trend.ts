import { PROJECTION } from '@boussole/schema';

export interface Continuation {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Smoothing of the level and of the slope among which the ones that fit best are taken. */
const LEVELS = [0.2, 0.4, 0.6, 0.8] as const;
const SLOPES = [0.1, 0.2, 0.4] as const;
/** Level and slope at the start, and the two smoothings. */
const PARAMETERS = 4;

/** Student's t at 90 %, which leaves 10 % on each side, by degrees of freedom. */
const STUDENT = [3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383, 1.372] as const;
const NORMAL = 1.282;

/**
 * Continues evenly spaced values by Holt's damped trend with additive errors (Hyndman and Athanasopoulos, *Forecasting: principles and practice*,
 * 3rd edition, 8.2 and 8.7): each step is `PROJECTION.damping` of the one before. The interval is at 80 %, from the errors of one step ahead, with
 * Student's t as there are few of them. Needs at least `PROJECTION.fewestPoints` values.
 */
export function continueTrend(values: readonly number[], steps: number): readonly Continuation[] {
  const fits = LEVELS.flatMap((alpha) => SLOPES.map((slope) => fit(values, alpha, alpha * slope)));
  const best = fits.reduce((chosen, candidate) => (candidate.errors < chosen.errors ? candidate : chosen));
  const freedom = Math.max(1, values.length - PARAMETERS);
  const sigma = Math.sqrt(best.errors / freedom);
  const student = STUDENT[freedom - 1] ?? NORMAL;
  let [value, damped, spread] = [best.level, 0, 1];
  return Array.from({ length: steps }, (_, index) => {
    damped += PROJECTION.damping ** (index + 1);
    value = best.level + damped * best.slope;
    const half = student * sigma * Math.sqrt(spread);
    spread += (best.alpha + best.beta * damped) ** 2;
    return { value, low: value - half, high: value + half };
  });
}

interface Fit {
  readonly alpha: number;
  readonly beta: number;
  readonly level: number;
  readonly slope: number;
  /** Sum of the squares of the errors of one step ahead. */
  readonly errors: number;
}

function fit(values: readonly number[], alpha: number, beta: number): Fit {
  const line = leastSquares(values);
  let [level, slope, errors] = [line.start - line.slope, line.slope, 0];
  for (const value of values) {
    const expected = level + PROJECTION.damping * slope;
    const error = value - expected;
    level = expected + alpha * error;
    slope = PROJECTION.damping * slope + beta * error;
    errors += error * error;
  }
  return { alpha, beta, level, slope, errors };
}

function leastSquares(values: readonly number[]): { readonly start: number; readonly slope: number } {
  const middle = (values.length - 1) / 2;
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  const slope =
    values.reduce((sum, value, at) => sum + (at - middle) * (value - average), 0) /
    values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  return { start: average - slope * middle, slope };
}
