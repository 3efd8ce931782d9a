/** Terms of the fraction: enough for a double from where it takes over. */
const TERMS = 80;
const SERIES_UP_TO = 2.5;

/** Probability that a standard normal variable is at least as far from zero, either way, in full relative precision down to 1e-300. */
export function twoSided(score: number): number {
  const at = Math.abs(score) / Math.SQRT2;
  return at < SERIES_UP_TO ? 1 - erf(at) : complement(at);
}

/** Error function near zero: M. Abramowitz and I. Stegun, Handbook of Mathematical Functions, 1964, 7.1.6. */
function erf(at: number): number {
  let [term, sum] = [at, at];
  for (let index = 1; term > sum * Number.EPSILON; index++) {
    term *= (2 * at * at) / (2 * index + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-at * at) * sum;
}

/** Complement of the error function far from zero: the same, 7.1.14. */
function complement(at: number): number {
  if (at === Number.POSITIVE_INFINITY) return 0;
  let below = at;
  for (let term = TERMS; term > 0; term--) below = at + term / 2 / below;
  return Math.exp(-at * at) / (Math.sqrt(Math.PI) * below);
}
