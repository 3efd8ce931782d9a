import type { CellState, Indicator, OfficialLevel, Reading, TerritoryId } from '@boussole/schema';
import type { Territory } from '../territories/territory.ts';
import type { AnswerHeader } from './answers.ts';
import type { GroupProblem } from './position-answers.ts';
import type { IntervalMethod, Judgement } from './significance-answers.ts';

/** What makes a gap a marked one. */
export const MARKED = {
  /** Fewest figures that a usual gap is measured on. */
  figures: 10,
  /** How many times the usual gap, for a rate that is also told from chance: 2 standard deviations where figures follow the normal law. */
  distance: 3,
  /** The same for figures that are not told from chance, which nothing else is asked of: 2.7 standard deviations, where outliers begin for Kimber. */
  distanceAlone: 4,
  /** Largest share of gaps told beyond chance that may be chance all the same. */
  falseDiscoveries: 0.01,
} as const;

export interface MarkedGapsQuestion {
  /** What holds the territories, and is what they are compared with. */
  readonly within: TerritoryId;
  readonly level: OfficialLevel;
  /** Undefined takes all that compare without regard to size, but the density of population. */
  readonly indicators?: readonly string[];
  /** Number of gaps told, the most marked first. */
  readonly first: number;
  readonly reading: Reading;
}

/** Why a figure was not judged: `NOT_DESCRIBED` when its indicator has no usual gap. */
export const NOT_JUDGED = [
  'NO_VALUE',
  'PARTIAL_COVERAGE',
  'ESTIMATED',
  'FEW_CASES',
  'AT_FLOOR',
  'NOT_DESCRIBED',
] as const;
export type NotJudged = (typeof NOT_JUDGED)[number];

/** Why an indicator has no usual gap: too few figures, some that whoever asks may not read, or most of them the same. */
export type NoUsualGap = GroupProblem | 'NO_SPREAD';

/** A figure that stands out among those of its level. */
export interface MarkedGap {
  readonly territory: Territory;
  readonly column: MarkedColumn;
  readonly value: number;
  readonly state: CellState;
  /** Decimals that the figure supports, at most those of the indicator; −1 for tens. */
  readonly decimals: number;
  readonly direction: 'HIGHER' | 'LOWER';
  readonly judgement: Judgement;
  /** Times the usual gap, from the median or from the benchmark, whichever is nearer. */
  readonly distance: number;
  /**
   * Probability that chance alone takes a rate as far from the benchmark, and from the median where the benchmark is partial or missing; undefined for a figure
   * without counts behind, and where those are 0 or 1.
   */
  readonly probability: number | undefined;
}

/** One indicator among the territories of a level. */
export interface MarkedColumn {
  readonly indicator: Indicator;
  readonly year: number;
  /** Figures that the median and the usual gap rest on. */
  readonly withValue: number;
  /** Undefined when there is a usual gap. */
  readonly problem: NoUsualGap | undefined;
  /** Figure of what holds the territories; undefined when it has none, or one that nothing is to be compared with. */
  readonly benchmark: number | undefined;
  /** Whether it rests on fewer than `NEARLY_ALL` of the communes, or on communes that are there in part. */
  readonly isBenchmarkPartial: boolean;
  readonly benchmarkDecimals: number;
  /** Undefined when there is a problem, as the two next. */
  readonly median: number | undefined;
  readonly medianDecimals: number;
  readonly usualAbove: number | undefined;
  readonly usualBelow: number | undefined;
  /** How chance is told from a gap; undefined for an indicator that rests on no counts. */
  readonly method: IntervalMethod | undefined;
  readonly marked: number;
}

export interface MarkedGaps extends AnswerHeader {
  readonly within: Territory;
  readonly level: OfficialLevel;
  /** Number of territories. */
  readonly size: number;
  readonly columns: readonly MarkedColumn[];
  /** Figures that were judged. */
  readonly judged: number;
  readonly notJudged: readonly { readonly reason: NotJudged; readonly figures: number }[];
  /** Gaps that were told from chance, and the probability up to which they are more than it; undefined when none is. */
  readonly tests: number;
  readonly threshold: number | undefined;
  readonly totalCount: number;
  /** The most marked first. */
  readonly gaps: readonly MarkedGap[];
}
