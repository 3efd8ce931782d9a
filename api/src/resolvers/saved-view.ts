import { checkLimit } from '@boussole/schema';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { toOffset, toPageSize } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { SavedViewNode } from '../types/saved-view.ts';
import { FIRST_LATEST, OFFSET } from './descriptions.ts';

@Resolver()
export class SavedViewResolver {
  @Query(() => [SavedViewNode], { description: 'Saved views, latest first. ARGUMENT_INVALID, LIMIT_EXCEEDED.' })
  async savedViews(
    @Arg('first', () => Int, FIRST_LATEST) first: number,
    @Arg('offset', () => Int, OFFSET) offset: number,
    @Ctx() context: RequestContext,
  ): Promise<readonly SavedViewNode[]> {
    const { catalogue, limits, views, visitor } = context;
    const page = { first: toPageSize(first, limits), offset: toOffset(offset) };
    return catalogue.savedViews(page, views.reader(visitor));
  }

  @Mutation(() => SavedViewNode, {
    description:
      'Saves a view of the dashboard: whoever saves it changes it, by their account or by a cookie of their browser. ARGUMENT_INVALID, LIMIT_EXCEEDED, NOT_ALLOWED.',
  })
  async saveView(
    @Arg('name', () => String, { description: 'Name, 1 to 120 characters.' }) name: string,
    @Arg('state', () => String, { description: 'Path and query of the dashboard: `/comparer?t=commune:69123`.' })
    state: string,
    @Ctx() context: RequestContext,
  ): Promise<SavedViewNode> {
    const { catalogue, limits, views, visitor } = context;
    const author = views.author(visitor, limits);
    checkLimit(limits, 'savedViews', (await catalogue.countSavedViews()) + 1);
    return catalogue.createSavedView({ name, state }, author);
  }

  @Mutation(() => SavedViewNode, {
    nullable: true,
    description:
      'Gives a saved view another name; null when there is no such view. Those of others are NOT_ALLOWED. ARGUMENT_INVALID.',
  })
  async renameView(
    @Arg('id', () => ID, { description: 'Id of the view.' }) id: string,
    @Arg('name', () => String, { description: 'Name, 1 to 120 characters.' }) name: string,
    @Ctx() context: RequestContext,
  ): Promise<SavedViewNode | undefined> {
    return context.catalogue.renameSavedView(id, name, context.views.writer(context.visitor));
  }

  @Mutation(() => Boolean, {
    description: 'Deletes a saved view; false when there is no such view. Those of others are NOT_ALLOWED.',
  })
  async deleteView(
    @Arg('id', () => ID, { description: 'Id of the view.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<boolean> {
    return context.catalogue.deleteSavedView(id, context.views.writer(context.visitor));
  }
}
