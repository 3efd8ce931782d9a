import { type CellState, type Coverage, hasValue, type Indicator, type Measure } from '@boussole/schema';
import { fits, intervalMethod, scaleOf } from './counts-behind.ts';
import { rateInterval } from './intervals.ts';
import type { IntervalMethod } from './significance-answers.ts';

/** What the chance of small numbers leaves of a rate: between which numbers it is, at 95 %. */
export interface ChanceInterval {
  readonly method: IntervalMethod;
  /** Cases that the rate counts, and over how many. */
  readonly cases: number;
  readonly over: number;
  /** In the unit of the indicator. */
  readonly low: number;
  readonly high: number;
}

/** A figure and the counts behind it, as they are stored. */
interface StoredRate {
  readonly value: number | null;
  readonly num: number | null;
  readonly den: number | null;
}

/**
 * The interval of a rate of counts; undefined for any other figure, for one that is shared out or of some communes only, and for one that is not the
 * quotient of its counts.
 */
export function chanceOf(
  indicator: Indicator,
  measures: ReadonlyMap<string, Measure>,
  stored: StoredRate | undefined,
  { state, coverage }: { readonly state: CellState; readonly coverage: Coverage | undefined },
): ChanceInterval | undefined {
  const method = intervalMethod(indicator, measures);
  if (method !== 'WILSON' && method !== 'BYAR') return undefined;
  if (!stored || stored.value === null || stored.num === null || stored.den === null) return undefined;
  if (!hasValue(state) || state === 'ESTIMATED' || (coverage && coverage.communes < coverage.communesTotal))
    return undefined;
  const counts = { numerator: stored.num, denominator: stored.den };
  if (!fits(indicator, method, stored.value, counts)) return undefined;
  const scale = scaleOf(indicator);
  const { low, high } = rateInterval(method, counts);
  return { method, cases: stored.num, over: stored.den, low: low * scale, high: high * scale };
}
