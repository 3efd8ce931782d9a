import type { Catalogue } from '@boussole/schema';
import { writeInput } from '@boussole/warehouse';
import type { Delivery } from './delivery.ts';
import type { Effects } from './effects.ts';
import { hideSmallCounts, smallCounts } from './hide-small-counts.ts';
import { toInputSource } from './input-source.ts';
import type { LoadedDelivery } from './load-report.ts';
import { checkQuarantine, quarantinedRows } from './quarantine.ts';

/** Writes a delivery as an input, after what is to be hidden of it; throws when too many of its rows were set aside. */
export async function storeDelivery(
  dataDirectory: string,
  whole: Delivery,
  catalogue: Catalogue,
  startedAt: Date,
  effects: Effects,
): Promise<Pick<LoadedDelivery, 'delivery' | 'input' | 'startedAt' | 'durationMs'>> {
  const { tables, ...delivery } = protect(whole, catalogue);
  checkQuarantine(delivery);
  const quarantined = quarantinedRows(delivery);
  const { source, vintage, file, read } = delivery;
  const input = await writeInput({
    dataDirectory,
    source: toInputSource(source, catalogue, delivery.markers),
    vintage,
    file,
    rows: { read, kept: read - quarantined, quarantined },
    loadedAt: startedAt.toISOString(),
    tables,
  });
  return {
    delivery,
    input,
    startedAt,
    durationMs: effects.now().getTime() - startedAt.getTime(),
  };
}

/** The delivery as it may be stored: what its convention or its secrecy asks to hide is not kept at all. */
function protect(delivery: Delivery, catalogue: Catalogue): Delivery {
  const { source, tables, markers } = delivery;
  if (!tables.observation) return delivery;
  const { secrecy } = toInputSource(source, catalogue, markers);
  const small = secrecy && !secrecy.below ? smallCounts(tables.observation, secrecy.threshold, catalogue) : [];
  const observation = hideSmallCounts(tables.observation, source, catalogue);
  return { ...delivery, tables: { ...tables, observation, ...(small.length > 0 && { small }) } };
}
