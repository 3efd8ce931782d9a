import type { Reading, Sex } from '@boussole/schema';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { maybeSliceKey, toTerritoryId } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { GeographyEnum, SexEnum } from '../types/enums.ts';
import { ExplainedCellNode } from '../types/explained-cell.ts';
import { GEOGRAPHY, PUBLICATION } from './descriptions.ts';

@Resolver()
export class CellResolver {
  @Query(() => ExplainedCellNode, {
    description:
      'One figure with how it was obtained. TERRITORY_ID_INVALID, TERRITORY_UNKNOWN, INDICATOR_UNKNOWN, YEAR_UNAVAILABLE, SLICE_UNKNOWN.',
  })
  async cell(
    @Arg('indicator', () => ID, { description: 'Id of the indicator.' }) indicator: string,
    @Arg('territory', () => ID, { description: 'Id of the territory.' }) territory: string,
    @Arg('year', () => Int, { description: 'Year that the figure describes.' }) year: number,
    @Arg('sex', () => SexEnum, { nullable: true, description: 'Women or men only; null for both.' })
    sex: Sex | undefined,
    @Arg('age', () => ID, {
      nullable: true,
      description: 'Band of ages, `0-14`: an id of the dimension AGE of the indicator; null for all ages.',
    })
    age: string | undefined,
    @Arg('geography', () => GeographyEnum, GEOGRAPHY) geography: Reading,
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<ExplainedCellNode> {
    const id = toTerritoryId(territory);
    const slice = maybeSliceKey(sex, age);
    const lease = await context.leases.open(publication ?? undefined);
    return new ExplainedCellNode(
      lease,
      await lease.ask(1, (cube) => cube.explain(indicator, id, year, geography, slice)),
    );
  }
}
