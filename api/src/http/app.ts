import type { RequestListener } from 'node:http';
import { constants } from 'node:zlib';
import { failure } from '@boussole/schema';
import type { OutlineReader, PeopleCatalogue } from '@boussole/warehouse';
import compression from 'compression';
import cors from 'cors';
import express from 'express';
import helmet from 'helmet';
import { Cookies } from '../access/cookies.ts';
import { accessHook } from '../access/hook.ts';
import { identify } from '../access/identify.ts';
import type { AccessSettings } from '../access/settings.ts';
import { exportRoutes } from '../export/routes.ts';
import { landingRoutes } from '../landing/routes.ts';
import type { CubeReader } from '../lease.ts';
import { AnswerCache } from './answer-cache.ts';
import { answerErrors, refuseRequest } from './answer-error.ts';
import { askedAddress } from './asked-address.ts';
import { AskedAgain } from './asked-again.ts';
import { Bounds } from './bounds.ts';
import { dashboardRoutes } from './dashboard.ts';
import { toFront } from './front.ts';
import { answerGraphql, type Graphql, type GraphqlOptions } from './graphql.ts';
import { healthRoutes } from './health.ts';
import { constantHeaders, inOneStep, setHeaders } from './in-one-step.ts';
import { logRequests } from './log-requests.ts';
import type { Metrics } from './metrics.ts';
import { outlineRoutes } from './outlines.ts';
import { quarantineRoutes } from './quarantine.ts';
import { referRequests } from './request-reference.ts';

export interface AppOptions extends GraphqlOptions {
  readonly warehouse: CubeReader;
  readonly catalogue: PeopleCatalogue;
  readonly outlines: OutlineReader;
  readonly dashboardDirectory: string;
  /** Where rows set aside are kept; undefined serves none. */
  readonly quarantineDirectory: string | undefined;
  readonly now: () => Date;
  readonly access: AccessSettings;
  readonly metrics: Metrics;
  /** Proxies whose word is taken for the address of a client, as express has them (`loopback`, `10.0.0.0/8`). */
  readonly trustedProxies: readonly string[];
}

/** Puts the routes of the server together, and what answers before them. */
export function toApp(graphql: Graphql, options: AppOptions): RequestListener {
  const app = express();
  const { limits, log, metrics } = options;
  app
    .disable('x-powered-by')
    .disable('etag')
    .set('trust proxy', [...options.trustedProxies]);
  const refer = [referRequests(), logRequests(log), metrics.requests()];
  const bounds = new Bounds(limits, metrics);
  const bound = [bounds.rate(), bounds.running()];
  const kept = new AnswerCache(limits.answerBytes);
  metrics.watch('boussole_answer_bytes', 'Memory of finished answers, in bytes.', () => kept.bytes);
  metrics.watch('boussole_answer_hits', 'Questions that a finished answer was kept for.', () => kept.hits);
  const answer = answerGraphql(graphql, options, kept);
  const identified = identify(options.catalogue, new Cookies(options.access.publicUrl.startsWith('https:')), log);
  const headers = constantHeaders([securityHeaders(), openToOtherSites()]);
  app.post('/graphql', inOneStep([...refer, setHeaders(headers), needHost, identified, ...bound, ...answer]));
  app.use(refer, securityHeaders(), compressAnswers());
  app.use(needHost);
  app.use(healthRoutes(options.warehouse, options.catalogue, log), metrics.routes(log));
  app.use(['/graphql', '/export', '/geo'], openToOtherSites());
  app.use(accessHook(options.catalogue, options.access, log));
  app.use(['/graphql', '/export'], bound);
  app.use('/graphql', landingRoutes(limits), [...answer]);
  app.use('/export', exportRoutes(options));
  app.use('/geo', outlineRoutes(options.outlines));
  app.use('/geo', refuseAddress);
  if (options.quarantineDirectory) {
    app.use('/quarantine', quarantineRoutes(options.catalogue, options.quarantineDirectory));
  }
  app.use(dashboardRoutes(options.dashboardDirectory));
  app.use(refuseAddress);
  app.use(answerErrors(limits, log));
  return toFront(app, new AskedAgain({ ...options, ...graphql, bounds, kept, headers: [...headers].flat() }), log);
}

const refuseAddress: express.RequestHandler = (request) => {
  throw failure('ADDRESS_UNKNOWN', { path: askedAddress(request) });
};

/** https://www.rfc-editor.org/rfc/rfc9112#section-3.2 */
const needHost: express.RequestHandler = (request, response, next) => {
  if (request.headers.host !== undefined || request.httpVersion === '1.0') return next();
  refuseRequest(response, 400, 'requête HTTP sans en-tête « host »');
};

/**
 * Compresses lightly: at these levels a map of all communes takes 3 ms, at the usual ones 20, for a few percent fewer bytes. Answers to questions are
 * compressed where they are kept, and carry a tag of the very bytes.
 */
function compressAnswers(): express.RequestHandler {
  const isAnswer = (type: unknown): boolean => typeof type === 'string' && /json/.test(type);
  return compression({
    level: 1,
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
    filter: (request, response) =>
      !(request.originalUrl.startsWith('/graphql') && isAnswer(response.getHeader('content-type'))) &&
      compression.filter(request, response),
  });
}

/**
 * Pages of any site may ask, as this is open data, but never as the person who looks at them: no answer lets a browser send its cookies along.
 * A token may be sent, by whoever has one.
 */
function openToOtherSites(): express.RequestHandler {
  return cors({
    origin: '*',
    methods: ['GET', 'HEAD', 'POST'],
    allowedHeaders: [
      'content-type',
      'authorization',
      'apollo-require-preflight',
      'x-apollo-operation-name',
      'x-request-id',
    ],
    exposedHeaders: ['etag', 'x-request-id', 'retry-after', 'ratelimit', 'ratelimit-policy', 'content-disposition'],
    maxAge: 86_400,
  });
}

/** Everything comes from this server; styles inline are what the dashboard's components set, scripts inline are never run. */
function securityHeaders(): express.RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'self'"],
        fontSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        workerSrc: ["'self'", 'blob:'],
      },
    },
    // Only the proxy that ends HTTPS knows that there is HTTPS.
    strictTransportSecurity: false,
  });
}
