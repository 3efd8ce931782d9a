import type { Coverage, Indicator, LocalizedText, Reading, SeriesBreak, TerritoryId } from '@boussole/schema';
import type { Eventual } from '../store/eventual.ts';
import type { Territory, TerritoryEvent } from '../territories/territory.ts';
import type { AnswerHeader, PreciseColumn } from './answers.ts';
import type { TrendMarker } from './significance-answers.ts';

export interface TrendQuestion {
  readonly indicator: string;
  readonly territories: readonly TerritoryId[];
  readonly from?: number;
  readonly to?: number;
  readonly reading: Reading;
}

/** A commune that joined a territory or left it, with what it brought or took away: its own figure of the first year. */
export interface PerimeterPart {
  /** Undefined when the publication has no such territory. */
  readonly territory: Territory | undefined;
  /** Its code in the first year, or in the last for the part of a commune that was cut and left. */
  readonly code: string;
  readonly joined: boolean;
  /** Whether only a part of its ground moved. */
  readonly isCut: boolean;
  /** Negative for a commune that left; undefined when nothing tells it: hidden, missing, cut, or a figure that does not add up. */
  readonly value: number | undefined;
}

export interface PerimeterChange {
  /** Sum of the parts; undefined when one of them is. */
  readonly absolute: number | undefined;
  readonly parts: readonly PerimeterPart[];
}

/** What a territory stood on in one published figure and not in the one before, or the other way round. */
export interface PerimeterStep {
  readonly from: number;
  readonly to: number;
  /** Those that count most first; empty when nothing tells them. */
  readonly parts: readonly PerimeterPart[];
  /** Sum of the parts; undefined when one of them is. */
  readonly absolute: number | undefined;
  /** Share of the people of both grounds together who live on one of them only, 0 to 1; undefined when nothing tells. */
  readonly population: number | undefined;
  /** Vintages of which the perimeter is not known; what moved is not either then. */
  readonly unknownVintages: readonly number[];
  /** Whether the figures are about other people: no line leads from one to the other. */
  readonly isOther: boolean;
}

export interface TrendChange {
  readonly from: number;
  readonly to: number;
  readonly absolute: number;
  /** The difference of both figures as they are shown, which is what subtracting one from the other on the screen gives; `absolute` rounded where it is told over some communes. */
  readonly shown: number;
  /** Percent of the first value; undefined when it is zero. */
  readonly relative: number | undefined;
  /** Mean yearly change, in percent. */
  readonly yearly: number | undefined;
  /** Part of the absolute change due to communes that joined or left; undefined in CONSTANT reading or when unknown. */
  readonly perimeter: number | undefined;
  /** The communes that joined or left, those that count most first; empty in CONSTANT reading. */
  readonly perimeterParts: readonly PerimeterPart[];
  /**
   * The communes that it is told over, when both figures are not sums of the same: those that have both, nearly all. `absolute` is then not the
   * difference of the figures shown. Undefined when it is.
   */
  readonly over?: Coverage | undefined;
  /** Decimals that `absolute` supports, at most those of the indicator; −1 for tens. */
  readonly decimals: number;
  /** Decimals that `relative` supports, at most 1. */
  readonly relativeDecimals: number;
  /** Decimals that `yearly` supports, at most 1. */
  readonly yearlyDecimals: number;
  readonly sentence: string;
}

export interface TrendSeries extends PreciseColumn {
  readonly territory: Territory;
  /** Share of the communes that have a value, 0 to 1, NaN where unknown. */
  readonly coverage: Float64Array;
  /** As columns tell them, one by year. */
  populations(): Eventual<Float64Array | undefined>;
  incomplete(): Eventual<Int32Array | undefined>;
  fewCases(): readonly boolean[] | undefined;
  readonly events: readonly TerritoryEvent[];
  /** Whether it rises or falls over its last comparable points. */
  readonly marker: TrendMarker;
  readonly change: TrendChange | undefined;
  /** Changes of ground between each figure and the one before, as published, oldest first; none in CONSTANT reading. */
  readonly perimeterSteps: readonly PerimeterStep[];
  /** Change over a span of years, both included: between the widest pair of comparable years inside it. */
  changeWithin(from: number, to: number): Promise<SpanChange>;
  /** The trend continued over the next years, with an interval. */
  project(ahead: number): Projection;
}

export interface ProjectedPoint {
  readonly year: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Projection {
  /** Oldest first; none when `reason` says why. */
  readonly points: readonly ProjectedPoint[];
  /** Years that it rests on. */
  readonly from: { readonly first: number; readonly last: number; readonly count: number } | undefined;
  readonly reason: LocalizedText | undefined;
}

/** A change, or why there is none yet. */
export type SpanChange = { readonly change: TrendChange } | { readonly reason: LocalizedText };

export interface Trend extends AnswerHeader {
  readonly indicator: Indicator;
  readonly years: readonly number[];
  /** Breaks that cut the years asked for, oldest first. */
  readonly breaks: readonly SeriesBreak[];
  readonly series: readonly TrendSeries[];
}
