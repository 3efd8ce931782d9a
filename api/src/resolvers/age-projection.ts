import { PROJECTION, type Reading } from '@boussole/schema';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { toTerritoryId } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { AgeProjectionNode } from '../types/age-projection.ts';
import { GeographyEnum } from '../types/enums.ts';
import { GEOGRAPHY, PUBLICATION } from './descriptions.ts';

/** Bands by sex and age, over the years that are read. */
const CELLS = 100;

@Resolver()
export class AgeProjectionResolver {
  @Query(() => AgeProjectionNode, {
    description:
      'A population by sex and age, 5 and 10 years after its last count, were its cohorts to change as they did. TERRITORY_ID_INVALID, TERRITORY_UNKNOWN, ARGUMENT_INVALID.',
  })
  async ageProjection(
    @Arg('territory', () => ID, { description: 'Id of the territory.' }) territory: string,
    @Arg('ahead', () => Int, {
      defaultValue: PROJECTION.years.most,
      description: `Years ahead, from ${PROJECTION.years.least} to ${PROJECTION.years.most}.`,
    })
    ahead: number,
    @Arg('geography', () => GeographyEnum, GEOGRAPHY) geography: Reading,
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<AgeProjectionNode> {
    const question = { territory: toTerritoryId(territory), ahead, reading: geography };
    const lease = await context.leases.open(publication ?? undefined);
    return new AgeProjectionNode(lease, await lease.ask(CELLS, (cube) => cube.ageProjection(question)));
  }
}
