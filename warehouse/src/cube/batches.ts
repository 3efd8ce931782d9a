/** Measures or indicators of one statement: all of them at once would not fit in memory. */
const BATCH = 12;

/** At least one batch, that may be empty. */
export function inBatches<T>(items: readonly T[]): readonly (readonly T[])[] {
  const count = Math.max(1, Math.ceil(items.length / BATCH));
  return Array.from({ length: count }, (_, index) => items.slice(index * BATCH, (index + 1) * BATCH));
}
