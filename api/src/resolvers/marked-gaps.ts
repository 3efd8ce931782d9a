import type { Level, Reading } from '@boussole/schema';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { checkList, toOfficialLevel, toPageSize, toTerritoryId } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { GeographyEnum, LevelEnum } from '../types/enums.ts';
import { MarkedGapsNode } from '../types/marked-gaps.ts';
import { GEOGRAPHY, LEVEL, PUBLICATION } from './descriptions.ts';

@Resolver()
export class MarkedGapsResolver {
  @Query(() => MarkedGapsNode, {
    description:
      'Which figures stand out among the territories that a larger one is made of: far from their median and from its own figure by the usual gap of their indicator, and beyond chance. TERRITORY_ID_INVALID, TERRITORY_UNKNOWN, INDICATOR_UNKNOWN, ARGUMENT_INVALID, LIMIT_EXCEEDED.',
  })
  async markedGaps(
    @Arg('within', () => ID, {
      description:
        'What holds the territories, and they are compared with: an EPCI, a département, a région, France, a group or a part of an EPCI.',
    })
    within: string,
    @Arg('level', () => LevelEnum, LEVEL) level: Level,
    @Arg('indicators', () => [ID], {
      nullable: true,
      description:
        'At most the limit `columns`; ARGUMENT_INVALID for a count, an amount or a class. Null takes all shares, rates, means and medians but the density of population, by which every town stands out.',
    })
    indicators: string[] | undefined,
    @Arg('first', () => Int, { defaultValue: 100, description: 'Number of gaps told, at most the limit `pageRows`.' })
    first: number,
    @Arg('geography', () => GeographyEnum, GEOGRAPHY) geography: Reading,
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<MarkedGapsNode> {
    if (indicators) checkList('indicators', indicators, context.limits, 'columns');
    const question = {
      within: toTerritoryId(within),
      level: toOfficialLevel(level),
      ...(indicators && { indicators }),
      first: toPageSize(first, context.limits),
      reading: geography,
    };
    const lease = await context.leases.open(publication ?? undefined);
    const rows = { kind: 'level', level: question.level, within: question.within } as const;
    const size = lease.cube.countRows({ rows, columns: [], reading: geography });
    const cells = size * (indicators ?? lease.cube.indicators).length;
    return new MarkedGapsNode(lease, await lease.ask(cells, (cube) => cube.markedGaps(question)));
  }
}
