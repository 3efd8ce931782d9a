import { failure, type SourceDescriptor } from '@boussole/schema';
import { buildGeography, type Geography, type GeographyRows, type Input, loadGeography } from '@boussole/warehouse';
import type { Delivery } from '../delivery.ts';
import { readCogPackages } from './cog-packages.ts';

const TABLES = [
  'commune',
  'departement',
  'region',
  'epci',
  'membership',
  'movement',
  'postal',
] as const satisfies readonly (keyof GeographyRows)[];

/**
 * The geography that codes are checked against: that of the inputs in service, else, before any publication, that of the embedded packages,
 * which nothing is kept of. Throws `PUBLICATION_NONE` when there are none.
 */
export async function knownGeography(
  dataDirectory: string,
  inputs: readonly Input[],
  sources: readonly SourceDescriptor[],
): Promise<Geography> {
  if (inputs.length > 0) return loadGeography(dataDirectory, inputs);
  const deliveries: Delivery[] = [];
  for (const source of sources) {
    if (source.reader !== 'cog-packages') continue;
    for await (const delivery of readCogPackages(source)) deliveries.push(delivery);
  }
  if (deliveries.length === 0) throw failure('PUBLICATION_NONE');
  const tables = TABLES.map((table) => [table, deliveries.flatMap((delivery) => [...(delivery.tables[table] ?? [])])]);
  return buildGeography(Object.fromEntries(tables) as GeographyRows); // one list a table, of its own rows
}
