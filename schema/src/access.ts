import { z } from 'zod';
import { identifier } from './measure.ts';
import type { TerritoryId } from './territory.ts';

/** What a convention with a provider asks of a dataset; without it a dataset is public. */
export const accessSchema = z.strictObject({
  /** Name of the convention that grants are given for. */
  convention: identifier,
  /** Counts from 1 to below this are hidden when the file is read: 11 where the convention says nothing. */
  threshold: z.int().min(1).default(11),
});
export type DatasetAccess = z.infer<typeof accessSchema>;

/** Territories whose figures somebody may read of the datasets of a convention. */
export interface ReadGrant {
  readonly convention: string;
  readonly territories: readonly TerritoryId[];
}

/** What somebody may read besides public figures. Nothing is readable that no grant names. */
export type Access = readonly ReadGrant[];

export const PUBLIC_ACCESS: Access = [];
