import type { Level, Reading } from '@boussole/schema';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { checkList, isSaid, maybeTerritoryId, toOfficialLevel } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { CoverageMatrixNode } from '../types/coverage.ts';
import { GeographyEnum, LevelEnum } from '../types/enums.ts';
import { GEOGRAPHY, LEVEL, PUBLICATION, WITHIN } from './descriptions.ts';

@Resolver()
export class CoverageResolver {
  @Query(() => CoverageMatrixNode, {
    description:
      'Of the territories of a level, how many have a figure, by indicator and year: what can be compared before comparing it. TERRITORY_ID_INVALID, TERRITORY_UNKNOWN, INDICATOR_UNKNOWN, THEME_UNKNOWN, ARGUMENT_INVALID, LIMIT_EXCEEDED.',
  })
  async coverage(
    @Arg('level', () => LevelEnum, LEVEL) level: Level,
    @Arg('within', () => ID, WITHIN) within: string | undefined,
    @Arg('theme', () => ID, { nullable: true, description: 'Only indicators of this theme.' }) theme:
      | string
      | undefined,
    @Arg('indicators', () => [ID], {
      nullable: true,
      description: 'Only these indicators, at most the limit `columns`; all of the theme or of the catalogue without.',
    })
    indicators: string[] | undefined,
    @Arg('geography', () => GeographyEnum, GEOGRAPHY) geography: Reading,
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<CoverageMatrixNode> {
    const rows = { level: toOfficialLevel(level), within: maybeTerritoryId(within) };
    if (indicators) checkList('indicators', indicators, context.limits, 'columns');
    const lease = await context.leases.open(publication ?? undefined);
    const { cube } = lease;
    const listed = (isSaid(theme) ? cube.indicatorsOf(theme) : cube.indicators).map(({ id }) => id);
    const asked = indicators ? indicators.filter((id) => !cube.indicator(id) || listed.includes(id)) : listed;
    const columns = asked.flatMap((id) =>
      cube.indicator(id) ? cube.years(id).map(({ year }) => ({ indicator: id, year })) : [],
    );
    const territories = rows.within
      ? cube.countRows({ rows: { kind: 'level', ...rows }, columns, reading: geography })
      : 1;
    const question = { ...rows, indicators: asked, reading: geography };
    return new CoverageMatrixNode(
      lease,
      level,
      await lease.ask(columns.length * territories, () => cube.coverage(question)),
    );
  }
}
