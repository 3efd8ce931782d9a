import { createHash } from 'node:crypto';
import { access, constants, mkdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '@boussole/schema';
import { ignore } from './trusted-directory.ts';

/** Where the cluster of a data directory stands or, before the first start, may stand. */
export interface Place {
  /** `<data directory>/catalogue`. */
  readonly catalogue: string;
  /** Directory that holds the cluster, when there is one. */
  readonly cluster: string | undefined;
  readonly owner: number | undefined;
}

/** Makes `<data directory>/catalogue` and finds the cluster: inside it, or where its `location` file says. */
export async function findPlace(dataDirectory: string, log: (message: string) => void): Promise<Place> {
  const catalogue = join(dataDirectory, 'catalogue');
  try {
    await mkdir(catalogue, { recursive: true });
    await access(catalogue, constants.W_OK);
    const elsewhere = await readFile(join(catalogue, 'location'), 'utf8').catch(ignore('ENOENT'));
    for (const cluster of [join(catalogue, CLUSTER), ...(elsewhere ? [elsewhere.trim()] : [])]) {
      const found = await stat(cluster).catch(ignore('ENOENT'));
      if (found) return { catalogue, cluster, owner: found.uid };
    }
    if (elsewhere) log(`the embedded PostgreSQL written in ${catalogue}/location is gone, an empty one replaces it`);
    return { catalogue, cluster: undefined, owner: undefined };
  } catch (error) {
    const problem = (error as NodeJS.ErrnoException).code ?? String(error); // fs rejects with nothing else
    throw failure('DATA_DIRECTORY', { path: dataDirectory, problem }, { cause: error });
  }
}

/** Remembers that the cluster stands outside the data directory. */
export async function recordLocation(place: Place, cluster: string): Promise<void> {
  const beside = join(place.catalogue, `location.${process.pid}`);
  await writeFile(beside, `${cluster}\n`);
  await rename(beside, join(place.catalogue, 'location'));
}

/** Name that tells the cluster of one data directory from those of others. */
export async function clusterName(place: Place): Promise<string> {
  return createHash('sha256')
    .update(await realpath(place.catalogue))
    .digest('hex')
    .slice(0, 16);
}

export const CLUSTER = 'postgresql';
