import { type RequestHandler, Router } from 'express';
import { KeptFiles } from './kept-files.ts';

const UNCHANGING = 'public, max-age=31536000, immutable';
const ASKED_AGAIN = 'no-cache';

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
    if (FILE.test(request.path) || request.path.startsWith('/.') || !request.accepts('html')) return next();
    if (!(await files.send('/index.html', request, response, ASKED_AGAIN))) next();
  });
  return router;
}
