import type { Reading } from '@boussole/schema';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { toTerritoryId } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { GeographyEnum } from '../types/enums.ts';
import { ExplainedCellNode } from '../types/explained-cell.ts';
import { GEOGRAPHY, PUBLICATION } from './descriptions.ts';

@Resolver()
export class CellResolver {
  @Query(() => ExplainedCellNode, {
    description:
      'One figure with how it was obtained. TERRITORY_ID_INVALID, TERRITORY_UNKNOWN, INDICATOR_UNKNOWN, YEAR_UNAVAILABLE.',
  })
  async cell(
    @Arg('indicator', () => ID, { description: 'Id of the indicator.' }) indicator: string,
    @Arg('territory', () => ID, { description: 'Id of the territory.' }) territory: string,
    @Arg('year', () => Int, { description: 'Year that the figure describes.' }) year: number,
    @Arg('geography', () => GeographyEnum, GEOGRAPHY) geography: Reading,
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<ExplainedCellNode> {
    const id = toTerritoryId(territory);
    const lease = await context.leases.open(publication ?? undefined);
    return new ExplainedCellNode(lease, await lease.ask(1, (cube) => cube.explain(indicator, id, year, geography)));
  }
}
