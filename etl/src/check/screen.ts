import type { Catalogue, SourceDescriptor } from '@boussole/schema';
import { type Geography, type Input, readObservations } from '@boussole/warehouse';
import type { Delivery } from '../delivery.ts';
import { type ColumnReport, reportColumns } from './columns.ts';
import { type Comparison, compareDeliveries, earlierInput, type MeasureSummary, summarise } from './comparison.ts';
import { type Effect, foresee } from './effect.ts';

/** What a file holds beside its rows: its columns, how it differs from what was loaded before, and what publishing it would change. */
export interface Screening {
  readonly columns: ColumnReport | undefined;
  /** Years of its figures, ascending. */
  readonly years: readonly number[];
  readonly measures: readonly MeasureSummary[];
  readonly comparison: Comparison | undefined;
  readonly effect: Effect;
}

export interface ScreeningTools {
  readonly dataDirectory: string;
  readonly inputs: readonly Input[];
  readonly catalogue: Catalogue;
  readonly geography: () => Promise<Geography>;
}

/** Screens a delivery read from `path`. */
export async function screen(path: string, delivery: Delivery, tools: ScreeningTools): Promise<Screening> {
  const { dataDirectory, inputs, catalogue } = tools;
  const source: SourceDescriptor = delivery.source;
  const input = earlierInput(inputs, delivery);
  const earlier = input && { input, observations: await readObservations(dataDirectory, input) };
  const replaced = earlier?.input.vintage === delivery.vintage ? earlier : undefined;
  return {
    columns: await reportColumns(path, source),
    years: [...new Set(delivery.tables.observation?.map(({ year }) => year))].sort((left, right) => left - right),
    measures: summarise(delivery, catalogue),
    comparison:
      earlier &&
      compareDeliveries({
        delivery,
        earlier: earlier.input,
        observations: earlier.observations,
        geography: await tools.geography(),
        catalogue,
      }),
    effect: foresee(delivery, replaced, catalogue),
  };
}
