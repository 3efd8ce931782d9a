import type { Catalogue, SourceDescriptor } from '@boussole/schema';
import type { ObservationRow } from '@boussole/warehouse';
import type { Rows } from './delivery.ts';

/** Hides the counts from 1 to below the threshold of a convention, which its provider leaves to whoever publishes them. */
export function hideSmallCounts(
  observations: Rows<ObservationRow>,
  { access }: SourceDescriptor,
  { measures }: Catalogue,
): Rows<ObservationRow> {
  if (!access) return observations;
  return observations.map((row) => {
    const isCount = measures.get(row.measure)?.unit === 'count';
    const isSmall = isCount && row.value !== null && row.value > 0 && row.value < access.threshold;
    return isSmall ? { ...row, value: null, state: 'SECRET' } : row;
  });
}
