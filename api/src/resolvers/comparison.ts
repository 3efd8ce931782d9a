import { checkLimit, OFFICIAL_LEVELS, type Reading } from '@boussole/schema';
import { after, type Eventual } from '@boussole/warehouse';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { checkList, toTerritoryId, toTerritoryIds } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { ComparisonNode } from '../types/comparison.ts';
import { GeographyEnum } from '../types/enums.ts';
import { GEOGRAPHY, PUBLICATION } from './descriptions.ts';

@Resolver()
export class ComparisonResolver {
  @Query(() => ComparisonNode, {
    description:
      'Territories side by side for a list of indicators, with benchmarks and positions. TERRITORY_ID_INVALID, TERRITORY_UNKNOWN, INDICATOR_UNKNOWN, YEAR_UNAVAILABLE, ARGUMENT_INVALID, LIMIT_EXCEEDED.',
  })
  compare(
    @Arg('territories', () => [ID], {
      description: 'Territories to compare; with benchmarks at most the limit `compareTerritories`.',
    })
    territories: string[],
    @Arg('indicators', () => [ID], { description: 'Indicators, one column each; at most the limit `columns`.' })
    indicators: string[],
    @Arg('year', () => Int, {
      nullable: true,
      description:
        'Year of all columns; null takes, for each indicator, the latest year in which one of the territories has a figure.',
    })
    year: number | undefined,
    @Arg('comparable', () => Boolean, {
      defaultValue: false,
      description:
        'Without a year: takes, of each indicator, the latest of the years in which most of the territories and benchmarks have a figure.',
    })
    comparable: boolean,
    @Arg('benchmarks', () => [ID], {
      nullable: true,
      description: 'Territories to compare with; null takes the parents of the first territory.',
    })
    benchmarks: string[] | undefined,
    @Arg('geography', () => GeographyEnum, GEOGRAPHY) geography: Reading,
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Eventual<ComparisonNode> {
    const { limits } = context;
    const question = {
      territories: toTerritoryIds('territories', territories, limits, 'compareTerritories'),
      indicators,
      year: year ?? undefined,
      comparable,
      benchmarks: benchmarks?.map(toTerritoryId),
      reading: geography,
    };
    checkList('indicators', indicators, limits, 'columns');
    const rows = territories.length + (benchmarks?.length ?? OFFICIAL_LEVELS.length);
    checkLimit(limits, 'compareTerritories', territories.length + (benchmarks?.length ?? 0));
    return after(context.leases.open(publication ?? undefined), (lease) =>
      after(
        lease.ask(rows * indicators.length, (cube) => cube.compare(question)),
        (answer) => new ComparisonNode(lease, answer),
      ),
    );
  }
}
