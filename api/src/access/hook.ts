import type { PeopleCatalogue } from '@boussole/warehouse';
import { Router } from 'express';
import type { Logger } from 'pino';
import { Cookies } from './cookies.ts';
import { identify } from './identify.ts';
import { openProvider } from './provider.ts';
import { accessRoutes } from './routes.ts';
import type { AccessSettings } from './settings.ts';

/** Puts before the routes that answer questions what finds who asks, and `/access`. */
export function accessHook(catalogue: PeopleCatalogue, settings: AccessSettings, log: Logger): Router {
  const router = Router();
  const cookies = new Cookies(settings.publicUrl.startsWith('https:'));
  const provider = settings.provider && openProvider(settings.provider, settings);
  router.use(['/graphql', '/export', '/quarantine'], identify(catalogue, cookies, log));
  router.use('/access', accessRoutes({ catalogue, cookies, settings, provider, log }));
  return router;
}
