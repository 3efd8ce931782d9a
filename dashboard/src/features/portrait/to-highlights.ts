import { maybeFavourable } from '../../cells/favour.ts';
import type { Differences } from './api/use-differences.ts';
import type { Figure } from './api/use-figures.ts';

/** A key figure that is among the highest or the lowest of the country. */
export interface Highlight {
  readonly figure: Figure;
  readonly isHigh: boolean;
  /** Percentage of the territories of the same level that it is above, or below. */
  readonly beyond: number;
  /** How many of these have a rank. */
  readonly size: number;
  /** Is it good news? Undefined when the indicator does not say. */
  readonly isFavourable: boolean | undefined;
}

/** A figure stands out when it is beyond that many percent of the others. */
const BEYOND = 90;
/** Fewest territories among which one stands out. */
const FEWEST = 30;
const MOST = 5;
/** Indicators of a theme often say the same thing. */
const MOST_OF_A_THEME = 2;
const FRANCE = 'france:FR';

/**
 * Key figures that set a territory apart from those of its level, the most unusual first. A count only tells its size, a figure at the
 * floor of what is published has no rank, and a gap to France that may be chance sets nobody apart.
 */
export function toHighlights(figures: readonly Figure[], differences: Differences): readonly Highlight[] {
  const found = figures.flatMap((figure): Highlight[] => {
    const { indicator, value, year } = figure;
    const place = figure.places.find(({ within }) => within === 'FRANCE');
    if (indicator.keyRank === null || indicator.unit === 'COUNT' || value === null || !place) return [];
    if (place.size < FEWEST || (indicator.floor !== null && value <= indicator.floor)) return [];
    if (differences.find(indicator.id, year, FRANCE)?.verdict === 'NOT_DIFFERENT') return [];
    const [above, below] = [place.percentile, (100 * (place.rank - 1)) / place.size];
    const [isHigh, beyond] = above >= below ? [true, above] : [false, below];
    return beyond < BEYOND
      ? []
      : [
          {
            figure,
            isHigh,
            beyond,
            size: place.size,
            isFavourable: maybeFavourable(isHigh ? 1 : -1, indicator.polarity),
          },
        ];
  });
  const ofTheme = new Map<string, number>();
  return found
    .sort((left, right) => right.beyond - left.beyond)
    .filter(({ figure: { indicator } }) => {
      const before = ofTheme.get(indicator.theme.id) ?? 0;
      ofTheme.set(indicator.theme.id, before + 1);
      return before < MOST_OF_A_THEME;
    })
    .slice(0, MOST);
}
