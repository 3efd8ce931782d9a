import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { allow } from '../access/visitor.ts';
import { toOffset, toPageSize } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { RestrictedReadingNode } from '../types/restricted-reading.ts';
import { FIRST_LATEST, OFFSET } from './descriptions.ts';

@Resolver()
export class RestrictedReadingResolver {
  @Query(() => [RestrictedReadingNode], {
    description:
      'Who read figures under a convention, latest first; for administrators. SIGN_IN_NEEDED, NOT_ALLOWED, ARGUMENT_INVALID, LIMIT_EXCEEDED.',
  })
  async restrictedReadings(
    @Arg('first', () => Int, FIRST_LATEST) first: number,
    @Arg('offset', () => Int, OFFSET) offset: number,
    @Ctx() { visitor, catalogue, limits }: RequestContext,
  ): Promise<readonly RestrictedReadingNode[]> {
    allow(visitor, 'audit:read');
    return catalogue.readings({ first: toPageSize(first, limits), offset: toOffset(offset) });
  }
}
