import type { Level, Reading } from '@boussole/schema';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { maybeTerritoryId, toOfficialLevel, toTerritoryIds } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { DistributionNode } from '../types/distribution.ts';
import { GeographyEnum, LevelEnum } from '../types/enums.ts';
import { GEOGRAPHY, LEVEL, PUBLICATION, WITHIN } from './descriptions.ts';

@Resolver()
export class DistributionResolver {
  @Query(() => DistributionNode, {
    description:
      'How an indicator spreads over the territories of a level, and where some territories stand. TERRITORY_ID_INVALID, TERRITORY_UNKNOWN, INDICATOR_UNKNOWN, YEAR_UNAVAILABLE, ARGUMENT_INVALID, LIMIT_EXCEEDED.',
  })
  async distribution(
    @Arg('indicator', () => ID, { description: 'Id of the indicator.' }) indicator: string,
    @Arg('year', () => Int, { description: 'Year that the figures describe.' }) year: number,
    @Arg('level', () => LevelEnum, LEVEL) level: Level,
    @Arg('within', () => ID, WITHIN) within: string | undefined,
    @Arg('territories', () => [ID], {
      defaultValue: [],
      description: 'Territories to place; at most the limit `compareTerritories`.',
    })
    territories: string[],
    @Arg('geography', () => GeographyEnum, GEOGRAPHY) geography: Reading,
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<DistributionNode> {
    const rows = { level: toOfficialLevel(level), within: maybeTerritoryId(within) };
    const marked =
      territories.length === 0 ? [] : toTerritoryIds('territories', territories, context.limits, 'compareTerritories');
    const lease = await context.leases.open(publication ?? undefined);
    const columns = [{ indicator, year }];
    const size = lease.cube.countRows({ rows: { kind: 'level', ...rows }, columns, reading: geography });
    const question = { indicator, year, ...rows, territories: marked, reading: geography };
    const answer = await lease.ask(size + marked.length, (cube) => cube.distribution(question));
    return new DistributionNode(lease, answer);
  }
}
