import type { Geography, Level } from '../graphql/generated.ts';
import type { Indicator } from './use-catalogue.ts';

/** Some of the figures of an indicator. */
export interface CitedFigures {
  readonly levels: readonly Level[];
  readonly years: readonly number[];
  readonly geography: Geography;
}

/** An indicator with the sources of these figures only: those to cite with them. It keeps all of them where the figures rest on none. */
export function citing(indicator: Indicator, { levels, years, geography }: CitedFigures): Indicator {
  // Groups of communes and parts of EPCI are sums of communes.
  const read = new Set<Level>(levels.map((level) => (level === 'GROUPE' || level === 'PARTIE' ? 'COMMUNE' : level)));
  const behind = new Set(
    indicator.sourceUses
      .filter(
        (use) =>
          read.has(use.level) && use.geographies.includes(geography) && use.years.some((year) => years.includes(year)),
      )
      .map(({ source }) => source.id),
  );
  const sources = indicator.sources.filter(({ id }) => behind.has(id));
  return sources.length === 0 || sources.length === indicator.sources.length ? indicator : { ...indicator, sources };
}
