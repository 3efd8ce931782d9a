import type { Catalogue } from '../../../indicators/use-catalogue.ts';
import { GEOGRAPHY, indicatorOf, oneOf, type Rules, YES } from '../../../link/rules.ts';
import { type MarkedLevel, SIDE_WORDS } from '../../../marked-url.ts';

/** How the gaps of Comparer read their address. */
export function markedRules(catalogue: Catalogue, levels: readonly MarkedLevel[]): Rules {
  return {
    lists: {},
    single: {
      geographie: GEOGRAPHY,
      sens: oneOf(...SIDE_WORDS),
      tous: YES,
      theme: (value) =>
        catalogue.themes.some(({ id }) => id === value) ? undefined : { why: 'VALUE', instead: 'USUAL' },
      indicateur: indicatorOf(catalogue, undefined),
      ...(levels.length > 0 ? { niveau: oneOf(...levels.map((level) => level.toLowerCase())) } : {}),
    },
  };
}
