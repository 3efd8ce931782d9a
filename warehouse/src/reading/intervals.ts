import type { IntervalMethod } from './significance-answers.ts';

/** 97.5th centile of the normal distribution: two sides of 95 %. */
const Z = 1.959963984540054;

/** What a rate is made of, before its scale. */
export interface Counts {
  readonly numerator: number;
  readonly denominator: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * 95 % score interval of a proportion: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22, 1927.
 * The numerator is part of the denominator.
 */
export function wilson({ numerator, denominator }: Counts): Interval {
  const share = numerator / denominator;
  const spread = (Z * Z) / denominator;
  const centre = (share + spread / 2) / (1 + spread);
  const half = (Z / (1 + spread)) * Math.sqrt((share * (1 - share)) / denominator + spread / (4 * denominator));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/**
 * 95 % interval of a count of events over a denominator taken as known, by Byar's approximation: N. E. Breslow and N. E. Day, Statistical
 * methods in cancer research II, IARC 1987, formula 2.13.
 */
export function byar({ numerator, denominator }: Counts): Interval {
  const bound = (count: number, side: number): number =>
    count * (1 - 1 / (9 * count) + (side * Z) / (3 * Math.sqrt(count))) ** 3;
  const low = numerator > 0 ? bound(numerator, -1) : 0;
  return { low: low / denominator, high: bound(numerator + 1, 1) / denominator };
}

/** 95 % interval of a rate. */
export function rateInterval(method: IntervalMethod, counts: Counts): Interval {
  return INTERVALS[method](counts);
}

const INTERVALS: Readonly<Record<IntervalMethod, (counts: Counts) => Interval>> = { WILSON: wilson, BYAR: byar };

/**
 * 95 % interval of the difference of two rates, from the interval of each: R. G. Newcombe, Interval estimation for the difference between
 * independent proportions, Statistics in Medicine 17, 1998, method 10. One that is `known` has no interval of its own: a reference that holds the
 * other, as they are not independent (APHO Technical Briefing 3, Commonly used public health statistics and their confidence intervals, 2008).
 */
export function differenceInterval(
  method: IntervalMethod,
  one: Counts,
  other: Counts,
  known?: 'one' | 'other',
): Interval {
  const [rate, base] = [one.numerator / one.denominator, other.numerator / other.denominator];
  const first = known === 'one' ? { low: rate, high: rate } : INTERVALS[method](one);
  const second = known === 'other' ? { low: base, high: base } : INTERVALS[method](other);
  const gap = rate - base;
  return {
    low: gap - Math.hypot(rate - first.low, second.high - base),
    high: gap + Math.hypot(first.high - rate, base - second.low),
  };
}
