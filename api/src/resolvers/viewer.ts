import { failure, type TokenScope } from '@boussole/schema';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { allow } from '../access/visitor.ts';
import type { RequestContext } from '../context.ts';
import { TokenScopeEnum } from '../types/access-enums.ts';
import { NewTokenNode, TokenNode, ViewerNode } from '../types/viewer.ts';

@Resolver()
export class ViewerResolver {
  @Query(() => ViewerNode, { description: 'Whoever asks, and what that allows.' })
  viewer(@Ctx() { visitor, signIn }: RequestContext): ViewerNode {
    return new ViewerNode(visitor, signIn);
  }

  @Query(() => [TokenNode], {
    description: 'Tokens of whoever asks, latest first, those that are over included. SIGN_IN_NEEDED, NOT_ALLOWED.',
  })
  async tokens(@Ctx() { visitor, catalogue }: RequestContext): Promise<readonly TokenNode[]> {
    const { id } = allow(visitor, 'token:manage');
    return (await catalogue.tokens(id)).map((token) => new TokenNode(token));
  }

  @Mutation(() => NewTokenNode, {
    description:
      'Makes a token for whoever asks; one that a token makes may do no more than it. SIGN_IN_NEEDED, NOT_ALLOWED, ARGUMENT_INVALID.',
  })
  async createToken(
    @Arg('name', () => String, { description: 'What it is for, 1 to 120 characters.' }) name: string,
    @Arg('scopes', () => [TokenScopeEnum], { description: 'What it may be used for.' }) scopes: TokenScope[],
    @Arg('days', () => Int, { defaultValue: 90, description: 'How long it lasts, 1 to 366 days.' }) days: number,
    @Ctx() { visitor, catalogue }: RequestContext,
  ): Promise<NewTokenNode> {
    const { id: accountId } = allow(visitor, 'token:manage');
    if (!scopes.every((scope) => visitor.scopes.includes(scope)))
      throw failure('NOT_ALLOWED', { action: 'token:manage' });
    const { token, secret } = await catalogue.createToken({ accountId, name, scopes, days });
    return new NewTokenNode(token, secret);
  }

  @Mutation(() => Boolean, {
    description:
      'Revokes a token of whoever asks, at once; false when there is no such token. SIGN_IN_NEEDED, NOT_ALLOWED.',
  })
  async revokeToken(
    @Arg('id', () => ID, { description: 'Id of the token.' }) id: string,
    @Ctx() { visitor, catalogue }: RequestContext,
  ): Promise<boolean> {
    return catalogue.revokeToken(id, allow(visitor, 'token:manage').id);
  }
}
