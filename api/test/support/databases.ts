import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openCatalogue } from '@boussole/warehouse';
import pg from 'pg';

let template: Promise<Template> | undefined;
let databases = 0;

interface Template {
  readonly cluster: string;
  readonly name: string;
}

/** URL of a database of its own, with the tables of a catalogue, on the embedded server that the tests of a run share. */
export async function newDatabase(sharedFolder: string): Promise<string> {
  template ??= createTemplate(sharedFolder);
  const { cluster, name } = await template;
  const own = `world_${process.pid}_${++databases}`;
  await run(cluster, `CREATE DATABASE ${own} TEMPLATE ${name}`);
  return urlOf(cluster, own);
}

/** Where the embedded server of a data directory stands; undefined before its first start. */
export async function clusterOf(dataDirectory: string): Promise<string | undefined> {
  const catalogue = join(dataDirectory, 'catalogue');
  const inside = join(catalogue, 'postgresql');
  if (existsSync(inside)) return inside;
  const elsewhere = await readFile(join(catalogue, 'location'), 'utf8').catch(() => undefined);
  return elsewhere?.trim();
}

/** Starts the shared server, or joins it, and makes the database that others are copies of. */
async function createTemplate(sharedFolder: string): Promise<Template> {
  const starting = await openCatalogue({ dataDirectory: sharedFolder });
  const cluster = await clusterOf(sharedFolder);
  if (!cluster) throw new Error(`expected an embedded server of ${sharedFolder}, but found none`);
  await stay(cluster);
  await starting.close();
  const name = `template_${process.pid}`;
  await run(cluster, `CREATE DATABASE ${name}`);
  const catalogue = await openCatalogue({ dataDirectory: sharedFolder, databaseUrl: urlOf(cluster, name) });
  await catalogue.close();
  return { cluster, name };
}

/** What each process that uses an embedded server holds, so that the last to leave stops it (`embedded/presence.ts`). */
const PRESENCE = 20_160_824;

/** Keeps the server running until this process ends, or the run. */
async function stay(cluster: string): Promise<void> {
  const client = new pg.Client(urlOf(cluster, 'postgres'));
  client.on('error', () => undefined); // the run ends
  await client.connect();
  await client.query('SELECT pg_advisory_lock_shared($1)', [PRESENCE]);
}

async function run(cluster: string, statement: string): Promise<void> {
  const client = new pg.Client(urlOf(cluster, 'postgres'));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function urlOf(cluster: string, database: string): string {
  return `postgres://boussole@localhost/${database}?host=${encodeURIComponent(cluster)}`;
}
