import { type CellState, round, roundingError } from '@boussole/schema';
import type { InputSource, SourceFigure } from '@boussole/warehouse';
import type { Client } from './client.ts';
import { isHidden, type Layer } from './layers.ts';

/** What anybody reads in the descriptors of the sources: thresholds, and how figures are rounded. */
export type Sources = ReadonlyMap<string, Pick<InputSource, 'secrecy' | 'rounding'>>;

/** What is known of a measure in a year, whatever is hidden of it. */
export type Knowledge = Pick<InputSource, 'secrecy'> & {
  readonly rounding: NonNullable<InputSource['rounding']>[string] | undefined;
};

/** Asks which source a figure that is shown comes from. */
export async function readKnowledge(
  client: Client,
  layer: Layer,
  measure: string,
  sources: Sources,
): Promise<Knowledge> {
  const shown =
    [...layer.cells].find(([, cell]) => cell.value !== null) ?? [...layer.cells].find(([, cell]) => isHidden(cell));
  if (!shown) return { rounding: undefined };
  const { cell } = await client.ask<{ cell: { inputs: readonly { source: { id: string } }[] } }>(
    `query ($indicator: ID!, $territory: ID!, $year: Int!, $geography: Geography!) {
      cell(indicator: $indicator, territory: $territory, year: $year, geography: $geography) { inputs { source { id } } } }`,
    {
      indicator: layer.indicator,
      territory: shown[1].id ?? `${layer.level}:${shown[0]}`,
      year: layer.year,
      geography: layer.reading,
    },
  );
  const source = cell.inputs.map(({ source: { id } }) => sources.get(id)).find(Boolean);
  return { secrecy: source?.secrecy, rounding: source?.rounding?.[measure] };
}

/** What a reader knows of a figure from its state alone: the threshold tells a count that it hides, and what it cannot be otherwise. */
export function boundsOf(
  { value, state }: { readonly value: number | null; readonly state: CellState },
  { secrecy, rounding }: Knowledge,
  isCount: boolean,
): Pick<SourceFigure, 'bounds' | 'error'> {
  const error = rounding && roundingError(rounding);
  if (value !== null) return { error };
  const known = isCount ? secrecy : undefined;
  const threshold = known && (rounding ? round(known.threshold, rounding) : known.threshold);
  if (state === 'SECRET' && known?.below) return { bounds: { lower: 1, upper: known.threshold - 1, rounding }, error };
  const least = state === 'SECRET_SECONDARY' ? threshold : undefined;
  return {
    bounds: { lower: 0, upper: Number.POSITIVE_INFINITY, rounding, ...(least !== undefined && { least }) },
    error,
  };
}
