import { join } from 'node:path';
import { failure } from '@boussole/schema';
import { DuckDBInstance } from '@duckdb/node-api';
import { dataPaths } from '../store/data-directory.ts';
import type { Geography } from '../territories/geography.ts';
import { CUBE_FILE, CUBE_RELEASE, currentPublicationId, readPublication } from './publications.ts';
import { readGeography } from './read-geography.ts';
import { loadGeography } from './read-inputs.ts';

/**
 * Reads the geography of the publication in service, to check codes against, without its figures: communes that were cut are not weighed.
 * Throws `PUBLICATION_NONE`.
 */
export async function readPublishedGeography(dataDirectory: string): Promise<Geography> {
  const id = await currentPublicationId(dataDirectory);
  if (id === undefined) throw failure('PUBLICATION_NONE');
  const { release, inputs } = await readPublication(dataDirectory, id);
  if (release !== CUBE_RELEASE) return loadGeography(dataDirectory, inputs);
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
