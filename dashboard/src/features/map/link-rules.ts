import type { Catalogue, Indicator } from '../../indicators/use-catalogue.ts';
import {
  GEOGRAPHY,
  inAnyCase,
  indicatorOf,
  type Judge,
  oneOf,
  type Rules,
  readable,
  yearOf,
} from '../../link/rules.ts';
import { CLASS_COUNTS, readMap } from '../../url.ts';
import type { DrawnLevel } from './layer.ts';

interface DrawnIndicator {
  readonly indicator: Indicator;
  readonly year: number;
  readonly years: readonly number[];
}

interface Shown {
  readonly first: DrawnIndicator;
  readonly second: DrawnIndicator | undefined;
  readonly levels: readonly DrawnLevel[];
}

/** How Carte reads its address, where it draws these indicators and may draw these levels. */
export function mapRules({ first, second, levels }: Shown, catalogue: Catalogue): Rules {
  return {
    lists: { bornes: readable((value) => (Number.isFinite(Number(value)) ? value : undefined)) },
    single: {
      i: indicatorOf(catalogue, first.indicator.label),
      annee: yearOf(first.years, { instead: 'SHOWN', shown: String(first.year) }),
      i2: indicatorOf(catalogue, second?.indicator.label ?? ''),
      annee2: second ? yearOf(second.years, { instead: 'SHOWN', shown: String(second.year) }) : anything,
      niveau: inAnyCase(oneOf(...levels.map((level) => level.toLowerCase()))),
      methode: oneOf('quantiles', 'jenks', 'egales', 'manuelle', 'ecart'),
      classes: oneOf(...CLASS_COUNTS.map(String)),
      echelles: oneOf('propres', 'communes'),
      cadre: readable((cadre) => readMap(new URLSearchParams({ cadre })).frame),
      geographie: GEOGRAPHY,
    },
    free: ['dans', 'repere'],
  };
}

const anything: Judge = () => undefined;
