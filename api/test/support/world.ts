import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Limits, readLimits } from '@boussole/schema';
import {
  type Input,
  type InputDraft,
  openCatalogue,
  openOutlines,
  type PeopleCatalogue,
  publish,
  Warehouse,
  writeInput,
} from '@boussole/warehouse';
import { pino } from 'pino';
import { inject } from 'vitest';
import type { AccessSettings } from '../../src/access/settings.ts';
import { type Stores, serve } from '../../src/serve.ts';
import { newDatabase } from './databases.ts';
import { AGES, BIRTHS, GEOGRAPHY, INCOMES, POPULATIONS } from './rows.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of any shape
  readonly data: any;
  readonly errors: readonly { message: string; extensions: { code: string }; path?: string[] }[] | undefined;
}

/** A server on a small publication of its own, in a data directory of its own. */
export interface World {
  readonly url: string;
  readonly dataDirectory: string;
  readonly catalogue: PeopleCatalogue;
  /** Lines of the server's log. */
  readonly log: readonly string[];
  ask(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<Answer>;
  /** Starts another server on the same stores. */
  again(options: AgainOptions): Promise<World>;
  /** Publishes the incomes again, under another vintage. */
  publishIncomesAgain(): Promise<void>;
  close(): Promise<void>;
}

export interface AgainOptions {
  readonly limits?: Partial<Limits>;
  /** Puts something else in the place of a store, for what real ones do not do on demand. */
  readonly change?: (stores: Stores) => Stores;
  readonly access?: AccessSettings;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly trustedProxies?: readonly string[];
  readonly now?: () => Date;
}

export interface WorldOptions {
  readonly dashboardDirectory?: string;
  /** False leaves the data directory without publication. */
  readonly isPublished?: boolean;
  /** Publishes births too, under the convention `caisse_69`. */
  readonly hasConvention?: boolean;
  /** Publishes the census by sex and age too. */
  readonly hasAges?: boolean;
  /** Published with the rest. */
  readonly also?: {
    readonly tables: InputDraft['tables'];
    readonly comparability?: InputDraft['source']['comparability'];
  };
  /** Publishes these, and nothing else. */
  readonly deliveries?: readonly WorldDelivery[];
}

export interface WorldDelivery extends Pick<InputDraft['source'], 'id' | 'secrecy' | 'rounding' | 'parts'> {
  readonly title: string;
  readonly vintage: string;
  readonly tables: InputDraft['tables'];
}

/** Starts a server on the rows of `rows.ts`: a first publication without incomes, then one with them. */
export async function startWorld({ dashboardDirectory, ...published }: WorldOptions = {}): Promise<World> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'boussole-api-'));
  if (published.isPublished !== false) await cp(await publishOnce(published), dataDirectory, { recursive: true });
  const databaseUrl = await newDatabase(inject('sharedFolder'));
  const [warehouse, catalogue] = await Promise.all([
    Warehouse.open({ dataDirectory, limits: LIMITS }),
    openCatalogue({ dataDirectory, databaseUrl }),
  ]);
  const world = await serveWorld(
    dataDirectory,
    { warehouse, catalogue, outlines: openOutlines(dataDirectory) },
    {},
    dashboardDirectory,
  );
  return {
    ...world,
    close: async () => {
      await world.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** A data directory where that is published, made once for all tests of a run. */
async function publishOnce(published: WorldOptions): Promise<string> {
  const asked = createHash('sha256').update(JSON.stringify(published)).digest('hex');
  const folder = join(inject('sharedFolder'), 'published', asked);
  if (existsSync(folder)) return folder;
  const beside = `${folder}-${process.pid}`;
  await publishWorld(beside, published);
  await rename(beside, folder).catch(() => rm(beside, { recursive: true })); // another process has just done the same
  return folder;
}

async function publishWorld(
  dataDirectory: string,
  { hasConvention = false, hasAges = false, also, deliveries }: WorldOptions,
): Promise<void> {
  if (deliveries) {
    const add = [];
    for (const { id, title, vintage, tables, ...protection } of deliveries)
      add.push(await deliver(dataDirectory, id, title, vintage, tables, protection));
    await publish({ dataDirectory, add, now: new Date('2026-03-01T08:00:00Z') });
    return;
  }
  const geography = await deliver(dataDirectory, 'geographie', 'Géographie', '2025', GEOGRAPHY);
  const populations = await deliver(dataDirectory, 'populations', 'Populations', '2023', POPULATIONS);
  const ages = hasAges ? [await deliver(dataDirectory, 'ages', 'Âges', '2021', AGES)] : [];
  const other = also ? [await deliver(dataDirectory, 'autre', 'Autre', '2023', also.tables, also)] : [];
  const now = new Date('2026-03-01T08:00:00Z');
  await publish({ dataDirectory, add: [geography, populations, ...ages, ...other], now });
  await publishIncomes(dataDirectory, '2021', '2026-03-02T08:00:00Z', hasConvention);
}

const LIMITS = readLimits({}).limits;
const NOW = new Date('2026-03-15T08:30:00Z');

async function serveWorld(
  dataDirectory: string,
  stores: Stores,
  { limits, change = (unchanged) => unchanged, access, port = 0, trustedProxies, now = () => NOW }: AgainOptions,
  dashboardDirectory?: string,
): Promise<World> {
  const log: string[] = [];
  const server = await serve(change(stores), {
    port,
    limits: { ...LIMITS, ...limits },
    log: pino({ level: 'warn' }, { write: (line) => log.push(line) }),
    dashboardDirectory,
    quarantineDirectory: join(dataDirectory, 'quarantine'),
    ...(access && { access }),
    ...(trustedProxies && { trustedProxies }),
    now,
  });
  return {
    url: server.url,
    dataDirectory,
    catalogue: stores.catalogue,
    log,
    ask: (query, variables, headers) => ask(server.url, { query, variables }, headers),
    again: (options) => serveWorld(dataDirectory, staying(stores), options),
    publishIncomesAgain: () => publishIncomes(dataDirectory, '2021 bis', '2026-03-03T08:00:00Z'),
    close: () => server.close(),
  };
}

/** The same stores, which the end of one of their servers leaves open. */
function staying({ warehouse, catalogue, outlines }: Stores): Stores {
  const close = () => Promise.resolve();
  return {
    warehouse: {
      read: (publication, question) => warehouse.read(publication, question),
      ...(warehouse.hold && { hold: (publication) => warehouse.hold?.(publication) }),
      publications: () => warehouse.publications(),
      usage: () => warehouse.usage(),
      changes: (before, after) => warehouse.changes(before, after),
      rollBack: (to?: string) => warehouse.rollBack(to),
      close,
    },
    catalogue: { ...catalogue, close },
    outlines,
  };
}

async function publishIncomes(
  dataDirectory: string,
  vintage: string,
  moment: string,
  hasConvention = false,
): Promise<void> {
  const incomes = await deliver(dataDirectory, 'revenus', 'Revenus', vintage, INCOMES);
  const access = { access: { convention: 'caisse_69', threshold: 11 } };
  const births = hasConvention
    ? [await deliver(dataDirectory, 'caisse', 'Caisse confidentielle', '2023', BIRTHS, access)]
    : [];
  await publish({ dataDirectory, add: [incomes, ...births], now: new Date(moment) });
}

/** Sends a question to `/graphql`. */
export async function ask(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const { data, errors } = (await response.json()) as Answer; // the shape that every test then asserts
  return { status: response.status, headers: response.headers, data, errors };
}

function deliver(
  dataDirectory: string,
  id: string,
  title: string,
  vintage: string,
  tables: InputDraft['tables'],
  { access, comparability, secrecy, rounding, parts }: Partial<InputDraft['source']> = {},
): Promise<Input> {
  return writeInput({
    dataDirectory,
    source: {
      id,
      title: { fr: title, en: title },
      producer: 'Essai',
      licence: 'Licence Ouverte 2.0',
      landingPage: `https://example.org/${id}`,
      priority: 50,
      ...(access && { access }),
      ...(comparability && { comparability }),
      ...(secrecy && { secrecy }),
      ...(parts && { parts }),
      ...(rounding && { rounding }),
    },
    vintage,
    file: { name: `${id}.csv`, bytes: 1, sha256: createHash('sha256').update(`${id} ${vintage}`).digest('hex') },
    rows: { read: 1, kept: 1, quarantined: 0 },
    loadedAt: '2026-03-01T08:00:00.000Z',
    tables,
  });
}
