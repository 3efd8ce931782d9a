import { createGunzip } from 'node:zlib';
import { findOutlines, nameOfOutlines, type OutlineReader, type Outlines } from '@boussole/warehouse';
import { type Request, type Response, Router } from 'express';
import { excerpt } from '../arguments.ts';
import { onlyRead } from './only-by.ts';

const UNCHANGING = 'public, max-age=31536000, immutable';

/**
 * `/geo/commune-2025.topojson`, `/geo/commune-2025-69.topojson`: outlines of a level and vintage. With the `v` that `outlines` of the API gives,
 * an address never changes what it answers.
 */
export function outlineRoutes(outlines: OutlineReader): Router {
  const router = Router();
  router.get('/:name.topojson', async (request, response) => {
    const found = findOutlines(await outlines.list(), excerpt(request.params.name));
    await sendOutlines(request, response, found, await outlines.read(found));
  });
  router.all('/:name.topojson', onlyRead);
  return router;
}

/** Writes the address of outlines, with the version that makes it unchanging. */
export function outlineAddress(outlines: Outlines): string {
  return `/geo/${nameOfOutlines(outlines)}.topojson?v=${versionOf(outlines)}`;
}

async function sendOutlines(
  request: Request,
  response: Response,
  outlines: Outlines,
  compressed: Buffer,
): Promise<void> {
  const version = versionOf(outlines);
  response.type('application/topo+json').vary('accept-encoding');
  response.set({
    etag: `"${version}"`,
    'cache-control': request.query.v === version ? UNCHANGING : 'no-cache',
  });
  if (request.acceptsEncodings('gzip')) {
    response.set('content-encoding', 'gzip').send(compressed);
    return;
  }
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  const plain = createGunzip();
  plain.pipe(response);
  plain.end(compressed);
}

function versionOf({ sha256 }: Outlines): string {
  return sha256.slice(0, 16);
}
