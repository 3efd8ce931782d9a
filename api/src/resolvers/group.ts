import { toTerritoryId } from '@boussole/schema';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.ts';
import { GroupNode } from '../types/group.ts';
import { TerritoryNode } from '../types/territory.ts';
import { PUBLICATION } from './descriptions.ts';

@Resolver()
export class GroupResolver {
  @Query(() => [GroupNode], { description: 'Groups of communes that people made for themselves, by name.' })
  async groups(
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<readonly GroupNode[]> {
    const lease = await context.leases.open(publication ?? undefined);
    return lease.cube.groups.flatMap((group) => {
      const territory = lease.cube.territory(toTerritoryId('groupe', group.code));
      return territory ? [new GroupNode(group, new TerritoryNode(lease, territory))] : [];
    });
  }
}
