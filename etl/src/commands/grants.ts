import { failure } from '@boussole/schema';
import type { Grant } from '@boussole/warehouse';
import { toCount } from '../words.ts';
import { answer, type CommandContext, type OutputOptions } from './context.ts';
import { withCatalogue } from './with-catalogue.ts';

export interface GrantRequest {
  readonly organisation: string;
  readonly convention: string;
  readonly territories: readonly string[];
  readonly until: string;
}

/** `boussole grants add`: opens the datasets of a convention to an organisation. */
export async function runGrantsAdd(
  context: CommandContext,
  { organisation, convention, territories, until }: GrantRequest,
  options: OutputOptions,
): Promise<void> {
  const { grant, name } = await withCatalogue(context, async (catalogue) => {
    const found = await catalogue.findOrganisation(organisation);
    // The catalogue checks what ids are.
    const draft = { organisationId: found.id, convention, territories: territories as Grant['territories'], until };
    return { grant: await catalogue.createGrant(draft), name: found.name };
  });
  answer(context.effects, options, grant, [`Droit de lecture enregistré pour ${name} : ${describeGrant(grant)}`]);
}

/** `boussole grants revoke`: ends a grant at once. */
export async function runGrantsRevoke(context: CommandContext, id: string, options: OutputOptions): Promise<void> {
  const revoked = await withCatalogue(context, (catalogue) => catalogue.revokeGrant(id));
  if (!revoked) throw failure('ARGUMENT_INVALID', { argument: 'droit', problem: `aucun droit en cours « ${id} »` });
  answer(context.effects, options, { revoked: id }, ['Le droit de lecture est retiré.']);
}

/** One grant in a line: what it opens, until when, and its id. */
export function describeGrant({ id, convention, territories, until, revokedAt }: Grant): string {
  const end = revokedAt ? 'retiré' : `jusqu’au ${until}`;
  return `${convention}, ${toCount(territories.length, 'territoire')} (${territories.join(', ')}), ${end} (${id})`;
}
