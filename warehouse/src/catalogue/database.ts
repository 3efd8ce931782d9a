import 'reflect-metadata';
import { type BoussoleError, failure } from '@boussole/schema';
import { DataSource } from 'typeorm';
import { AccountEntity } from './access/accounts.ts';
import { ApiTokenEntity } from './access/credentials.ts';
import { GrantEntity } from './access/grants.ts';
import { OrganisationEntity } from './access/organisations.ts';
import { TerritoryGroupEntity } from './groups.ts';
import { LoadEntity } from './loads.ts';
import { MandateEntity } from './mandates.ts';
import { CreateAccess } from './migrations/create-access.ts';
import { CreateCatalogue } from './migrations/create-catalogue.ts';
import { DateGroups } from './migrations/date-groups.ts';
import { OwnGroups } from './migrations/own-groups.ts';
import { OwnViews } from './migrations/own-views.ts';
import { RecordOverrides } from './migrations/record-overrides.ts';
import { RecordSteps } from './migrations/record-steps.ts';
import { SeedMandates } from './migrations/seed-mandates.ts';
import { PublicationSeenEntity } from './publications-seen.ts';
import { SavedViewEntity } from './saved-views.ts';
import { problemOf } from './unreachable.ts';

/** How to reach a server: its URL, or the socket of the embedded one. */
export type Address =
  | { readonly url: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly username: string;
      readonly database: string;
      readonly ssl: false;
    };

export const CONNECT_TIMEOUT_MS = 5_000;

/** Any number will do, as long as every release uses the same. */
const MIGRATING = 20_160_825;

/** Opens a pool on the server and brings its tables up to date; several processes may do so at once. */
export async function openDatabase(address: Address, log: (message: string) => void): Promise<DataSource> {
  const database = new DataSource({
    type: 'postgres',
    // TypeORM would take a URL apart with rules of its own: the driver, which knows every form, reads it.
    ...('url' in address ? { extra: { connectionString: address.url, keepAlive: true } } : address),
    entities: [
      LoadEntity,
      PublicationSeenEntity,
      SavedViewEntity,
      TerritoryGroupEntity,
      MandateEntity,
      AccountEntity,
      OrganisationEntity,
      GrantEntity,
      ApiTokenEntity,
    ],
    migrations: [
      CreateCatalogue,
      SeedMandates,
      DateGroups,
      RecordOverrides,
      CreateAccess,
      OwnGroups,
      OwnViews,
      RecordSteps,
    ],
    migrationsTransactionMode: 'all',
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    installExtensions: false,
    applicationName: 'boussole',
    poolSize: 8,
    poolErrorHandler: (error: Error) => log(`PostgreSQL ended an idle connection: ${error.message}`),
  });
  try {
    await database.initialize();
  } catch (error) {
    throw unreachable(address, error);
  }
  try {
    await migrate(database, log);
    return database;
  } catch (error) {
    await database.destroy();
    throw failure(
      'DATABASE_MIGRATION',
      { problem: error instanceof Error ? error.message : String(error) },
      { cause: error },
    );
  }
}

/** Answers when the server does; throws `DATABASE_UNREACHABLE` or `DATABASE_EMBEDDED` otherwise. */
export async function ping(database: DataSource, address: Address): Promise<void> {
  try {
    await database.query('SELECT 1');
  } catch (error) {
    throw unreachable(address, error);
  }
}

async function migrate(database: DataSource, log: (message: string) => void): Promise<void> {
  const guard = database.createQueryRunner();
  try {
    await guard.startTransaction();
    // Held until the end of this transaction, while the migrations run on a connection of their own.
    await guard.query('SELECT pg_advisory_xact_lock($1)', [MIGRATING]);
    const done = await database.runMigrations();
    for (const { name } of done) log(`catalogue migrated: ${name}`);
    await guard.commitTransaction();
  } finally {
    await guard.release();
  }
}

function unreachable(address: Address, error: unknown): BoussoleError {
  const code = 'url' in address ? 'DATABASE_UNREACHABLE' : 'DATABASE_EMBEDDED';
  return failure(code, { problem: problemOf(error) }, { cause: error });
}
