import { type Indicator, measuresOf } from '@boussole/schema';
import type { PreciseColumn } from '@boussole/warehouse';
import type { Lease } from '../lease.ts';
import { decimalsFrom } from '../types/columns.ts';

/**
 * Decimals that each value of a column supports, for a table that leaves: a mean of rounded counts is a whole number, although no interval is
 * needed to tell it. Undefined where no source rounds what they are made of.
 */
export async function supportedDecimals(
  lease: Lease,
  indicator: Indicator,
  column: PreciseColumn,
): Promise<ArrayLike<number> | undefined> {
  const told = await decimalsFrom(lease, column);
  if (told || indicator.decimals > 0) return told;
  const measures = measuresOf(indicator.formula);
  const isRounded = lease.cube
    .sources(indicator.id)
    .some(({ rounding }) => measures.some((id) => rounding?.[id] !== undefined));
  return isRounded ? new Uint8Array(column.values.length) : undefined;
}
