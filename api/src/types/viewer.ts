import { POLICIES, type Policy, type Role, type TerritoryId, type TokenScope } from '@boussole/schema';
import type { ApiToken, OpenGrant } from '@boussole/warehouse';
import { Field, ID, ObjectType } from 'type-graphql';
import { may, type Visitor } from '../access/visitor.ts';
import { RoleEnum, TokenScopeEnum } from './access-enums.ts';
import { DateTimeScalar } from './scalars.ts';

@ObjectType('Grant', {
  description: 'What a convention opens to whoever asks: figures of these territories, until the end of a day.',
})
export class GrantNode {
  @Field(() => String, { description: 'Name of the convention.' })
  readonly convention: string;

  @Field(() => String, { description: 'Organisation that has the grant.' })
  readonly organisation: string;

  @Field(() => [ID], { description: 'Territories whose ground is open.' })
  readonly territories: readonly TerritoryId[];

  @Field(() => String, { description: 'Last day, in France: `2027-12-31`.' })
  readonly until: string;

  constructor({ convention, organisation, territories, until }: OpenGrant) {
    this.convention = convention;
    this.organisation = organisation;
    this.territories = territories;
    this.until = until;
  }
}

@ObjectType('Token', { description: 'A token that a program asks with. Its secret is never told again.' })
export class TokenNode {
  @Field(() => ID, { description: 'Id of the token.' })
  readonly id: string;

  @Field(() => String, { description: 'What it is for, as its maker wrote it.' })
  readonly name: string;

  @Field(() => [TokenScopeEnum], { description: 'What it may be used for.' })
  readonly scopes: readonly TokenScope[];

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt: string;

  @Field(() => DateTimeScalar, { description: 'When it ends.' })
  readonly expiresAt: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked, null when it was not.' })
  readonly revokedAt: string | null;

  constructor({ id, name, scopes, createdAt, expiresAt, revokedAt }: ApiToken) {
    this.id = id;
    this.name = name;
    this.scopes = scopes;
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
    this.revokedAt = revokedAt;
  }
}

@ObjectType('NewToken', { description: 'A token that was just made, with its secret.' })
export class NewTokenNode {
  @Field(() => TokenNode, { description: 'The token.' })
  readonly token: TokenNode;

  @Field(() => String, {
    description: 'What to send as `authorization: Bearer <secret>`. It is shown here only, and only once.',
  })
  readonly secret: string;

  constructor(token: ApiToken, secret: string) {
    this.token = new TokenNode(token);
    this.secret = secret;
  }
}

@ObjectType('Viewer', {
  description: 'Whoever asks: nobody in particular, a person in a session, or a program with a token.',
})
export class ViewerNode {
  @Field(() => String, { nullable: true, description: 'Name of the account, null for those who did not sign in.' })
  readonly name: string | undefined;

  @Field(() => String, { nullable: true, description: 'E-mail address that the provider vouches for.' })
  readonly email: string | null | undefined;

  @Field(() => [RoleEnum], { description: 'Roles; none for those who did not sign in.' })
  readonly roles: readonly Role[];

  @Field(() => [String], { description: 'Names of the organisations that the account is a member of.' })
  readonly organisations: readonly string[];

  @Field(() => [GrantNode], { description: 'What may be read besides public figures.' })
  readonly grants: readonly GrantNode[];

  @Field(() => [String], {
    description: 'Actions that are allowed: `publication:rollback`, `quarantine:read`, `group:write`…',
  })
  readonly actions: readonly Policy[];

  @Field(() => String, { nullable: true, description: 'Where to sign in, null when the server has no provider.' })
  readonly signIn: string | undefined;

  constructor(visitor: Visitor, signIn: string | undefined) {
    this.name = visitor.account?.name;
    this.email = visitor.account?.email;
    this.roles = visitor.roles;
    this.organisations = visitor.organisations.map(({ name }) => name);
    this.grants = visitor.grants.map((grant) => new GrantNode(grant));
    this.actions = (Object.keys(POLICIES) as Policy[]).filter((policy) => may(visitor, policy)); // keys of a literal
    this.signIn = signIn;
  }
}
