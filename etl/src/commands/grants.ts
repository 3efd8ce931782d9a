import { failure } from '@boussole/schema';
import { dayInFrance, type Grant } from '@boussole/warehouse';
import { readSources } from '../sources.ts';
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
  for (const warning of await whyItOpensNothing(context, grant)) context.effects.tell(`ATTENTION : ${warning}`);
}

/** A convention may be named before the file that comes under it; nobody means a day that is over. */
async function whyItOpensNothing(
  { settings, effects }: CommandContext,
  { convention, until }: Grant,
): Promise<readonly string[]> {
  const sources = await readSources(settings.dataDirectory);
  const isKnown = sources.some(({ access }) => access?.convention === convention);
  return [
    ...(until < dayInFrance(effects.now()) ? [`le ${until} est passé, ce droit n’ouvre rien.`] : []),
    ...(isKnown
      ? []
      : [`aucune source connue n’est sous la convention « ${convention} ». Vérifiez « access » de son descripteur.`]),
  ];
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
