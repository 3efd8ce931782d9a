import { differenceShown, precise, type Shown } from '../../format.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import type { Chance } from './api/use-chances.ts';
import type { CompareCell } from './comparison-table.ts';

/** How far a figure is from that of a benchmark. */
export interface Gap {
  /** The difference of both figures as they are shown, in the unit of the indicator. */
  readonly shown: number;
  /** Value minus benchmark in percent of the benchmark: what gaps of several indicators are put in order by. */
  readonly relative: number;
  /** Those that both figures support. */
  readonly decimals: number;
  /** Whether it is more than the chance of small numbers; undefined until that is known. */
  readonly chance?: Chance | undefined;
  /** Whether it is that of a rate of few cases, which another year may turn over. */
  readonly isOfFewCases?: boolean;
}

const OF_SIZE: readonly Indicator['nature'][] = ['STOCK', 'FLOW', 'AMOUNT'];

/** Counts and amounts only tell that one territory is larger: they have no gap. */
export function isMeasured({ nature }: Pick<Indicator, 'nature'>): boolean {
  return !OF_SIZE.includes(nature);
}

/** Measures a gap; undefined for counts and amounts, which only tell that one territory is larger, and from a benchmark that is not positive. */
export function maybeGap(
  indicator: Pick<Indicator, 'nature' | 'unit' | 'decimals'>,
  figure: MaybeShown,
  benchmark: MaybeShown,
): Gap | undefined {
  if (!isMeasured(indicator) || !isKnown(figure) || !isKnown(benchmark) || benchmark.value <= 0) return undefined;
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

/** How sure a gap is: 2 when it is more than chance, 1 when nothing tells, 0 when it may be chance, -1 for none. */
export function sureness(gap: Gap | undefined): number {
  if (!gap) return -1;
  const verdict = gap.chance?.verdict;
  return verdict === 'HIGHER' || verdict === 'LOWER' ? 2 : verdict === 'NOT_DIFFERENT' ? 0 : 1;
}

/** Puts gaps in order: those that are more than chance first, those of few cases after what nothing tells of, then the biggest, whichever way they go; none last. */
export function bySureAndBig(one: Gap | undefined, other: Gap | undefined): number {
  return weightOf(other) - weightOf(one) || Math.abs(other?.relative ?? 0) - Math.abs(one?.relative ?? 0);
}

function weightOf(gap: Gap | undefined): number {
  const sure = sureness(gap);
  return gap?.isOfFewCases ? Math.min(sure, 0.5) : sure;
}

/** The gap of some cells that comes first in that order. */
export function firstGap(cells: readonly Pick<CompareCell, 'gap'>[]): Gap | undefined {
  return cells.map(({ gap }) => gap).toSorted(bySureAndBig)[0];
}
