import { type AccountRole, failure, type TokenScope } from '@boussole/schema';
import type { Account, Grant, Organisation, PeopleCatalogue } from '@boussole/warehouse';
import { toCount } from '../words.ts';
import { answer, type CommandContext, type OutputOptions } from './context.ts';
import { withCatalogue } from './with-catalogue.ts';

const SECRET_SECONDS = 3_600;

/** `boussole administrator`: gives the secret that opens one session of the administrator. */
export async function runAdministrator(context: CommandContext, options: OutputOptions): Promise<void> {
  const secret = await withCatalogue(context, (catalogue) => catalogue.createOneTimeSecret(SECRET_SECONDS));
  answer(context.effects, options, { secret, path: '/access/secret', seconds: SECRET_SECONDS }, [
    `Secret à usage unique, valable une heure : ${secret}`,
    'Donnez-le à la page /access/secret du serveur.',
  ]);
}

/** `boussole accounts list`: lists accounts, oldest first. */
export async function runAccountsList(context: CommandContext, options: OutputOptions): Promise<void> {
  const accounts = await withCatalogue(context, async (catalogue) => {
    const all = await catalogue.accounts();
    return Promise.all(
      all.map(async (account) => ({ ...account, organisations: await catalogue.organisationsOf(account.id) })),
    );
  });
  const lines = accounts.map(
    ({ organisations, ...account }) =>
      `${toLine(account)}${organisations.length > 0 ? `, ${organisations.map(({ name }) => name).join(', ')}` : ''}`,
  );
  answer(context.effects, options, accounts, lines.length > 0 ? lines : ['Aucun compte.']);
}

export interface AccountRequest {
  readonly name: string;
  readonly role: string;
}

/** `boussole accounts create`: makes the account of a program. */
export async function runAccountsCreate(
  context: CommandContext,
  { name, role }: AccountRequest,
  options: OutputOptions,
): Promise<void> {
  const account = await withCatalogue(context, (catalogue) => catalogue.createLocalAccount(name, toRole(role)));
  answer(context.effects, options, account, [`Compte enregistré : ${toLine(account)}`]);
}

/** `boussole accounts role`: gives a role to an account. */
export async function runAccountsRole(
  context: CommandContext,
  { name, role }: AccountRequest,
  options: OutputOptions,
): Promise<void> {
  const account = await withCatalogue(context, async (catalogue) =>
    catalogue.setRole((await catalogue.findAccount(name)).id, toRole(role)),
  );
  answer(context.effects, options, account, [`Rôle enregistré : ${toLine(account)}`]);
}

/** `boussole accounts close` and `open`: shuts an account at once, or opens it again. */
export async function runAccountsDisabled(
  context: CommandContext,
  name: string,
  disabled: boolean,
  options: OutputOptions,
): Promise<void> {
  const account = await withCatalogue(context, async (catalogue) =>
    catalogue.setDisabled((await catalogue.findAccount(name)).id, disabled),
  );
  answer(context.effects, options, account, [toLine(account)]);
}

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

export interface TokenRequest {
  readonly account: string;
  readonly name: string;
  readonly scope: readonly string[];
  readonly days: string;
}

/** `boussole tokens create`: makes a token, whose secret is shown once. */
export async function runTokensCreate(
  context: CommandContext,
  { account, name, scope, days }: TokenRequest,
  options: OutputOptions,
): Promise<void> {
  const { token, secret } = await withCatalogue(context, async (catalogue) => {
    const { id: accountId } = await catalogue.findAccount(account);
    // The catalogue checks what scopes are.
    return catalogue.createToken({ accountId, name, scopes: scope as readonly TokenScope[], days: Number(days) });
  });
  answer(context.effects, options, { ...token, secret }, [
    `Jeton « ${token.name} » (${token.id}), jusqu’au ${token.expiresAt.slice(0, 10)}. Il n’est montré qu’une fois :`,
    secret,
  ]);
}

/** `boussole tokens list`: lists tokens, latest first. */
export async function runTokensList(context: CommandContext, options: OutputOptions): Promise<void> {
  const tokens = await withCatalogue(context, async (catalogue) => {
    const names = new Map((await catalogue.accounts()).map(({ id, name }) => [id, name]));
    return (await catalogue.tokens()).map((token) => ({ ...token, account: names.get(token.accountId) ?? '' }));
  });
  const lines = tokens.map(
    ({ id, name, account, scopes, expiresAt, revokedAt }) =>
      `${id} « ${name} », ${account}, ${scopes.join(' et ')}, ${revokedAt ? 'révoqué' : `jusqu’au ${expiresAt.slice(0, 10)}`}`,
  );
  answer(context.effects, options, tokens, lines.length > 0 ? lines : ['Aucun jeton.']);
}

/** `boussole tokens revoke`: ends a token at once. */
export async function runTokensRevoke(context: CommandContext, id: string, options: OutputOptions): Promise<void> {
  const revoked = await withCatalogue(context, (catalogue) => catalogue.revokeToken(id));
  if (!revoked) throw failure('ARGUMENT_INVALID', { argument: 'jeton', problem: `aucun jeton en cours « ${id} »` });
  answer(context.effects, options, { revoked: id }, ['Le jeton est révoqué.']);
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

/** The catalogue checks what roles are. */
function toRole(role: string): AccountRole {
  return role as AccountRole;
}

function toLine({ id, name, email, role, disabledAt }: Account): string {
  return `${name}${email ? ` <${email}>` : ''} (${id}), ${role}${disabledAt ? ', fermé' : ''}`;
}

function toName({ id, name, siret }: Organisation): string {
  return `${name}${siret ? `, SIRET ${siret}` : ''} (${id})`;
}

function describeGrant({ id, convention, territories, until, revokedAt }: Grant): string {
  const end = revokedAt ? 'retiré' : `jusqu’au ${until}`;
  return `${convention}, ${toCount(territories.length, 'territoire')} (${territories.join(', ')}), ${end} (${id})`;
}
