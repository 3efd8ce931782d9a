import type { Indicator, Theme } from '../../indicators/use-catalogue.ts';
import type { FoundIndicator } from '../../indicators/use-indicator-search.ts';

export interface OfTheme<Known> {
  readonly theme: Theme;
  readonly indicators: readonly Known[];
}

const NEAREST_FIRST: readonly FoundIndicator['match'][] = ['EXACT', 'WORDS', 'BEGINNING', 'NEARLY'];

/** Indicators that a search found, by theme: the best answers first, then in the order of the catalogue. All of them without a search. */
export function byTheme<Known extends Pick<Indicator, 'id' | 'theme'>>(
  { themes, indicators }: { readonly themes: readonly Theme[]; readonly indicators: readonly Known[] },
  found: readonly Pick<FoundIndicator, 'id' | 'match'>[] | undefined,
): readonly OfTheme<Known>[] {
  const ranks = new Map(found?.map(({ id, match }) => [id, NEAREST_FIRST.indexOf(match)]));
  const rankOf = ({ id }: Known): number => ranks.get(id) ?? 0;
  const answering = indicators
    .filter(({ id }) => !found || ranks.has(id))
    .toSorted((one, other) => rankOf(one) - rankOf(other));
  return themes
    .flatMap((theme) => {
      const own = answering.filter((indicator) => indicator.theme.id === theme.id);
      const [best] = own;
      return best ? [{ theme, indicators: own, rank: rankOf(best) }] : [];
    })
    .sort((one, other) => one.rank - other.rank)
    .map(({ theme, indicators: own }) => ({ theme, indicators: own }));
}
