import type { SourceDescriptor } from '@boussole/schema';
import type { Delivery } from '../delivery.ts';
import { readCogPackages } from './cog-packages.ts';

/** One thing to read: an embedded source, which gives several deliveries, or a file. */
export type Errand =
  | { readonly kind: 'embedded'; readonly source: SourceDescriptor & { readonly reader: 'cog-packages' } }
  | { readonly kind: 'file'; readonly path: string };

/** Name under which an errand is announced and its failure recorded. */
export function nameOf(errand: Errand): string {
  return errand.kind === 'embedded' ? errand.source.id : errand.path;
}

/** How many deliveries an errand gives. */
export function countDeliveries(errand: Errand): number {
  return errand.kind === 'embedded' ? errand.source.packages.length : 1;
}

/** Reads what an errand designates. */
export async function* readErrand(errand: Errand): AsyncGenerator<Delivery> {
  if (errand.kind === 'embedded') yield* readCogPackages(errand.source);
}
