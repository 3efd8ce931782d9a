import { basename } from 'node:path';
import type { Catalogue, CogPackagesSource, Limits, SourceDescriptor } from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';
import type { Delivery } from '../delivery.ts';
import type { Advance } from '../table/advance.ts';
import type { Correction } from '../table/corrections.ts';
import { readProviderFile } from '../table/read-file.ts';
import { readCogPackages } from './cog-packages.ts';

/** One thing to read: an embedded source, which gives several deliveries, or a file. */
export type Errand =
  | { readonly kind: 'embedded'; readonly source: CogPackagesSource }
  | {
      readonly kind: 'file';
      readonly path: string;
      /** What the person says the file is; without it, its header tells. */
      readonly source?: SourceDescriptor;
      readonly vintage?: string;
      readonly corrections?: readonly Correction[];
    };

/** Name under which an errand that gave nothing is recorded: its source, or its file while the source is not known. */
export function nameOf(errand: Errand): string {
  if (errand.kind === 'embedded') return errand.source.id;
  return errand.source?.id ?? basename(errand.path);
}

/** How many deliveries an errand gives. */
export function countDeliveries(errand: Errand): number {
  return errand.kind === 'embedded' ? errand.source.packages.length : 1;
}

/** What reading may need to know. */
export interface Surroundings {
  readonly sources: readonly SourceDescriptor[];
  readonly limits: Limits;
  /** The geography to check codes against, built when first asked for. */
  geography(): Promise<Geography>;
  /** What measures mean. */
  catalogue(): Promise<Catalogue>;
  /** Told while a file is read. */
  readonly advance?: Advance;
}

/** Reads what an errand designates. */
export async function* readErrand(errand: Errand, surroundings: Surroundings): AsyncGenerator<Delivery> {
  if (errand.kind === 'embedded') yield* readCogPackages(errand.source);
  else yield await readProviderFile({ ...surroundings, ...errand });
}
