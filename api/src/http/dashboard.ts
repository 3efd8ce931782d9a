import { type RequestHandler, Router } from 'express';
import { KeptFiles } from './kept-files.ts';
import { onlyRead } from './only-by.ts';

const UNCHANGING = 'public, max-age=31536000, immutable';
const ASKED_AGAIN = 'no-cache';

/** The document of every page. */
const PAGE = '/index.html';
/** The last part of the address of a file: no page has one. */
const FILE = /\.\w+$/;

/**
 * Serves the built dashboard. Files of `assets/` carry a hash of their content in their name and never change; every page of the
 * dashboard is the same document, which is never kept without asking.
 */
export function dashboardRoutes(directory: string): Router {
  const router = Router();
  const files = new KeptFiles(directory);
  const sendFile: RequestHandler = async (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    const { path } = request;
    const isSent = await files.send(path, request, response, path.startsWith('/assets/') ? UNCHANGING : ASKED_AGAIN);
    if (!isSent) next();
  };
  router.use(sendFile);
  router.get('/{*path}', async (request, response, next) => {
    if (!isPage(request.path) || !request.accepts('html')) return next();
    if (!(await files.send(PAGE, request, response, ASKED_AGAIN))) next();
  });
  router.use(async (request, response, next) => {
    const isThere = await files.has(isPage(request.path) ? PAGE : request.path);
    return isThere ? onlyRead(request, response, next) : next();
  });
  return router;
}

function isPage(path: string): boolean {
  return !FILE.test(path) && !path.startsWith('/.');
}
