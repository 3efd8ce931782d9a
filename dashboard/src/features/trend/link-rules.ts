import type { Catalogue } from '../../indicators/use-catalogue.ts';
import { GEOGRAPHY, indicatorsOf, oneOf, type Rules, YES } from '../../link/rules.ts';
import type { TrendView } from '../../url.ts';

/** How Tendances reads its address. `view` is what it shows, `asked` what the address names. */
export function trendRules(asked: TrendView, view: TrendView, catalogue: Catalogue): Rules {
  const shown = catalogue.byId.get(view.indicators[0] ?? '')?.label ?? '';
  return {
    lists: { i: indicatorsOf(catalogue, asked.indicators, shown) },
    single: { geographie: GEOGRAPHY, base: oneOf('100'), prolonger: YES },
    free: ['t'],
  };
}
