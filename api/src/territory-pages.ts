import type { Level, TerritoryId } from '@boussole/schema';
import type { Eventual, SearchQuestion } from '@boussole/warehouse';
import { toOfficialLevel } from './arguments.ts';
import type { Lease } from './lease.ts';
import { openPage, type PageRequest } from './page.ts';
import { TerritoryConnection } from './types/territory.ts';

type Search = Pick<SearchQuestion, 'text' | 'level' | 'within'>;

/** Reads a page of a search of territories, best match first. */
export async function territoriesPage(
  search: Search,
  request: PageRequest,
  publication: string | undefined,
  open: (publication: string | undefined) => Eventual<Lease>,
): Promise<TerritoryConnection> {
  const page = await openPage(['territories', search.text, search.level, search.within], request, publication, open);
  return new TerritoryConnection(page, page.lease.cube.search({ ...search, offset: page.offset, limit: page.limit }));
}

/** Reads a page of the territories of a level inside a territory, in the publication of that territory. */
export async function membersPage(
  lease: Lease,
  within: TerritoryId,
  level: Level,
  request: PageRequest,
): Promise<TerritoryConnection> {
  return territoriesPage({ level: toOfficialLevel(level), within }, request, undefined, async () => lease);
}
