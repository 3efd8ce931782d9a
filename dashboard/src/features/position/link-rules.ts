import { type Catalogue, type Indicator, yearsOf } from '../../indicators/use-catalogue.ts';
import { GEOGRAPHY, inAnyCase, indicatorOf, oneOf, type Rules, yearOf } from '../../link/rules.ts';

interface Shown {
  readonly indicator: Indicator;
  readonly year: number | undefined;
  readonly second: Indicator | undefined;
}

/** How Position reads its address, where it shows these indicators in this year. */
export function positionRules({ indicator, year, second }: Shown, catalogue: Catalogue): Rules {
  return {
    lists: {},
    single: {
      i: indicatorOf(catalogue, indicator.label),
      i2: indicatorOf(catalogue, second?.label ?? ''),
      annee: yearOf(yearsOf(indicator), { instead: 'SHOWN', shown: String(year) }),
      niveau: inAnyCase(oneOf('commune', 'epci', 'departement', 'region')),
      semblables: oneOf('strate', 'distance'),
      geographie: GEOGRAPHY,
    },
    free: ['t', 'dans'],
  };
}
