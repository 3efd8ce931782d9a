import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.ts';
import { PublicationNode } from '../types/publication.ts';

@Resolver()
export class PublicationResolver {
  @Query(() => [PublicationNode], {
    description: 'Publications that can be read, latest first; empty when nothing was published yet.',
  })
  async publications(@Ctx() context: RequestContext): Promise<PublicationNode[]> {
    return (await context.publications()).map((record) => new PublicationNode(record));
  }
}
