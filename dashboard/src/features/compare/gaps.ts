import { differenceShown, precise, type Shown } from '../../format.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import type { CompareCell } from './comparison-table.ts';

/** How far a figure is from that of a benchmark. */
export interface Gap {
  /** The difference of both figures as they are shown, in the unit of the indicator. */
  readonly shown: number;
  /** Value minus benchmark in percent of the benchmark: what gaps of several indicators are put in order by. */
  readonly relative: number;
  /** Those that both figures support. */
  readonly decimals: number;
}

const OF_SIZE: readonly Indicator['nature'][] = ['STOCK', 'FLOW', 'AMOUNT'];

/** Measures a gap; undefined for counts and amounts, which only tell that one territory is larger, and from a benchmark that is not positive. */
export function maybeGap(
  indicator: Pick<Indicator, 'nature' | 'unit' | 'decimals'>,
  figure: MaybeShown,
  benchmark: MaybeShown,
): Gap | undefined {
  if (OF_SIZE.includes(indicator.nature) || !isKnown(figure) || !isKnown(benchmark) || benchmark.value <= 0)
    return undefined;
  return {
    shown: differenceShown(indicator, figure, benchmark),
    relative: (100 * (figure.value - benchmark.value)) / benchmark.value,
    decimals: precise(indicator, figure.decimals, benchmark.decimals).decimals,
  };
}

type MaybeShown = Pick<Shown, 'decimals'> & { readonly value: number | null | undefined };

function isKnown(figure: MaybeShown): figure is Shown {
  return figure.value != null;
}

/** The biggest gap among cells, whichever way it goes; -1 when none has a gap, so that they come last. */
export function biggestGap(cells: readonly Pick<CompareCell, 'gap'>[]): number {
  return Math.max(-1, ...cells.map(({ gap }) => (gap ? Math.abs(gap.relative) : -1)));
}
