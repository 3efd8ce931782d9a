// First of all: classes of types are read as they are defined, by whatever imports one.
import 'reflect-metadata';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { failure, isBoussoleError, type Limits } from '@boussole/schema';
import type {
  Cube,
  DeliveryChange,
  Eventual,
  Input,
  OutlineReader,
  PeopleCatalogue,
  PublicationRecord,
} from '@boussole/warehouse';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { Cookies } from './access/cookies.ts';
import { publicationsFor } from './access/publications.ts';
import { forVisitors } from './access/reader.ts';
import { type AccessSettings, NO_PROVIDER } from './access/settings.ts';
import { ViewKeeping } from './access/view-keeper.ts';
import { currentVisitor } from './access/visit.ts';
import { excerpt } from './arguments.ts';
import type { RequestContext } from './context.ts';
import { knowGroups, withGroups } from './groups.ts';
import { answerUnreadable, refuseRequest } from './http/answer-error.ts';
import type { QuestionWitness } from './http/answer-questions.ts';
import { toApp } from './http/app.ts';
import { Drain } from './http/drain.ts';
import { startApollo } from './http/graphql.ts';
import { type MeasuredWarehouse, Metrics } from './http/metrics.ts';
import { Rate } from './http/rate.ts';
import { type CubeReader, Leases } from './lease.ts';
import { toLoaders } from './loaders.ts';
import { figuresOnly, witnessOutside } from './outside-witness.ts';

/** Where answers come from, already open. */
export interface Stores {
  readonly warehouse: CubeReader &
    MeasuredWarehouse & {
      changes(before: readonly Input[], after: readonly Input[]): Promise<readonly DeliveryChange[]>;
      rollBack(to?: string): Promise<PublicationRecord>;
      close(): Promise<void>;
    };
  readonly catalogue: PeopleCatalogue;
  readonly outlines: OutlineReader;
}

export interface ServeOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly limits: Limits;
  readonly log: Logger;
  /** Where the built dashboard is. */
  readonly dashboardDirectory?: string;
  /** Where rows set aside are kept; none is served without it. */
  readonly quarantineDirectory?: string;
  readonly now?: () => Date;
  /** How people sign in; nobody does without it, but with a one-time secret. */
  readonly access?: AccessSettings;
  /** Proxies that say the address of clients; none without it. */
  readonly trustedProxies?: readonly string[];
}

export interface RunningServer {
  readonly url: string;
  /** Takes no more questions, finishes those that run and downloads, then closes the stores. May be called twice. */
  close(): Promise<void>;
}

const HOUR = 3_600_000;
const HEADERS_MILLISECONDS = 15_000;
const CHECK_MILLISECONDS = 5_000;
/** Longer than proxies keep a connection that nothing is asked on: they close it, and never ask on one that the server is closing. */
const IDLE_MILLISECONDS = 65_000;
const DASHBOARD = fileURLToPath(new URL('../../dashboard/dist', import.meta.url));

/** Serves open stores, and closes them when it stops. Throws `PORT_IN_USE`. */
export async function serve(stores: Stores, options: ServeOptions): Promise<RunningServer> {
  const { limits, log, access = NO_PROVIDER, dashboardDirectory = DASHBOARD, now = () => new Date() } = options;
  const { catalogue, outlines } = stores;
  const metrics = new Metrics(stores.warehouse, now);
  const http = listenStrictly(limits);
  const cookies = new Cookies(access.publicUrl.startsWith('https:'));
  const saved = new Rate(HOUR);
  const known = withGroups(stores.warehouse, knowGroups(catalogue, log));
  const service = (): Eventual<string | undefined> => {
    const held = known.hold?.(undefined);
    if (held) {
      held.release();
      return nameOf(held.cube);
    }
    return known.read(undefined, nameOf).catch((error: unknown) => {
      if (isBoussoleError(error)) return undefined;
      throw error;
    });
  };
  const warehouse = forVisitors(known);
  const toContext = (request: Request, response: Response): RequestContext => ({
    limits,
    log,
    leases: new Leases(warehouse, limits, metrics),
    catalogue,
    loaders: toLoaders(catalogue),
    outlines,
    visitor: currentVisitor(),
    views: new ViewKeeping(request, response, { cookies, saved }),
    signIn: access.provider && '/access/sign-in',
    publications: () => publicationsFor(currentVisitor(), stores.warehouse),
    changes: (before: readonly Input[], after: readonly Input[]) => stores.warehouse.changes(before, after),
    rollBack: (to?: string) => stores.warehouse.rollBack(to),
  });
  const context = (request: Request, response: Response, { readOutside, finish }: QuestionWitness): RequestContext =>
    witnessOutside({ ...toContext(request, response), finish }, readOutside);
  const figures = (): RequestContext => figuresOnly({ limits, log, leases: new Leases(warehouse, limits, metrics) });
  const drain = new Drain(http, limits, log);
  const asked = { limits, log, drain, context, figures, service, metrics };
  const graphql = await startApollo(asked);
  const { trustedProxies = [], quarantineDirectory } = options;
  const served = {
    warehouse,
    catalogue,
    outlines,
    dashboardDirectory,
    quarantineDirectory,
    now,
    access,
    trustedProxies,
  };
  http.on('request', drain.follow(toApp(graphql, { ...asked, ...served })));
  const port = await listen(http, options.port);
  let closing: Promise<void> | undefined;
  return {
    url: `http://localhost:${port}`,
    close: () => {
      closing ??= graphql.apollo.stop().finally(() => closeStores(stores));
      return closing;
    },
  };
}

/** What Node.js would refuse in words of its own is refused in the shape of every error, and slow clients do not stay. */
function listenStrictly({ requestMilliseconds }: Limits): Server {
  const options = {
    requireHostHeader: false,
    headersTimeout: Math.min(requestMilliseconds, HEADERS_MILLISECONDS),
    requestTimeout: requestMilliseconds,
    keepAliveTimeout: IDLE_MILLISECONDS,
    connectionsCheckingInterval: Math.min(requestMilliseconds, CHECK_MILLISECONDS),
  };
  return createServer(options)
    .on('clientError', answerUnreadable)
    .on('checkExpectation', (request, response) => {
      response.setHeader('connection', 'close');
      refuseRequest(response, 417, `« expect: ${excerpt(request.headers.expect ?? '')} » n’est pas compris`);
    });
}

export async function closeStores({ warehouse, catalogue }: Stores): Promise<void> {
  await Promise.allSettled([warehouse.close(), catalogue.close()]);
}

const names = new WeakMap<Cube, string>();
let named = 0;

/** Names an open publication, with the groups that it knows: the same object answers the same, as long as it is there. */
function nameOf(cube: Cube): string {
  const name = names.get(cube) ?? `${cube.publication.id} ${++named}`;
  names.set(cube, name);
  return name;
}

function listen(http: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? failure('PORT_IN_USE', { port }, { cause: error }) : error);
    });
    http.listen(port, () => {
      const address = http.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
