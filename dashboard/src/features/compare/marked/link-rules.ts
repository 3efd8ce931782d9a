import type { Catalogue, Indicator } from '../../../indicators/use-catalogue.ts';
import { GEOGRAPHY, inAnyCase, indicatorOf, oneOf, type Rules, YES } from '../../../link/rules.ts';
import { type MarkedLevel, type MarkedView, SIDE_WORDS } from '../../../marked-url.ts';

/** How the gaps of Comparer read their address. */
export function markedRules(catalogue: Catalogue, levels: readonly MarkedLevel[]): Rules {
  return {
    lists: {},
    single: {
      geographie: GEOGRAPHY,
      sens: oneOf(...SIDE_WORDS),
      tous: YES,
      theme: oneOf(...themesOf(catalogue).map(({ id }) => id)),
      indicateur: indicatorOf(catalogue, undefined),
      ...(levels.length > 0 ? { niveau: inAnyCase(oneOf(...levels.map((level) => level.toLowerCase()))) } : {}),
    },
    free: ['vue', 't', 'dans', 'seul', ...(levels.length > 0 ? [] : ['niveau'])],
  };
}

/** Leaves out the theme and the indicator that the catalogue has not: as conditions, no gap would answer them. */
export function withKnownConditions(view: MarkedView, catalogue: Catalogue): MarkedView {
  const isIndicator = view.indicator !== undefined && catalogue.byId.has(view.indicator);
  return {
    ...view,
    theme: themesOf(catalogue).find(({ id }) => id === view.theme)?.id,
    indicator: isIndicator ? view.indicator : undefined,
  };
}

/** Themes that gaps may be of: counts have none. */
export function themesOf({
  indicators,
  themes,
}: Pick<Catalogue, 'indicators' | 'themes'>): readonly Indicator['theme'][] {
  return themes.filter(({ id }) => indicators.some(({ theme, unit }) => theme.id === id && unit !== 'COUNT'));
}
