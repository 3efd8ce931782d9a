import { Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { allow } from '../access/visitor.ts';
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

  @Mutation(() => PublicationNode, {
    description:
      'Puts back in service the publication that the current one replaced, for everybody; for statisticians and administrators. SIGN_IN_NEEDED, NOT_ALLOWED, ROLLBACK_NONE.',
  })
  async rollback(@Ctx() { visitor, rollBack, log }: RequestContext): Promise<PublicationNode> {
    const { id: account } = allow(visitor, 'publication:rollback');
    const publication = await rollBack();
    log.warn({ account, publication: publication.id }, 'the publication before is back in service');
    return new PublicationNode(publication);
  }
}
