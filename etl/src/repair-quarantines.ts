import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isBoussoleError } from '@boussole/schema';
import type { Input } from '@boussole/warehouse';
import { type KeptRow, readQuarantine, UNPUBLISHED } from './quarantine-file.ts';

/** What repairing needs to know of a delivery in service. */
export type InService = Pick<Input, 'vintage' | 'loadedAt'> & {
  readonly source: Pick<Input['source'], 'id'>;
  readonly file: Pick<Input['file'], 'name'>;
  readonly rows: Pick<Input['rows'], 'quarantined'>;
};

/**
 * Finishes what a load that was killed between its publication and its last step left undone: rows set aside of a delivery in service that are
 * still with refusals are put where they are looked for, those of the delivery that it replaced are forgotten. What was written after the
 * publication is of later refusals, and stays.
 */
export async function repairQuarantines(
  folder: string,
  inputs: readonly InService[],
  publishedAt: Date,
): Promise<void> {
  for (const input of inputs) {
    const id = `${input.source.id}-${input.vintage}`;
    const published = join(folder, `${id}.csv`);
    const unpublished = join(folder, `${id}${UNPUBLISHED}.csv`);
    const isOwn = holdsRowsOf(input);
    if (input.rows.quarantined === 0) {
      const written = await maybeWrittenAt(published);
      if (written !== undefined && written < new Date(input.loadedAt).getTime()) await rm(published, { force: true });
      continue;
    }
    const written = await maybeWrittenAt(unpublished);
    if (written === undefined || written < new Date(input.loadedAt).getTime() || written > publishedAt.getTime())
      continue;
    if (isOwn(await maybeRead(unpublished))) await rename(unpublished, published);
  }
}

function holdsRowsOf({ file, rows }: InService): (kept: readonly KeptRow[]) => boolean {
  return (kept) =>
    kept.every((row) => row.file === file.name) && new Set(kept.map(({ line }) => line)).size === rows.quarantined;
}

async function maybeWrittenAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Rows of a file that a person may have spoiled: it is then left as it is. */
async function maybeRead(path: string): Promise<readonly KeptRow[]> {
  try {
    return await readQuarantine(path);
  } catch (error) {
    if (isBoussoleError(error)) return [];
    throw error;
  }
}
