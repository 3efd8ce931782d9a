import { resolve } from 'node:path';
import { failure } from '@boussole/schema';
import type { AccessQueries } from './access/access.ts';
import type { EmbeddedServer } from './embedded/embedded.ts';
import type { GroupQueries } from './groups.ts';
import type { LoadQueries } from './loads.ts';
import type { MandateQueries } from './mandates.ts';
import type { PublicationSeenQueries } from './publications-seen.ts';
import type { SavedViewQueries } from './saved-views.ts';

/** What people do: loads, saved views, territories of their own, mandates, accounts and what they may read. Figures are in the cubes. */
export interface PeopleCatalogue
  extends LoadQueries,
    PublicationSeenQueries,
    SavedViewQueries,
    GroupQueries,
    MandateQueries,
    AccessQueries {
  /** Answers when the database does; throws `DATABASE_UNREACHABLE` or `DATABASE_EMBEDDED` otherwise. */
  ping(): Promise<void>;
  /** Ends the connections; the last process to leave an embedded server stops it. May be called twice. */
  close(): Promise<void>;
}

export interface CatalogueOptions {
  readonly dataDirectory: string;
  /** URL of a PostgreSQL server; without it, one is embedded in the data directory. */
  readonly databaseUrl?: string;
  readonly log?: (message: string) => void;
  readonly now?: () => Date;
  readonly newId?: () => string;
}

/**
 * Opens the catalogue, creating and upgrading its tables. Throws `DATABASE_UNREACHABLE`, `DATABASE_MIGRATION`, or for an embedded server
 * `DATABASE_EMBEDDED` and `DATA_DIRECTORY`.
 */
export async function openCatalogue(options: CatalogueOptions): Promise<PeopleCatalogue> {
  const { dataDirectory, databaseUrl, log = () => undefined } = options;
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    const problem = 'l’adresse est mal formée, exemple : postgres://utilisateur:motdepasse@serveur:5432/base';
    throw failure('DATABASE_UNREACHABLE', { problem });
  }
  // TypeORM takes a quarter of a second to load: commands that need no catalogue do without, and the server starts meanwhile.
  const [server, { openPostgresCatalogue }] = await Promise.all([
    databaseUrl ? undefined : joinEmbedded(resolve(dataDirectory), log),
    import('./postgres-catalogue.ts'),
  ]);
  if (server) return openPostgresCatalogue(server.address, server.leave, options);
  return openPostgresCatalogue({ url: databaseUrl! }, async () => undefined, options);
}

async function joinEmbedded(dataDirectory: string, log: (message: string) => void): Promise<EmbeddedServer> {
  const { joinEmbeddedServer } = await import('./embedded/embedded.ts');
  return joinEmbeddedServer(dataDirectory, log);
}
