import type { Catalogue } from '@boussole/schema';
import { catalogueFailure, checkCatalogue } from './check-catalogue.ts';

/**
 * Reads the catalogue of measures and indicators: the built-in YAML files, then the user's own of the data directory. Throws
 * `CATALOGUE_INVALID` with all that is wrong, each problem with its file, line and column.
 */
export async function readCatalogue(dataDirectory: string): Promise<Catalogue> {
  const { catalogue, problems } = await checkCatalogue(dataDirectory);
  if (problems.length > 0) throw catalogueFailure(problems);
  return catalogue;
}
