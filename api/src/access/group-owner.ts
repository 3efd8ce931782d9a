import { failure } from '@boussole/schema';
import type { PeopleCatalogue } from '@boussole/warehouse';
import { allow, type Visitor } from './visitor.ts';

const ACTION = 'group:write';

/**
 * The organisation that a group is saved for: its own when it exists, otherwise that of the visitor. Those who look after the server change
 * every group. Throws `SIGN_IN_NEEDED`, `NOT_ALLOWED` for the group of others, `ARGUMENT_INVALID` when several organisations are possible.
 */
export async function allowGroup(
  visitor: Visitor,
  catalogue: Pick<PeopleCatalogue, 'groupOwner'>,
  code: string,
  organisation?: string,
): Promise<string | null> {
  allow(visitor, ACTION);
  const owner = await catalogue.groupOwner(code);
  const isKeeper = visitor.roles.some((role) => role === 'statistician' || role === 'administrator');
  if (owner !== undefined) {
    const isOwn = visitor.organisations.some(({ id }) => id === owner);
    if (!isOwn && !isKeeper) throw failure('NOT_ALLOWED', { action: ACTION });
    return owner;
  }
  const possible = visitor.organisations.filter(({ name }) => organisation === undefined || name === organisation);
  if (possible.length === 0 && organisation === undefined && isKeeper) return null;
  if (possible.length === 1) return possible[0]!.id;
  const names = visitor.organisations.map(({ name }) => name).join(', ') || 'aucune';
  throw failure('ARGUMENT_INVALID', { argument: 'organisation', problem: `donnez l’une des vôtres (${names})` });
}
