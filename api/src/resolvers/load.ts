import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { may } from '../access/visitor.ts';
import { toOffset, toPageSize } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { LoadNode } from '../types/load.ts';
import { FIRST_LATEST, OFFSET } from './descriptions.ts';

@Resolver()
export class LoadResolver {
  @Query(() => [LoadNode], {
    description:
      'Loads, latest first; those of sources under convention are told to statisticians and administrators. ARGUMENT_INVALID, LIMIT_EXCEEDED.',
  })
  async loads(
    @Arg('source', () => ID, { nullable: true, description: 'Only those of this source.' }) source: string | undefined,
    @Arg('first', () => Int, FIRST_LATEST) first: number,
    @Arg('offset', () => Int, OFFSET) offset: number,
    @Ctx() context: RequestContext,
  ): Promise<LoadNode[]> {
    const page = { first: toPageSize(first, context.limits), offset: toOffset(offset) };
    const loads = await context.catalogue.loads({
      source: source ?? undefined,
      isPublic: !may(context.visitor, 'load:convention'),
      ...page,
    });
    return loads.map((load) => new LoadNode(load));
  }
}
