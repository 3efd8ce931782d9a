import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { CUBE_FILE, currentPublicationId, readPublication } from '../publication/publications.ts';
import { readPublishedGeography } from '../publication/published-geography.ts';
import { readCatalogue } from '../publication/read-catalogue.ts';
import { dataPaths } from '../store/data-directory.ts';
import { literal } from '../store/text.ts';
import { type Attacked, findDisclosed } from './hide-secondary.ts';

/**
 * Attacks the publication in service as each is before it goes into service: every measure and year of which something is hidden, with all that
 * is published of it. Throws `PUBLICATION_NONE`.
 */
export async function attackPublication(dataDirectory: string): Promise<Attacked> {
  const geography = await readPublishedGeography(dataDirectory);
  const id = (await currentPublicationId(dataDirectory))!; // its geography was just read
  const { inputs } = await readPublication(dataDirectory, id);
  const { measures, identities } = await readCatalogue(dataDirectory);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const file = join(dataPaths(dataDirectory).publications, id, CUBE_FILE);
    await connection.run(`ATTACH ${literal(file)} AS cube (READ_ONLY)`);
    return await findDisclosed(
      connection,
      { measures: [...measures.values()], identities, inputs, earlier: [] },
      geography,
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
