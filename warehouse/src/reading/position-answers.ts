import type { CellState, Indicator, OfficialLevel, Reading, TerritoryId, Vintage } from '@boussole/schema';
import type { Territory } from '../territories/territory.ts';
import type { AnswerHeader, CoveredColumn, Position } from './answers.ts';

/** Fewest territories that a group is described by: below, a quantile or a median is the figure of one of them. */
export const SMALLEST_GROUP = 5;

export interface DistributionQuestion {
  readonly indicator: string;
  readonly year: number;
  readonly level: OfficialLevel;
  readonly within?: TerritoryId;
  /** Territories to place in the distribution; they may be outside it. */
  readonly territories: readonly TerritoryId[];
  readonly reading: Reading;
}

/** Why a group is not described: fewer than `SMALLEST_GROUP` figures, figures that whoever asks may not all read, or that all come from one of its parts. */
export type GroupProblem = 'GROUP_TOO_SMALL' | 'GROUP_RESTRICTED' | 'GROUP_OF_ONE_PART';

export interface Quantile {
  /** Percent of the figures that are not above, 0 to 100. */
  readonly percent: number;
  readonly value: number;
  /** Decimals that it supports, at most those of the indicator; −1 for tens. */
  readonly decimals: number;
}

/**
 * Counts of figures between edges: `counts[0]` below `edges[0]`, `counts[i]` from `edges[i - 1]` to below `edges[i]`, the last one from the
 * last edge up. Open at both ends, so that no extreme is told.
 */
export interface Histogram {
  readonly scale: 'LINEAR' | 'LOG';
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** How an indicator spreads over the territories of a level; only over figures that are shown one by one elsewhere. */
export interface Distribution extends AnswerHeader {
  readonly indicator: Indicator;
  readonly year: number;
  readonly level: OfficialLevel;
  readonly vintage: Vintage;
  /** Territories of the level, with a figure or not. */
  readonly size: number;
  readonly withValue: number;
  readonly problem: GroupProblem | undefined;
  /** In ascending order; empty when there is a problem. The outer ones need more figures: 10 for tenths, 20 for twentieths. */
  readonly quantiles: readonly Quantile[];
  readonly histogram: Histogram | undefined;
  readonly marks: CoveredColumn & {
    readonly territories: readonly Territory[];
    /** Undefined for a territory outside the group, without a figure, or when there is a problem. */
    readonly positions: readonly (Position | undefined)[];
  };
}

/** One thing that peers are alike in. */
export interface PeerCriterion {
  readonly indicator: string;
  /** Positive; 1 counts as much as another 1. */
  readonly weight: number;
}

export interface PeerQuestion {
  readonly territory: TerritoryId;
  /** `STRATUM` takes all territories of the same level in the same class of population. */
  readonly method: 'DISTANCE' | 'STRATUM';
  /** Undefined takes the usual ones, see `USUAL_CRITERIA`; not read by `STRATUM`. */
  readonly criteria?: readonly PeerCriterion[];
  /** Indicators that the peers will be read by: no criterion, or that they are near in it would be what they were chosen by. */
  readonly compared?: readonly string[];
  /** Number of peers, at least `SMALLEST_GROUP`. */
  readonly size: number;
  readonly reading: Reading;
}

/** Why a criterion was left aside. */
export type CriterionProblem =
  | 'NOT_LOADED'
  | 'NO_OWN_VALUE'
  | 'TOO_FEW_VALUES'
  | 'NO_SPREAD'
  | 'RESTRICTED'
  | 'COMPARED';

export interface UsedCriterion extends PeerCriterion {
  /** Undefined when no publication has the indicator. */
  readonly described: Indicator | undefined;
  readonly year: number | undefined;
  /** Counts are compared by their logarithm: twice as large is as far as half as large. */
  readonly scale: 'LINEAR' | 'LOG';
  /** The figure of the territory that peers are looked for. */
  readonly value: number | undefined;
  /** Undefined when the criterion was used. */
  readonly problem: CriterionProblem | undefined;
}

/** A class of population, upper bound excluded; undefined when open. */
export interface Stratum {
  readonly from: number;
  readonly to: number | undefined;
}

/** An indicator over a group of peers, from the figures that are shown only. */
export interface PeerFigure {
  readonly indicator: Indicator;
  readonly year: number;
  readonly value: number | undefined;
  readonly state: CellState;
  /** Decimals that the value supports, at most those of the indicator; −1 for tens. */
  readonly decimals: number;
  /** Decimals that the quartiles and the median support. */
  readonly quartileDecimals: number;
  /** Peers that have a figure. */
  readonly withValue: number;
  readonly problem: GroupProblem | undefined;
  /** Whether the peers were chosen by what it counts: that they are near in it then tells nothing. */
  readonly isCriterion: boolean;
  readonly lowerQuartile: number | undefined;
  readonly median: number | undefined;
  readonly upperQuartile: number | undefined;
  /** Place of the territory among its peers and itself. */
  readonly position: Position | undefined;
}

export interface PeerGroup extends AnswerHeader {
  readonly territory: Territory;
  readonly method: PeerQuestion['method'];
  readonly criteria: readonly UsedCriterion[];
  readonly stratum: Stratum | undefined;
  /** Territories that were compared with: those of the level that have all criteria, or of the stratum. */
  readonly candidates: number;
  /** Members of the group: the nearest ones, or the whole stratum. */
  readonly size: number;
  readonly problem: 'GROUP_TOO_SMALL' | 'NO_CRITERION' | undefined;
  /** Nearest first, at most the size asked; empty when there is a problem. */
  readonly peers: readonly { readonly territory: Territory; readonly distance: number }[];
  /** Throws `INDICATOR_UNKNOWN`; undefined year takes the latest of the territory. */
  figures(indicators: readonly string[], year?: number): Promise<readonly PeerFigure[]>;
}
