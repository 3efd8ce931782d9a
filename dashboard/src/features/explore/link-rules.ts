import { type ExploreView, readExplore } from '../../explore-url.ts';
import { type Catalogue, yearsOf } from '../../indicators/use-catalogue.ts';
import {
  GEOGRAPHY,
  type Instead,
  inAnyCase,
  indicatorsOf,
  type Judge,
  oneOf,
  type Rules,
  readable,
  type Verdict,
  yearOf,
  yearsOfAll,
} from '../../link/rules.ts';
import type { ColumnKey } from '../../url.ts';
import { maybeGrouping } from './grouping.ts';

/** How the Explorer reads its address. `view` is what it shows, `asked` what the address names; `usual` names the indicators of a view that names none. */
export function exploreRules(asked: ExploreView, view: ExploreView, catalogue: Catalogue, usual: string): Rules {
  const years = yearsOfAll(view.indicators, catalogue);
  const isSome = Array.isArray(view.years) && view.years.length > 0;
  const year = yearOf(years, { instead: isSome ? 'OTHERS' : 'LATEST' });
  const read = (name: string, value: string): ExploreView => readExplore(new URLSearchParams({ [name]: value }));
  const grouping = inAnyCase(oneOf('epci', 'departement', 'region', 'strate'));
  return {
    lists: {
      i: indicatorsOf(catalogue, asked.indicators, usual),
      annees: (value) => (value === 'toutes' ? undefined : year(value)),
      couper: oneOf('sexe', 'age'),
      filtre: columnOf((value) => read('filtre', value).filters[0]?.column, 'NO_FILTER', catalogue),
      tri: (value) => {
        const by = read('tri', value).sort[0]?.by;
        return typeof by === 'string' ? undefined : columnOf(() => by, 'ORDER', catalogue)(value);
      },
      disposition: readable((value) => read('disposition', value).layout.columns[0]),
    },
    single: {
      niveau: inAnyCase(oneOf('commune', 'epci', 'departement', 'region', 'france')),
      grouper: (value) => grouping(value) ?? (maybeGrouping(view) ? undefined : { why: 'NOT_THERE', instead: 'USUAL' }),
      colonnes: oneOf('indicateurs', 'annees', 'parts'),
      geographie: GEOGRAPHY,
    },
    free: ['t', 'dans', 'q', 'ouverts', 'ordre'],
  };
}

/** Leaves out the years, the conditions and the order that name what the catalogue has not: the API refuses them. */
export function withKnownColumns(view: ExploreView, catalogue: Catalogue): ExploreView {
  const isKnown = (column: ColumnKey): boolean => judgeColumn(column, catalogue) === undefined;
  const known = yearsOfAll(view.indicators, catalogue);
  const years = typeof view.years === 'string' ? view.years : view.years.filter((year) => known.includes(year));
  return {
    ...view,
    years: years.length === 0 ? 'LATEST' : years,
    filters: view.filters.filter(({ column }) => isKnown(column)),
    sort: view.sort.filter(({ by }) => typeof by === 'string' || isKnown(by)),
  };
}

function columnOf(read: (value: string) => ColumnKey | undefined, instead: Instead, catalogue: Catalogue): Judge {
  return (value) => {
    const column = read(value);
    if (!column) return { why: 'VALUE', instead };
    const why = judgeColumn(column, catalogue);
    return why && { why, instead };
  };
}

function judgeColumn({ indicator, year }: ColumnKey, { byId }: Catalogue): Verdict['why'] | undefined {
  const known = byId.get(indicator);
  if (!known) return 'INDICATOR';
  return yearsOf(known).includes(year) ? undefined : 'YEAR';
}
