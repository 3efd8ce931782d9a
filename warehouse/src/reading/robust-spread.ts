import { median } from 'd3-array';

/** Where figures gather, and how far from there they usually are. */
export interface RobustSpread {
  readonly median: number;
  /** Usual gap of those above, in the unit of the figures; 0 when most are the same. */
  readonly above: number;
  /** Usual gap of those below, positive. */
  readonly below: number;
}

/**
 * Median of some figures and their median absolute deviation from it (F. R. Hampel, The influence curve and its role in robust estimation, JASA 69,
 * 1974), which outliers hardly move. On the side where figures spread further, it is that of those on this side, so that none stands out for being in the longer tail
 * (A. C. Kimber, Exploratory data analysis for possibly censored data from skewed distributions, Applied Statistics 39, 1990). Undefined
 * without figures.
 */
export function robustSpread(values: ArrayLike<number>): RobustSpread | undefined {
  const all = Array.from(values);
  const centre = median(all);
  if (centre === undefined) return undefined;
  const typical = (some: readonly number[]): number => median(some, (value) => Math.abs(value - centre)) ?? 0;
  const usual = typical(all);
  const side = (sign: 1 | -1): number => typical(all.filter((value) => sign * (value - centre) > 0));
  return { median: centre, above: Math.max(usual, side(1)), below: Math.max(usual, side(-1)) };
}
