import { type Access, failure, isAllowed, type Policy, type Role, type TokenScope } from '@boussole/schema';
import {
  type Account,
  accessClass,
  type Bearer,
  type OpenGrant,
  type Organisation,
  type PeopleCatalogue,
} from '@boussole/warehouse';

/** Whoever asks, and what that opens. */
export interface Visitor {
  /** Undefined for those who did not sign in. */
  readonly account: Account | undefined;
  /** Undefined in a session. */
  readonly tokenId: string | undefined;
  readonly roles: readonly Role[];
  readonly scopes: readonly TokenScope[];
  readonly organisations: readonly Organisation[];
  readonly grants: readonly OpenGrant[];
  readonly access: Access;
  /** Names what may be read: `public`, or a text that only those who may read the same have. */
  readonly accessClass: string;
}

export const ANONYMOUS: Visitor = {
  account: undefined,
  tokenId: undefined,
  roles: [],
  scopes: [],
  organisations: [],
  grants: [],
  access: [],
  accessClass: 'public',
};

/** Reads what an account may do and read today. */
export async function toVisitor(
  catalogue: Pick<PeopleCatalogue, 'organisationsOf' | 'accessOf'>,
  { account, scopes, tokenId }: Bearer,
): Promise<Visitor> {
  const [organisations, grants] = await Promise.all([
    catalogue.organisationsOf(account.id),
    catalogue.accessOf(account.id),
  ]);
  const roles: readonly Role[] = organisations.length > 0 ? [account.role, 'member'] : [account.role];
  return { account, scopes, tokenId, roles, organisations, grants, access: grants, accessClass: accessClass(grants) };
}

/** Whether a visitor may do what a policy is about. */
export function may(visitor: Visitor, policy: Policy): boolean {
  return isAllowed(policy, visitor.roles, visitor.scopes);
}

/** Throws `SIGN_IN_NEEDED` or `NOT_ALLOWED` when a visitor may not; returns the account that may. */
export function allow(visitor: Visitor, policy: Policy): Account {
  if (!visitor.account) throw failure('SIGN_IN_NEEDED');
  if (!may(visitor, policy)) throw failure('NOT_ALLOWED', { action: policy });
  return visitor.account;
}
