import { failure } from '@boussole/schema';
import type { PublicationRecord } from '@boussole/warehouse';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { allow } from '../access/visitor.ts';
import type { RequestContext } from '../context.ts';
import { PublicationChangesNode, PublicationNode } from '../types/publication.ts';

@Resolver()
export class PublicationResolver {
  @Query(() => [PublicationNode], {
    description:
      'Publications kept, latest first: those that are `readable` can be named by any question. Empty when nothing was published yet.',
  })
  async publications(@Ctx() context: RequestContext): Promise<PublicationNode[]> {
    return (await context.publications()).map((record) => new PublicationNode(record));
  }

  @Query(() => PublicationChangesNode, {
    description:
      'Deliveries and figures that distinguish two publications that may be far apart. PUBLICATION_UNKNOWN, PUBLICATION_NONE, LIMIT_EXCEEDED.',
  })
  async publicationChanges(
    @Arg('from', () => ID, { description: 'Id of the first publication.' }) from: string,
    @Arg('to', () => ID, { nullable: true, description: 'Id of the second one; null is the current one.' }) to:
      | string
      | undefined,
    @Ctx() { publications, changes }: RequestContext,
  ): Promise<PublicationChangesNode> {
    const records = await publications();
    const find = (id: string | undefined): PublicationRecord => {
      const found = records.find((record) => (id ? record.id === id : record.current));
      if (!found) throw id ? failure('PUBLICATION_UNKNOWN', { id }) : failure('PUBLICATION_NONE');
      return found;
    };
    const [first, second] = [find(from), find(to ?? undefined)];
    return new PublicationChangesNode(first, second, await changes(first.inputs, second.inputs));
  }

  @Mutation(() => PublicationNode, {
    description:
      'Puts back in service the publication that the current one replaced, or the one named, for everybody; for statisticians and administrators. SIGN_IN_NEEDED, NOT_ALLOWED, ROLLBACK_NONE, ROLLBACK_UNKNOWN.',
  })
  async rollback(
    @Arg('to', () => ID, { nullable: true, description: 'Id of any publication kept; null is the one before.' }) to:
      | string
      | undefined,
    @Ctx() { visitor, rollBack, log }: RequestContext,
  ): Promise<PublicationNode> {
    const { id: account } = allow(visitor, 'publication:rollback');
    const publication = await rollBack(to ?? undefined);
    log.warn({ account, publication: publication.id }, 'another publication is back in service');
    return new PublicationNode(publication);
  }
}
