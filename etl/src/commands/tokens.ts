import { failure, type TokenScope } from '@boussole/schema';
import { answer, type CommandContext, type OutputOptions } from './context.ts';
import { withCatalogue } from './with-catalogue.ts';

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
