import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { toTerritoryId } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { MandateNode } from '../types/mandate.ts';

@Resolver()
export class MandateResolver {
  @Query(() => [MandateNode], {
    description:
      'Mandates of a territory, oldest first: its own when there are any, otherwise those of general municipal elections. TERRITORY_ID_INVALID.',
  })
  async mandates(
    @Arg('territory', () => ID, { description: 'Id of the territory.' }) territory: string,
    @Ctx() context: RequestContext,
  ): Promise<readonly MandateNode[]> {
    return context.loaders.mandates.load(toTerritoryId(territory));
  }
}
