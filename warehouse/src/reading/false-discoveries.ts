/**
 * Probability up to which results are told, so that at most a `share` of those told is expected to be chance, however many were tried: Y. Benjamini
 * and Y. Hochberg, Controlling the false discovery rate, Journal of the Royal Statistical Society B 57, 1995. Undefined when none is.
 */
export function discoveryThreshold(probabilities: readonly number[], share: number): number | undefined {
  const sorted = Float64Array.from(probabilities).sort();
  for (let rank = sorted.length; rank > 0; rank--) {
    const probability = sorted[rank - 1]!;
    if (probability <= (share * rank) / sorted.length) return probability;
  }
  return undefined;
}
