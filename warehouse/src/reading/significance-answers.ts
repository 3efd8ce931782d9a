/** Whether a figure differs from another by more than the chance of small numbers. */
export type DifferenceVerdict = 'HIGHER' | 'LOWER' | 'NOT_DIFFERENT' | 'UNKNOWN';

/** What a difference is worth by the polarity of the indicator; `NEUTRAL` when there is none, or nothing to judge. */
export type Judgement = 'BETTER' | 'WORSE' | 'NEUTRAL';

/**
 * How an interval is made. `WILSON`: a proportion, its score interval. `BYAR`: events or equipment for so many people, Byar's approximation of
 * the interval of a Poisson count.
 */
export type IntervalMethod = 'WILSON' | 'BYAR';

/** Why a difference is not judged. */
export type DifferenceProblem =
  | 'COUNT'
  | 'NO_COUNTS'
  | 'NOT_A_RATE'
  | 'NO_VALUE'
  | 'NO_BENCHMARK_VALUE'
  | 'PARTIAL_COVERAGE'
  | 'ESTIMATED'
  | 'SAME_TERRITORY';

/** Difference between a territory and a benchmark, in the unit of the indicator, with its 95 % interval. */
export interface Difference {
  readonly verdict: DifferenceVerdict;
  /** Undefined when the verdict is unknown. */
  readonly judgement: Judgement | undefined;
  /** Undefined unless both have a value. */
  readonly difference: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** Whether one holds communes of the other: the larger is then a known reference, without an interval of its own. */
  readonly isReference: boolean;
  /** Undefined when the verdict is known. */
  readonly problem: DifferenceProblem | undefined;
}

export interface Significance {
  /** Undefined when the indicator rests on no counts. */
  readonly method: IntervalMethod | undefined;
  /** French sentence: how it was decided, or why it was not. */
  readonly explanation: string;
  /** Aligned with the territories of the comparison, benchmarks excluded. */
  readonly differences: readonly Difference[];
}

export type TrendDirection = 'RISING' | 'FALLING' | 'NO_TREND' | 'UNKNOWN';

/** Why a trend cannot be told. */
export type TrendProblem = 'TOO_FEW_POINTS' | 'PERIMETER_CHANGED';

/** Whether an indicator rises or falls over its last comparable points. */
export interface TrendMarker {
  readonly direction: TrendDirection;
  /** Undefined when the direction is unknown. */
  readonly judgement: Judgement | undefined;
  /** First and last year of the points; undefined without any. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly points: number;
  /** Other figures that are shown, which rest on a part of the territory: some communes, some parts of them. */
  readonly leftOut: number;
  /** Other figures that are shown, which are a share of those of a commune that was cut since. */
  readonly apportioned: number;
  /** Does it tell of euros of several years, which prices move too? It is then judged neither better nor worse. */
  readonly isInEuros: boolean;
  /** Median slope, in the unit of the indicator by year; undefined when the direction is unknown. */
  readonly slope: number | undefined;
  /** Probability of as constant a move without a trend, 0 to 1; undefined when the direction is unknown. */
  readonly probability: number | undefined;
  readonly problem: TrendProblem | undefined;
  /** French sentence: how it was decided, or why it was not. */
  readonly explanation: string;
}
