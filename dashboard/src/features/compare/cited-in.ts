import type { Geography } from '../../graphql/generated.ts';
import { citing } from '../../indicators/citing.ts';
import { type Indicator, yearsOf } from '../../indicators/use-catalogue.ts';
import type { CompareView } from '../../url.ts';
import type { ComparisonTable } from './comparison-table.ts';

/** The indicators of a comparison, each with the sources of the figures shown: those of their past where curves are. */
export function citedIn(
  { columns, rows, benchmarks }: ComparisonTable,
  { curves }: Pick<CompareView, 'curves'>,
  geography: Geography,
): Indicator[] {
  const levels = [...rows, ...benchmarks].map(({ territory }) => territory.level);
  return columns.map(({ indicator, year }) =>
    citing(indicator, { levels, years: curves ? yearsOf(indicator) : [year], geography }),
  );
}
