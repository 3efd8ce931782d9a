import type { Indicator } from '../../indicators/use-catalogue.ts';
import type { CompareCell } from './comparison-table.ts';

/** How far a figure is from that of a benchmark. */
export interface Gap {
  /** Value minus benchmark, in the unit of the indicator. */
  readonly absolute: number;
  /** The same in percent of the benchmark: what gaps of several indicators are put in order by. */
  readonly relative: number;
  /** Those that each of both figures supports; without, those of the indicator. */
  readonly decimals: readonly (number | undefined)[];
}

const OF_SIZE: readonly Indicator['nature'][] = ['STOCK', 'FLOW', 'AMOUNT'];

/** Measures a gap; undefined for counts and amounts, which only tell that one territory is larger, and from a benchmark that is not positive. */
export function maybeGap(
  { nature }: Pick<Indicator, 'nature'>,
  value: number | null | undefined,
  benchmark: number | null | undefined,
  decimals: Gap['decimals'] = [],
): Gap | undefined {
  if (OF_SIZE.includes(nature) || value == null || benchmark == null || benchmark <= 0) return undefined;
  const absolute = value - benchmark;
  return { absolute, relative: (100 * absolute) / benchmark, decimals };
}

/** The biggest gap among cells, whichever way it goes; -1 when none has a gap, so that they come last. */
export function biggestGap(cells: readonly Pick<CompareCell, 'gap'>[]): number {
  return Math.max(-1, ...cells.map(({ gap }) => (gap ? Math.abs(gap.relative) : -1)));
}
