import { useQuery } from '@apollo/client/react';
import { CatalogueDocument, type CatalogueQuery, type Geography } from '../graphql/generated.ts';
import { useLanguage } from '../i18n/i18n.ts';

export type Indicator = CatalogueQuery['indicators'][number];
export type Theme = CatalogueQuery['themes'][number];

export interface Catalogue {
  readonly themes: readonly Theme[];
  readonly indicators: readonly Indicator[];
  readonly byId: ReadonlyMap<string, Indicator>;
}

export interface CatalogueState {
  readonly catalogue: Catalogue | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

/** The themes and indicators of the current publication, asked once for the whole site. */
export function useCatalogue(): CatalogueState {
  const language = useLanguage();
  const { data, error, refetch } = useQuery(CatalogueDocument, {
    variables: { language },
  });
  return { catalogue: data && toCatalogue(data), error, retry: () => void refetch() };
}

const known = new WeakMap<CatalogueQuery, Catalogue>();

function toCatalogue(data: CatalogueQuery): Catalogue {
  const existing = known.get(data);
  if (existing) return existing;
  const themes = data.themes.filter(({ id }) => data.indicators.some(({ theme }) => theme.id === id));
  const rank = new Map(themes.map(({ id }, index) => [id, index]));
  const indicators = [...data.indicators].sort(
    (left, right) =>
      (rank.get(left.theme.id) ?? 0) - (rank.get(right.theme.id) ?? 0) ||
      (left.keyRank ?? Number.POSITIVE_INFINITY) - (right.keyRank ?? Number.POSITIVE_INFINITY) ||
      0,
  );
  const catalogue = { themes, indicators, byId: new Map(indicators.map((indicator) => [indicator.id, indicator])) };
  known.set(data, catalogue);
  return catalogue;
}

/** Years for which an indicator has figures, oldest first. */
export function yearsOf(indicator: { readonly years: readonly { readonly year: number }[] }): readonly number[] {
  return indicator.years.map(({ year }) => year).sort((left, right) => left - right);
}

/** What an indicator has in a geography, year by year. */
export function yearsIn({ years }: Pick<Indicator, 'years'>, geography: Geography): Indicator['years'] {
  return years.filter(({ geographies }) => geographies.includes(geography));
}
