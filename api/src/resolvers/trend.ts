import { failure, type Reading } from '@boussole/schema';
import { after, type Eventual } from '@boussole/warehouse';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { toTerritoryIds } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { GeographyEnum } from '../types/enums.ts';
import { TrendNode } from '../types/trend.ts';
import { GEOGRAPHY, PUBLICATION } from './descriptions.ts';

@Resolver()
export class TrendResolver {
  @Query(() => TrendNode, {
    description:
      'One indicator over the years for a list of territories. TERRITORY_ID_INVALID, TERRITORY_UNKNOWN, INDICATOR_UNKNOWN, ARGUMENT_INVALID, LIMIT_EXCEEDED.',
  })
  trend(
    @Arg('indicator', () => ID, { description: 'Id of the indicator.' }) indicator: string,
    @Arg('territories', () => [ID], {
      description: 'Territories, one series each; at most the limit `compareTerritories`.',
    })
    territories: string[],
    @Arg('from', () => Int, {
      nullable: true,
      description: 'First year; null starts with the first one that has figures.',
    })
    from: number | undefined,
    @Arg('to', () => Int, { nullable: true, description: 'Last year; null ends with the last one that has figures.' })
    to: number | undefined,
    @Arg('geography', () => GeographyEnum, GEOGRAPHY) geography: Reading,
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Eventual<TrendNode> {
    const question = {
      indicator,
      territories: toTerritoryIds('territories', territories, context.limits, 'compareTerritories'),
      from: from ?? undefined,
      to: to ?? undefined,
      reading: geography,
    };
    if (from && to && from > to)
      throw failure('ARGUMENT_INVALID', { argument: 'from', problem: `${from} est après ${to}` });
    return after(context.leases.open(publication ?? undefined), (lease) => {
      const years = lease.cube.indicator(indicator) ? lease.cube.years(indicator).length : 1;
      return after(
        lease.ask(territories.length * years, (cube) => cube.trend(question)),
        (answer) => new TrendNode(lease, answer),
      );
    });
  }
}
