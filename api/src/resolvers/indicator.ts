import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { isSaid, maybeSearch } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { findIndicators } from '../indicator-search.ts';
import { IndicatorNode } from '../types/indicator.ts';
import { ThemeNode } from '../types/theme.ts';
import { PUBLICATION } from './descriptions.ts';

@Resolver()
export class IndicatorResolver {
  @Query(() => [ThemeNode], { description: 'Themes that have indicators with figures, in the order of the catalogue.' })
  async themes(
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<ThemeNode[]> {
    const { cube } = await context.leases.open(publication ?? undefined);
    return cube.themes.map((theme) => new ThemeNode(theme));
  }

  @Query(() => [IndicatorNode], {
    description:
      'Indicators that have figures, in the order of the catalogue; those that a search finds by their names come first. THEME_UNKNOWN, LIMIT_EXCEEDED.',
  })
  async indicators(
    @Arg('theme', () => ID, { nullable: true, description: 'Only those of this theme.' }) theme: string | undefined,
    @Arg('search', () => String, {
      nullable: true,
      description:
        'Words to find in names, keywords, definitions, themes and sources, in both languages, accents, plurals, feminines and small words (de, the) aside.',
    })
    search: string | undefined,
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<IndicatorNode[]> {
    const text = maybeSearch(search, context.limits);
    const lease = await context.leases.open(publication ?? undefined);
    const { cube } = lease;
    const asked = isSaid(theme) ? cube.indicatorsOf(theme) : cube.indicators;
    const found = text ? findIndicators(cube, text).filter((indicator) => asked.includes(indicator)) : asked;
    return found.map((indicator) => new IndicatorNode(lease, indicator));
  }

  @Query(() => IndicatorNode, { nullable: true, description: 'An indicator, null when it is not in the catalogue.' })
  async indicator(
    @Arg('id', () => ID, { description: 'Id of the indicator.' }) id: string,
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<IndicatorNode | undefined> {
    const lease = await context.leases.open(publication ?? undefined);
    const indicator = lease.cube.indicator(id);
    return indicator && new IndicatorNode(lease, indicator);
  }
}
