/** Rounds to some decimals, tens (−1) or hundreds (−2), halves away from zero as written; never −0. */
export function roundTo(value: number, decimals: number): number {
  if (decimals >= 0) return Number(value.toFixed(decimals)) + 0;
  const unit = 10 ** -decimals;
  return Math.sign(value) * Math.round(Math.abs(value) / unit) * unit + 0;
}
