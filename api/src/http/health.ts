import { isBoussoleError } from '@boussole/schema';
import type { PeopleCatalogue } from '@boussole/warehouse';
import { Router } from 'express';
import type { Logger } from 'pino';
import type { CubeReader } from '../lease.ts';
import { onlyRead } from './only-by.ts';

/** `/healthz`: the process answers. `/readyz`: a publication can be read and the catalogue answers, otherwise 503. */
export function healthRoutes(warehouse: CubeReader, catalogue: PeopleCatalogue, log: Logger): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('cache-control', 'no-store').json({ status: 'ok' });
  });
  router.all(['/healthz', '/readyz'], onlyRead);
  router.get('/readyz', async (_request, response) => {
    const [publication, isCatalogueReady] = await Promise.all([
      maybePublication(warehouse, log),
      isAnswering(catalogue, log),
    ]);
    const isReady = publication !== null && isCatalogueReady;
    response
      .status(isReady ? 200 : 503)
      .set('cache-control', 'no-store')
      .json({ status: isReady ? 'ready' : 'not ready', publication, catalogue: isCatalogueReady });
  });
  return router;
}

async function maybePublication(warehouse: CubeReader, log: Logger): Promise<string | null> {
  try {
    return await warehouse.read(undefined, (cube) => cube.publication.id);
  } catch (error) {
    if (!isBoussoleError(error)) log.error({ err: error }, 'the current publication cannot be read');
    return null;
  }
}

async function isAnswering(catalogue: PeopleCatalogue, log: Logger): Promise<boolean> {
  try {
    await catalogue.ping();
    return true;
  } catch (error) {
    log.warn({ err: error }, 'the catalogue does not answer');
    return false;
  }
}
