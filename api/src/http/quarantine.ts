import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { failure } from '@boussole/schema';
import type { PeopleCatalogue } from '@boussole/warehouse';
import { Router } from 'express';
import { currentVisitor } from '../access/visit.ts';
import { allow } from '../access/visitor.ts';
import { excerpt } from '../arguments.ts';
import { onlyRead } from './only-by.ts';

/** What names a delivery in the folder of quarantines: no path. */
const PLAIN = /^[\w.-]+$/;

/**
 * `/quarantine/<load>.csv`: the rows that a load set aside, as the command line writes them, for those who look after the data. Rows of a source
 * under convention hold its figures, and stay at the command line.
 */
export function quarantineRoutes(catalogue: Pick<PeopleCatalogue, 'loadsByIds'>, folder: string): Router {
  const router = Router();
  router.get('/:load.csv', async (request, response) => {
    allow(currentVisitor(), 'quarantine:read');
    const id = request.params.load;
    const load = (await catalogue.loadsByIds([id])).get(id);
    const name =
      load &&
      load.convention === null &&
      `${load.source}-${load.vintage}${load.verdict === 'REFUSED' ? '-refused' : ''}`;
    const path = name && PLAIN.test(name) ? join(folder, `${name}.csv`) : undefined;
    if (!path || !(await isThere(path))) throw failure('ADDRESS_UNKNOWN', { path: excerpt(request.path) });
    response.type('text/csv').attachment(`quarantaine-${name}.csv`);
    await pipeline(createReadStream(path), response);
  });
  router.all('/:load.csv', onlyRead);
  return router;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
