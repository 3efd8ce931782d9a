import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Limits } from '@boussole/schema';
import { type Request, type Response, Router } from 'express';
import { type CubeReader, Leases } from '../lease.ts';
import { toFacts } from './facts.ts';
import { toExportPage } from './page.ts';
import { readExportRequest } from './parameters.ts';
import { readTable } from './table.ts';
import { writeTable } from './write-table.ts';

export interface ExportOptions {
  readonly warehouse: CubeReader;
  readonly limits: Limits;
  readonly now: () => Date;
}

/** `/export/grid.csv`, and `/export` that says how to ask for it. */
export function exportRoutes(options: ExportOptions): Router {
  const router = Router();
  const page = toExportPage();
  router.get('/', (_request, response) => response.type('html').send(page));
  router.get('/grid.csv', (request, response) => sendGrid(request, response, options));
  return router;
}

async function sendGrid(
  request: Request,
  response: Response,
  { warehouse, limits, now }: ExportOptions,
): Promise<void> {
  const parameters = new URL(request.originalUrl, 'http://localhost').searchParams;
  const { question, publication, style } = readExportRequest(parameters, limits);
  const leases = new Leases(warehouse, limits);
  try {
    const lease = await leases.open(publication);
    const answer = await readTable(lease, question);
    const { id } = answer.publication;
    const address = toAddress(request, parameters, id);
    const facts = toFacts({ cube: lease.cube, question, answer, now: now(), address });
    response.type('text/csv; charset=utf-8').set({
      'content-disposition': `attachment; filename="boussole-${id}.csv"`,
      'x-boussole-publication': id,
      // The same address without a publication answers otherwise after the next one.
      'cache-control': publication ? 'public, max-age=86400' : 'no-cache',
    });
    await pipeline(Readable.from(writeTable(lease.cube, answer, facts, style)), response);
  } catch (error) {
    if (!isGivenUp(error)) throw error;
  } finally {
    await leases.release();
  }
}

/** The address that gives the same file later: the same question, its publication named. */
function toAddress(request: Request, parameters: URLSearchParams, publication: string): string {
  const pinned = new URLSearchParams(parameters);
  pinned.set('publication', publication);
  return `${request.baseUrl}${request.path}?${pinned}`;
}

function isGivenUp(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
