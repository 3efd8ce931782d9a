import type { Catalogue } from '../../indicators/use-catalogue.ts';
import {
  among,
  GEOGRAPHY,
  indicatorOf,
  indicatorsOf,
  type Judge,
  oneOf,
  type Rules,
  YES,
  yearOf,
  yearsOfAll,
} from '../../link/rules.ts';
import { MARKED_VIEW } from '../../marked-url.ts';
import type { CompareView } from '../../url.ts';
import { BY_GAP } from './order.ts';

/** How Comparer reads its address. `view` is what it shows, `asked` what the address names; `usual` names the indicators of a view that names none. */
export function compareRules(asked: CompareView, view: CompareView, catalogue: Catalogue, usual: string): Rules {
  const year = yearOf(yearsOfAll(view.indicators, catalogue), { instead: 'LATEST' });
  return {
    lists: { i: indicatorsOf(catalogue, asked.indicators, usual), criteres: indicatorOf(catalogue, undefined) },
    single: {
      annee: (value) => (value === 'comparable' ? undefined : year(value)),
      geographie: GEOGRAPHY,
      vue: oneOf(MARKED_VIEW, 'tableau'),
      rang: oneOf('france', 'region', 'departement', 'epci'),
      rangs: YES,
      courbes: YES,
      lignes: oneOf('indicateurs', 'territoires'),
      tableau: oneOf('simple'),
      semblables: among(asked.territories, 'NONE'),
      tri: sortOf(view.indicators),
    },
    free: ['t', 'ecart'],
  };
}

function sortOf(indicators: readonly string[]): Judge {
  return (value) => {
    const by = value.replace(/^-/, '');
    return by === 'nom' || by === BY_GAP || indicators.includes(by)
      ? undefined
      : { why: 'NOT_THERE', instead: 'ORDER' };
  };
}
