import { citing } from '../../indicators/citing.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import type { TerritoryRef } from '../../territories/territory.ts';
import type { Figure } from './api/use-figures.ts';

/** The indicators of a portrait, each with the sources of its figures, of their past and of their benchmarks. */
export function citedIn({ level }: TerritoryRef, figures: readonly Figure[]): Indicator[] {
  return figures.map(({ indicator, year, benchmarks, history }) =>
    citing(indicator, {
      levels: [level, ...benchmarks.map(({ territory }) => territory.level)],
      years: [year, ...history.map((point) => point.year)],
      geography: 'CONSTANT',
    }),
  );
}
