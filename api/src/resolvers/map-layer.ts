import type { Level, Reading } from '@boussole/schema';
import { after, type Eventual } from '@boussole/warehouse';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { maybeTerritoryId, toOfficialLevel } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { GeographyEnum, LevelEnum } from '../types/enums.ts';
import { MapLayerNode } from '../types/map-layer.ts';
import { GEOGRAPHY, LEVEL, PUBLICATION, WITHIN } from './descriptions.ts';

@Resolver()
export class MapLayerResolver {
  @Query(() => MapLayerNode, {
    description:
      'One indicator in one year over all territories of a level, with class breaks. TERRITORY_ID_INVALID, TERRITORY_UNKNOWN, INDICATOR_UNKNOWN, YEAR_UNAVAILABLE, ARGUMENT_INVALID, LIMIT_EXCEEDED.',
  })
  mapLayer(
    @Arg('indicator', () => ID, { description: 'Id of the indicator.' }) indicator: string,
    @Arg('year', () => Int, { description: 'Year that the figures describe.' }) year: number,
    @Arg('level', () => LevelEnum, LEVEL) level: Level,
    @Arg('within', () => ID, WITHIN) within: string | undefined,
    @Arg('geography', () => GeographyEnum, GEOGRAPHY) geography: Reading,
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Eventual<MapLayerNode> {
    const rows = { level: toOfficialLevel(level), within: maybeTerritoryId(within) };
    const question = { indicator, year, ...rows, reading: geography };
    const columns = [{ indicator, year }];
    return after(context.leases.open(publication ?? undefined), (lease) => {
      const cells = lease.cube.countRows({ rows: { kind: 'level', ...rows }, columns, reading: geography });
      return after(
        lease.ask(cells, (cube) => cube.mapLayer(question)),
        (layer) => new MapLayerNode(lease, layer),
      );
    });
  }
}
