import { roundTo } from './round-to.ts';

/** Shares are kept as single floats: one is not below what it was rounded to. */
const NEAR = 1e-7;

/**
 * A share (0 to 1) of what a figure should rest on, in percent: to the nearest tenth, or what `decimals` says, but one that is not whole never reads 100, nor one
 * that is something 0.
 */
export function coveredPercent(share: number, decimals = 1): number {
  if (share <= 0) return 0;
  if (share >= 1 - NEAR) return 100;
  const least = 10 ** -decimals;
  return roundTo(Math.min(Math.max(100 * share, least), 100 - least), decimals);
}
