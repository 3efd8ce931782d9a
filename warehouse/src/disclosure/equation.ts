import { type Rounding, round } from '@boussole/schema';

/** A sum of unknown numbers that is known: coefficients by unknown, never zero. */
export interface Equation {
  readonly terms: ReadonlyMap<number, number>;
  readonly total: number;
  /** How far below and above `total` the sum may be, as the figures that told it are rounded; it is exact without. */
  readonly slack?: Slack;
}

export interface Slack {
  readonly below: number;
  readonly above: number;
}

/** What is known of a number before any sum is looked at. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
  /** A number that is not zero is at least this: one that a threshold would hide otherwise. */
  readonly least?: number | undefined;
  /** How it would be rounded if it were shown: it is told as soon as that is. */
  readonly rounding?: Rounding | undefined;
}

export const NOT_NEGATIVE: Bounds = { lower: 0, upper: Number.POSITIVE_INFINITY };

/** Totals of rounded figures may differ from zero by what their roundings leave. */
export const NOTHING = 1e-6;

/** Whether bounds leave only one figure to show. */
export function isTold({ lower, upper, rounding }: Bounds): boolean {
  if (upper - lower <= NOTHING) return true;
  return rounding !== undefined && round(lower, rounding) === round(upper, rounding);
}
