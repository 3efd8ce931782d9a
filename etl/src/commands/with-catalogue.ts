import { openCatalogue, type PeopleCatalogue } from '@boussole/warehouse';
import { prepareFolders } from '../data-folders.ts';
import type { CommandContext } from './context.ts';

/** Opens the catalogue for the length of a command. */
export async function withCatalogue<T>(
  { settings, effects }: CommandContext,
  ask: (catalogue: PeopleCatalogue) => Promise<T>,
): Promise<T> {
  const { dataDirectory, databaseUrl } = settings;
  await prepareFolders(dataDirectory);
  const catalogue = await openCatalogue({ dataDirectory, databaseUrl, now: effects.now });
  try {
    return await ask(catalogue);
  } finally {
    await catalogue.close();
  }
}
