import { join } from 'node:path';
import { openCatalogue, openOutlines, prepareDataDirectory, Warehouse } from '@boussole/warehouse';
import { programVersion } from './program-version.ts';
import { closeStores, type RunningServer, type ServeOptions, type Stores, serve } from './serve.ts';

export type { RunningServer } from './serve.ts';

export interface ServerOptions extends ServeOptions {
  readonly dataDirectory: string;
  /** URL of the PostgreSQL of the catalogue; without it one is embedded in the data directory. */
  readonly databaseUrl?: string;
}

/** Opens the stores and serves them. Throws `PORT_IN_USE`, `DATA_DIRECTORY`, `DATABASE_UNREACHABLE` and what opening the stores may throw. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const [stores] = await Promise.all([openStores(options), programVersion()]);
  try {
    return await serve(stores, { ...options, quarantineDirectory: join(options.dataDirectory, 'quarantine') });
  } catch (error) {
    await closeStores(stores);
    throw error;
  }
}

async function openStores({ dataDirectory, databaseUrl, limits, log: logger }: ServerOptions): Promise<Stores> {
  await prepareDataDirectory(dataDirectory);
  const log = (message: string): void => logger.info(message);
  const [warehouse, catalogue] = await Promise.allSettled([
    Warehouse.open({ dataDirectory, limits, log }),
    openCatalogue({ dataDirectory, databaseUrl, log }),
  ]);
  if (warehouse.status === 'fulfilled' && catalogue.status === 'fulfilled') {
    return { warehouse: warehouse.value, catalogue: catalogue.value, outlines: openOutlines(dataDirectory) };
  }
  for (const store of [warehouse, catalogue]) if (store.status === 'fulfilled') await store.value.close();
  throw warehouse.status === 'rejected' ? warehouse.reason : (catalogue as PromiseRejectedResult).reason; // one of them was rejected
}
