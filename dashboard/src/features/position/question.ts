import { citing } from '../../indicators/citing.ts';
import { type Indicator, yearsOf } from '../../indicators/use-catalogue.ts';
import type { PositionView } from '../../position-url.ts';
import { maybeLevel } from '../../territories/territory.ts';

export const DRAWN_LEVELS = ['COMMUNE', 'EPCI', 'DEPARTEMENT', 'REGION'] as const;
export type DrawnLevel = (typeof DRAWN_LEVELS)[number];

/** Names of the territories of a level, among the words that pages share. */
export const LEVEL_LABELS = {
  COMMUNE: 'communes',
  EPCI: 'epcis',
  DEPARTEMENT: 'departements',
  REGION: 'regions',
} as const satisfies Record<DrawnLevel, string>;

/** The level that is shown: the chosen one, that of the first territory, or communes. */
export function levelOf({ level, territories }: PositionView): DrawnLevel {
  const own = maybeLevel(territories[0] ?? '');
  return level ?? DRAWN_LEVELS.find((known) => known === own) ?? 'COMMUNE';
}

/** The year that is shown: the chosen one when the indicator has it, or its latest. */
export function yearOf({ year }: PositionView, indicator: Indicator): number | undefined {
  const years = yearsOf(indicator);
  return years.find((known) => known === year) ?? years.at(-1);
}

/** An indicator with the sources of the figures of a level, and of the territories marked, in a year. */
export function citedOf(indicator: Indicator, year: number | undefined, view: PositionView): Indicator {
  const levels = [levelOf(view), ...view.territories.flatMap((id) => maybeLevel(id) ?? [])];
  return year === undefined ? indicator : citing(indicator, { levels, years: [year], geography: view.geography });
}

/** The year of an indicator nearest to another year, the later one when two are as near. */
export function nearestYear(indicator: Indicator, year: number): number {
  return yearsOf(indicator).reduce(
    (best, one) => (Math.abs(one - year) <= Math.abs(best - year) ? one : best),
    Number.NEGATIVE_INFINITY,
  );
}
