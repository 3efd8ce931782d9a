import type { AccountRole } from '@boussole/schema';
import type { Account } from '@boussole/warehouse';
import { answer, type CommandContext, type OutputOptions } from './context.ts';
import { withCatalogue } from './with-catalogue.ts';

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

/** The catalogue checks what roles are. */
function toRole(role: string): AccountRole {
  return role as AccountRole;
}

function toLine({ id, name, email, role, disabledAt }: Account): string {
  return `${name}${email ? ` <${email}>` : ''} (${id}), ${role}${disabledAt ? ', fermé' : ''}`;
}
