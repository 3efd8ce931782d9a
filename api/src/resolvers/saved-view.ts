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
    return context.catalogue.savedViews({ first: toPageSize(first, context.limits), offset: toOffset(offset) });
  }

  @Mutation(() => SavedViewNode, { description: 'Saves a view of the dashboard. ARGUMENT_INVALID.' })
  async saveView(
    @Arg('name', () => String, { description: 'Name, 1 to 120 characters.' }) name: string,
    @Arg('state', () => String, { description: 'Path and query of the dashboard: `/comparer?t=commune:69123`.' })
    state: string,
    @Ctx() context: RequestContext,
  ): Promise<SavedViewNode> {
    return context.catalogue.createSavedView({ name, state });
  }

  @Mutation(() => SavedViewNode, {
    nullable: true,
    description: 'Gives a saved view another name; null when there is no such view. ARGUMENT_INVALID.',
  })
  async renameView(
    @Arg('id', () => ID, { description: 'Id of the view.' }) id: string,
    @Arg('name', () => String, { description: 'Name, 1 to 120 characters.' }) name: string,
    @Ctx() context: RequestContext,
  ): Promise<SavedViewNode | undefined> {
    return context.catalogue.renameSavedView(id, name);
  }

  @Mutation(() => Boolean, { description: 'Deletes a saved view; false when there is no such view.' })
  async deleteView(
    @Arg('id', () => ID, { description: 'Id of the view.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<boolean> {
    return context.catalogue.deleteSavedView(id);
  }
}
