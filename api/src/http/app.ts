import { constants } from 'node:zlib';
import type { ApolloServer } from '@apollo/server';
import { failure } from '@boussole/schema';
import type { OutlineReader, PeopleCatalogue } from '@boussole/warehouse';
import compression from 'compression';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { accessHook } from '../access/hook.ts';
import type { AccessSettings } from '../access/settings.ts';
import { excerpt } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { exportRoutes } from '../export/routes.ts';
import { landingRoutes } from '../landing/routes.ts';
import type { CubeReader } from '../lease.ts';
import { answerErrors } from './answer-error.ts';
import { dashboardRoutes } from './dashboard.ts';
import { type GraphqlOptions, graphqlRoutes } from './graphql.ts';
import { healthRoutes } from './health.ts';
import { logRequests } from './log-requests.ts';
import { outlineRoutes } from './outlines.ts';
import { referRequests } from './request-reference.ts';

export interface AppOptions extends GraphqlOptions {
  readonly warehouse: CubeReader;
  readonly catalogue: PeopleCatalogue;
  readonly outlines: OutlineReader;
  readonly dashboardDirectory: string;
  readonly now: () => Date;
  readonly access: AccessSettings;
}

/** Puts the routes of the server together. */
export function toApp(app: Express, apollo: ApolloServer<RequestContext>, options: AppOptions): void {
  const { limits, log } = options;
  app.disable('x-powered-by').disable('etag');
  app.use(referRequests(), logRequests(log), securityHeaders(), compressAnswers());
  app.use(healthRoutes(options.warehouse, options.catalogue, log));
  app.use(accessHook(options.catalogue, options.access, log));
  app.use('/graphql', landingRoutes(), graphqlRoutes(apollo, options));
  app.use('/export', exportRoutes(options));
  app.use('/geo', outlineRoutes(options.outlines));
  app.use(dashboardRoutes(options.dashboardDirectory));
  app.use((request) => {
    throw failure('ADDRESS_UNKNOWN', { path: excerpt(request.path) });
  });
  app.use(answerErrors(limits, log));
}

/** Compresses lightly: at these levels a map of all communes takes 3 ms, at the usual ones 20, for a few percent fewer bytes. */
function compressAnswers(): express.RequestHandler {
  return compression({ level: 1, brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } } });
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
