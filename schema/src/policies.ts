/** Roles that an account has. Those who are in an organisation are `member` too. */
export const ACCOUNT_ROLES = ['reader', 'statistician', 'administrator'] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/** Roles of whoever asks; nobody has one without signing in. */
export const ROLES = ['reader', 'member', 'statistician', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** What a token may be used for: to read, or to change what people keep too. */
export const TOKEN_SCOPES = ['read', 'write'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

interface PolicyRule {
  /** Any of them will do. */
  readonly roles: readonly Role[];
  /** What a token must be for. */
  readonly scope: TokenScope;
}

/** Everything that asks for a role, and which. What has no policy here is open to everyone. */
export const POLICIES = {
  'token:manage': { roles: ['reader', 'member', 'statistician', 'administrator'], scope: 'write' },
  'group:write': { roles: ['member', 'statistician', 'administrator'], scope: 'write' },
  'view:write': { roles: ['reader', 'member', 'statistician', 'administrator'], scope: 'write' },
  'view:write-all': { roles: ['statistician', 'administrator'], scope: 'write' },
  'mandate:write': { roles: ['statistician', 'administrator'], scope: 'write' },
  'load:convention': { roles: ['statistician', 'administrator'], scope: 'read' },
  'publication:rollback': { roles: ['statistician', 'administrator'], scope: 'write' },
  'quarantine:read': { roles: ['statistician', 'administrator'], scope: 'read' },
  'audit:read': { roles: ['administrator'], scope: 'read' },
} as const satisfies Record<string, PolicyRule>;
export type Policy = keyof typeof POLICIES;

/** Whether somebody with these roles, asking with these scopes, may do it. */
export function isAllowed(policy: Policy, roles: readonly Role[], scopes: readonly TokenScope[]): boolean {
  const rule: PolicyRule = POLICIES[policy];
  return scopes.includes(rule.scope) && rule.roles.some((role) => roles.includes(role));
}
