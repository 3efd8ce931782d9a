import { maybeFavourable } from '../../cells/favour.ts';
import { differenceShown, precise } from '../../format.ts';
import type { Differences } from './api/use-differences.ts';
import type { Benchmark, Figure } from './api/use-figures.ts';

/** How far a figure is from a benchmark, and what that is worth. */
export type Gap =
  /** A count, as a share (0 to 1) of that of what holds the territory. */
  | { readonly kind: 'SHARE'; readonly share: number }
  | { readonly kind: 'SAME' }
  /** It may be chance. */
  | (Difference & { readonly kind: 'CHANCE'; readonly explanation: string })
  /** Chance is not measured, and it is too small to be judged without. */
  | (Difference & { readonly kind: 'SLIGHT' })
  /** Whether it is more than chance is not known yet. */
  | (Difference & { readonly kind: 'PENDING' })
  /** More than chance, where that is measured; undefined when the indicator does not judge. */
  | (Difference & { readonly kind: 'JUDGED'; readonly isFavourable: boolean | undefined; readonly isTested: boolean });

interface Difference {
  /** Of both figures as they are shown. */
  readonly difference: number;
  readonly decimals: number;
}

/** A gap that chance is not told from is judged from that share of the benchmark on. */
const SLIGHT = 0.01;

/** The gap of a figure to one of its benchmarks; undefined where there is none to tell. */
export function maybeGap(
  { indicator, year, value, decimals, coverage }: Figure,
  benchmark: Benchmark,
  differences: Differences,
): Gap | undefined {
  if (value === null || benchmark.value === null) return undefined;
  if (indicator.unit === 'COUNT') {
    if (!benchmark.holds || coverage !== undefined || benchmark.coverage !== undefined) return undefined;
    if (benchmark.value <= 0 || value > benchmark.value) return undefined;
    return { kind: 'SHARE', share: value / benchmark.value };
  }
  const difference = differenceShown(indicator, { value, decimals }, { ...benchmark, value: benchmark.value });
  if (difference === 0) return { kind: 'SAME' };
  if (indicator.classes) return undefined;
  const told = { difference, decimals: precise(indicator, decimals, benchmark.decimals).decimals };
  const known = differences.find(indicator.id, year, benchmark.territory.id);
  if (known?.verdict === 'NOT_DIFFERENT') return { ...told, kind: 'CHANCE', explanation: known.explanation };
  if (!known && differences.isPending && !differences.isUnknown) return { ...told, kind: 'PENDING' };
  const isTested = known !== undefined && known.verdict !== 'UNKNOWN';
  if (!isTested && Math.abs(difference) < SLIGHT * Math.abs(benchmark.value)) return { ...told, kind: 'SLIGHT' };
  return { ...told, kind: 'JUDGED', isFavourable: maybeFavourable(difference, indicator.polarity), isTested };
}

/** Whether a gap is told without measuring chance. */
export function isUntested(gap: Gap | undefined): boolean {
  return gap?.kind === 'SLIGHT' || (gap?.kind === 'JUDGED' && !gap.isTested);
}
