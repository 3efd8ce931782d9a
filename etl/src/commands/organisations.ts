import type { Account, Organisation, PeopleCatalogue } from '@boussole/warehouse';
import { answer, type CommandContext, type OutputOptions } from './context.ts';
import { describeGrant } from './grants.ts';
import { withCatalogue } from './with-catalogue.ts';

/** `boussole organisations list`: lists organisations and what their grants open. */
export async function runOrganisationsList(context: CommandContext, options: OutputOptions): Promise<void> {
  const { organisations, grants } = await withCatalogue(context, async (catalogue) => ({
    organisations: await catalogue.organisations(),
    grants: await catalogue.grants(),
  }));
  const value = organisations.map((organisation) => ({
    ...organisation,
    grants: grants.filter(({ organisationId }) => organisationId === organisation.id),
  }));
  const lines = value.flatMap(({ grants: own, ...organisation }) => [
    toName(organisation),
    ...own.map((grant) => `  ${describeGrant(grant)}`),
  ]);
  answer(context.effects, options, value, lines.length > 0 ? lines : ['Aucune organisation.']);
}

/** `boussole organisations create`. */
export async function runOrganisationsCreate(
  context: CommandContext,
  request: { readonly name: string; readonly siret?: string },
  options: OutputOptions,
): Promise<void> {
  const { name, siret = null } = request;
  const made = await withCatalogue(context, (catalogue) => catalogue.createOrganisation({ name, siret }));
  answer(context.effects, options, made, [`Organisation enregistrée : ${toName(made)}`]);
}

/** `boussole organisations add` and `remove`: who is a member. */
export async function runOrganisationsMember(
  context: CommandContext,
  request: { readonly organisation: string; readonly account: string; readonly isMember: boolean },
  options: OutputOptions,
): Promise<void> {
  const { organisation, account } = await withCatalogue(context, async (catalogue) => {
    const found = await findBoth(catalogue, request);
    if (request.isMember) await catalogue.addMember(found.organisation.id, found.account.id);
    else await catalogue.removeMember(found.organisation.id, found.account.id);
    return found;
  });
  const sentence = request.isMember ? 'est membre de' : 'n’est plus membre de';
  answer(context.effects, options, { organisation, account, isMember: request.isMember }, [
    `${account.name} ${sentence} ${organisation.name}.`,
  ]);
}

async function findBoth(
  catalogue: PeopleCatalogue,
  request: { readonly organisation: string; readonly account: string },
): Promise<{ readonly organisation: Organisation; readonly account: Account }> {
  return {
    organisation: await catalogue.findOrganisation(request.organisation),
    account: await catalogue.findAccount(request.account),
  };
}

function toName({ id, name, siret }: Organisation): string {
  return `${name}${siret ? `, SIRET ${siret}` : ''} (${id})`;
}
