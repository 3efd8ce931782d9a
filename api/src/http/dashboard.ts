import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';

const YEAR_MILLISECONDS = 365 * 24 * 3_600_000;

/**
 * Serves the built dashboard. Files of `assets/` carry a hash of their content in their name and never change; every page of the
 * dashboard is the same document, which is never kept without asking.
 */
export function dashboardRoutes(directory: string): Router {
  const router = Router();
  const page = join(directory, 'index.html');
  router.use(
    '/assets',
    express.static(join(directory, 'assets'), { immutable: true, maxAge: YEAR_MILLISECONDS, index: false }),
  );
  router.use(express.static(directory, { index: false, maxAge: 0 }));
  router.get('/{*path}', (request, response, next) => {
    if (request.path.startsWith('/assets/') || !request.accepts('html')) return next();
    if (!existsSync(page)) return next();
    response.set('cache-control', 'no-cache').sendFile(page);
  });
  return router;
}
