import type { Level } from '@boussole/schema';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { maybeSearch, maybeTerritoryId, toSearchedLevel, toTerritoryId } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { territoriesPage } from '../territory-pages.ts';
import { LevelEnum } from '../types/enums.ts';
import { DateScalar } from '../types/scalars.ts';
import { TerritoryConnection, TerritoryNode } from '../types/territory.ts';
import { AFTER, PUBLICATION, WITHIN } from './descriptions.ts';

@Resolver()
export class TerritoryResolver {
  @Query(() => TerritoryNode, {
    nullable: true,
    description: 'A territory, null when no official list ever knew it. TERRITORY_ID_INVALID.',
  })
  async territory(
    @Arg('id', () => ID, { description: 'Level and code: `commune:69123`.' }) id: string,
    @Arg('at', () => DateScalar, {
      nullable: true,
      description: 'Day on which the territory is read; null reads its present or last state.',
    })
    at: string | undefined,
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<TerritoryNode | undefined> {
    const territoryId = toTerritoryId(id);
    const lease = await context.leases.open(publication ?? undefined);
    const territory = lease.cube.territory(territoryId, at ?? undefined);
    return territory && new TerritoryNode(lease, territory);
  }

  @Query(() => TerritoryConnection, {
    description:
      'Territories, best match first: accents, case and small typing mistakes aside. Without a search, by name. TERRITORY_ID_INVALID, TERRITORY_UNKNOWN, ARGUMENT_INVALID, CURSOR_INVALID, LIMIT_EXCEEDED.',
  })
  async territories(
    @Arg('level', () => LevelEnum, {
      nullable: true,
      description: 'Only territories of this level; PARTIE is refused with ARGUMENT_INVALID, read `parts` of its EPCI.',
    })
    level: Level | undefined,
    @Arg('within', () => ID, WITHIN) within: string | undefined,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Name or code, or a part of it; at most the limit `searchCharacters`.',
    })
    search: string | undefined,
    @Arg('first', () => Int, {
      defaultValue: 20,
      description: 'Size of the page; at most the limit `pageRows`, 0 only counts.',
    })
    first: number,
    @Arg('after', () => String, AFTER) after: string | undefined,
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<TerritoryConnection> {
    return territoriesPage(
      {
        text: maybeSearch(search, context.limits),
        level: level ? toSearchedLevel(level) : undefined,
        within: maybeTerritoryId(within),
      },
      { first, after: after ?? undefined },
      publication ?? undefined,
      (id) => context.leases.open(id),
    );
  }
}
