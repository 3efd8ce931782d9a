import { randomUUID } from 'node:crypto';
import { accessQueries } from './access/access.ts';
import type { CatalogueOptions, PeopleCatalogue } from './catalogue.ts';
import { type Address, openDatabase, ping } from './database.ts';
import { groupQueries } from './groups.ts';
import { loadQueries } from './loads.ts';
import { mandateQueries } from './mandates.ts';
import { publicationSeenQueries } from './publications-seen.ts';
import { savedViewQueries } from './saved-views.ts';

/** Opens the catalogue on a server that runs; `leave` is called once the connections are ended, or cannot be had. */
export async function openPostgresCatalogue(
  address: Address,
  leave: () => Promise<void>,
  { log = () => undefined, now = () => new Date(), newId = randomUUID }: CatalogueOptions,
): Promise<PeopleCatalogue> {
  const database = await openDatabase(address, log).catch(async (error: unknown) => {
    await leave();
    throw error;
  });
  let closing: Promise<void> | undefined;
  return {
    ...loadQueries(database, newId),
    ...publicationSeenQueries(database, now),
    ...savedViewQueries(database, newId, now),
    ...groupQueries(database, now),
    ...mandateQueries(database),
    ...accessQueries(database, newId, now),
    ping: () => ping(database, address),
    close: () => {
      closing ??= database.destroy().then(leave);
      return closing;
    },
  };
}
