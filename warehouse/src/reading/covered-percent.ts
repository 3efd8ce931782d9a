/** Shares are kept as single floats: one is not below what it was rounded to. */
const NEAR = 1e-6;

/** A share (0 to 1) of what a figure should rest on, in percent: tenths rounded down, so that one that is not whole never reads 100. */
export function coveredPercent(share: number): number {
  return Math.floor((share + NEAR) * 1_000) / 10;
}
