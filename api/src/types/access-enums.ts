import { ROLES, type Role, TOKEN_SCOPES, type TokenScope } from '@boussole/schema';
import { registerEnumType } from 'type-graphql';

export const RoleEnum: Readonly<Record<string, Role>> = upper(ROLES);
export const TokenScopeEnum: Readonly<Record<string, TokenScope>> = upper(TOKEN_SCOPES);

registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What somebody is to this server.',
  valuesConfig: {
    READER: { description: 'Signed in.' },
    MEMBER: { description: 'Member of an organisation: reads what its grants open, and keeps groups of communes.' },
    STATISTICIAN: { description: 'Looks after the data: loads, quarantine, publications.' },
    ADMINISTRATOR: {
      description: 'Looks after accounts, organisations and grants too. Reads no more figures for that.',
    },
  },
});
registerEnumType(TokenScopeEnum, {
  name: 'TokenScope',
  description: 'What a token may be used for.',
  valuesConfig: {
    READ: { description: 'To read what its account may read.' },
    WRITE: { description: 'To change what its account may change.' },
  },
});

function upper<T extends string>(values: readonly T[]): Readonly<Record<string, T>> {
  return Object.fromEntries(values.map((value) => [value.toUpperCase(), value]));
}
