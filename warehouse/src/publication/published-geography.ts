import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { failure } from '@boussole/schema';
import { DuckDBInstance } from '@duckdb/node-api';
import { dataPaths } from '../store/data-directory.ts';
import type { Geography } from '../territories/geography.ts';
import type { Input } from './input.ts';
import { CUBE_FILE, CUBE_RELEASE, currentPublicationId, readPublication } from './publications.ts';
import { readGeography } from './read-geography.ts';
import { gatherGeographyOf } from './read-inputs.ts';

/**
 * Reads the geography of the publication in service, to check codes against, without its figures: communes that were cut are not weighed.
 * Throws `PUBLICATION_NONE`.
 */
export async function readPublishedGeography(dataDirectory: string): Promise<Geography> {
  const id = await currentPublicationId(dataDirectory);
  if (id === undefined) throw failure('PUBLICATION_NONE');
  const { release, inputs } = await readPublication(dataDirectory, id);
  return release === CUBE_RELEASE ? readKept(dataDirectory, id) : gatherGeographyOf(dataDirectory, inputs);
}

/**
 * Geography that a set of inputs describes, to check codes against before anything is published: the one that the publication in service
 * keeps when it is of these very inputs, which is read sooner. Communes that were cut are not weighed.
 */
export async function loadGeography(dataDirectory: string, inputs: readonly Input[]): Promise<Geography> {
  const id = await currentPublicationId(dataDirectory);
  const current = id === undefined ? undefined : await readPublication(dataDirectory, id);
  const isKept = current?.release === CUBE_RELEASE && isDeepStrictEqual(idsOf(current.inputs), idsOf(inputs));
  return isKept ? readKept(dataDirectory, current.id) : gatherGeographyOf(dataDirectory, inputs);
}

async function readKept(dataDirectory: string, id: string): Promise<Geography> {
  const file = join(dataPaths(dataDirectory).publications, id, CUBE_FILE);
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    return await readGeography(connection, { ordered: false });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function idsOf(inputs: readonly Input[]): ReadonlySet<string> {
  return new Set(inputs.map(({ id }) => id));
}
