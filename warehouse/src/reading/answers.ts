import type {
  CellState,
  ColumnKey,
  Indicator,
  OfficialLevel,
  Reading,
  TerritoryId,
  Vintage,
  Warning,
} from '@boussole/schema';
import type { Eventual } from '../store/eventual.ts';
import type { Territory } from '../territories/territory.ts';
import type { FigureInterval } from './cell-answers.ts';
import type { GroupProblem } from './position-answers.ts';
import type { Significance } from './significance-answers.ts';

/**
 * What every answer with figures carries, so that it can be read again exactly as it was. Answers that are made thousands of times a second copy it last: V8
 * makes a shape for each object whose properties come after what it copies, and keeps it, with functions among them all that these see, until it sweeps the
 * whole memory.
 */
export interface AnswerHeader {
  readonly publication: { readonly id: string; readonly publishedAt: string };
  readonly reading: Reading;
  readonly referenceVintage: Vintage;
  readonly warnings: readonly Warning[];
}

/** Values and states of one column, aligned with the rows of the answer; NaN where the state has no value. */
export interface CellColumn {
  readonly values: Float64Array;
  readonly states: readonly CellState[];
}

/** Cells whose figures say how precise they are. */
export interface PreciseColumn extends CellColumn {
  /**
   * Decimals that each figure supports, at most those of its indicator, as sources round what it is made of: −1 for tens, −2 for hundreds; undefined
   * when none is computed from rounded figures.
   */
  decimals(): Eventual<Int8Array | undefined>;
}

/** Cells that may be sums of communes, which say how many of those they rest on. */
export interface CoveredColumn extends PreciseColumn {
  /** Share of the communes that each figure rests on, 0 to 1; NaN where it is no sum. Undefined when none rests on some of them only. */
  coverage(): Float64Array | undefined;
  /** Share of the population that each of those rests on, 0 to 1; NaN where it is not known, or the figure is no sum of some communes. */
  populations(): Eventual<Float64Array | undefined>;
  /**
   * How many communes that each figure rests on have one made of some of their parts (IRIS), the source hiding the others: 1 for such a commune
   * itself. Undefined when there is none.
   */
  incomplete(): Eventual<Int32Array | undefined>;
  /** Which figures are rates of fewer than `SMALL_NUMBER` cases; undefined when none is. */
  fewCases(): readonly boolean[] | undefined;
}

/** Rank 1 is the highest value; percentile (0 to 100, to the hundredth) is the share of the group strictly below. Undefined without a value. */
export interface Position {
  readonly rank: number;
  readonly percentile: number;
  /** Fifth of the group, 1 to 5 from the lowest; equal values share that of their middle. Undefined in a group of fewer than 5. */
  readonly quintile: number | undefined;
  readonly size: number;
}

export interface ComparisonQuestion {
  readonly territories: readonly TerritoryId[];
  readonly indicators: readonly string[];
  /** Undefined takes the latest year of each indicator. */
  readonly year?: number;
  /** Without a year: the latest of those in which most territories and benchmarks have a figure. */
  readonly comparable?: boolean;
  /** Undefined takes the parents of the first territory. */
  readonly benchmarks?: readonly TerritoryId[];
  readonly reading: Reading;
}

/** Levels of the territories among whose members positions are told. */
export const RANKED_WITHIN = ['france', 'region', 'departement', 'epci'] as const;
export type RankedWithin = (typeof RANKED_WITHIN)[number];

export interface ComparisonColumn extends CoveredColumn {
  readonly indicator: Indicator;
  readonly year: number;
  /** Position of each territory (benchmarks excluded) among those of its level within that group; undefined in a group of fewer than 5, and where all figures come from one part of it. */
  positions(within: RankedWithin): Eventual<readonly (Position | undefined)[]>;
  /** Why those that have a figure have no position there; undefined also where the figure itself has none, or there is no such group. */
  positionProblems(within: RankedWithin): Eventual<readonly (GroupProblem | undefined)[]>;
  /** How each territory (benchmarks excluded) differs from one of the comparison; throws `ARGUMENT_INVALID` when it is not in it. */
  significance(benchmark: TerritoryId): Promise<Significance>;
  /** Aligned with the values. */
  intervals(): Promise<readonly (FigureInterval | undefined)[]>;
}

export interface Comparison extends AnswerHeader {
  readonly territories: readonly Territory[];
  readonly benchmarks: readonly Territory[];
  /** Each column is aligned with `[...territories, ...benchmarks]`. */
  readonly columns: readonly ComparisonColumn[];
}

/** Why a table has no total. */
export type TotalProblem =
  | 'NO_ROWS'
  | 'OVERLAPPING'
  | 'SELECTION_NOT_OF_COMMUNES'
  | 'SELECTION_TOO_LARGE'
  | 'SELECTION_OF_SEVERAL_YEARS'
  | NoFigure;

/** Why no column of a total has a figure. */
export type NoFigure = 'ALL_HIDDEN' | 'NONE_ADDITIVE' | 'ALL_RESTRICTED' | 'NO_FIGURE';

/** The last line of a table: one cell per column, or none and the reason. */
export interface GridTotal {
  /** The territory that the rows are all of; undefined for a selection of communes, added up as a group is. */
  readonly territory: Territory | undefined;
  readonly problem: TotalProblem | undefined;
  /** One row each; empty when there is a problem, but where it is that none has a figure. */
  readonly columns: readonly CoveredColumn[];
}

/** Where a row stands among groups. */
export interface GridLine {
  /** 0 for a group and for a row in none, 1 for a row below its group. */
  readonly depth: number;
  /** Number of rows gathered; undefined for a row that is no group. */
  readonly members: number | undefined;
  /** Number of rows that the territory of a group holds, listed or not; undefined for a row that is no group. */
  readonly size: number | undefined;
  /** Whether the group is all its territory holds: otherwise its figures are sums of its rows. */
  readonly isWhole: boolean;
}

export interface GridAnswer extends AnswerHeader {
  /** Number of lines, groups included. */
  readonly totalCount: number;
  /** Number of territories that answer, groups left out. */
  readonly answering: number;
  readonly rows: readonly Territory[];
  /** Aligned with `rows`. */
  readonly lines: readonly GridLine[];
  /** The indicator of a slice is the one that was read. */
  readonly columns: readonly (CoveredColumn & ColumnKey)[];
  /** Read when asked for: a selection of communes has to be added up. */
  total(): Promise<GridTotal>;
  /** Cautions of all the lines of the table, read when asked for: `warnings` are about those of the page. */
  tableWarnings(): Promise<readonly Warning[]>;
}

export interface MapQuestion {
  readonly indicator: string;
  readonly year: number;
  readonly level: OfficialLevel;
  readonly within?: TerritoryId;
  readonly reading: Reading;
}

export interface MapLayer extends AnswerHeader, CoveredColumn {
  readonly indicator: Indicator;
  readonly year: number;
  readonly level: OfficialLevel;
  /** Vintage of the perimeters of the territories. */
  readonly vintage: Vintage;
  readonly ids: readonly TerritoryId[];
  readonly names: readonly string[];
  /** Upper bounds of all classes but the last: quintiles of the values shown, each bound once. */
  readonly breaks: readonly number[];
  /** Decimals that each bound supports: those of the figure that it is. */
  breakDecimals(): Promise<readonly number[]>;
}

/** Of which indicators, over which territories, coverage is asked. */
export interface CoverageQuestion {
  readonly indicators: readonly string[];
  readonly level: OfficialLevel;
  readonly within?: TerritoryId;
  readonly reading: Reading;
}

/** Of the territories of a level in a year, how many have a figure. */
export interface CoverageYear {
  readonly year: number;
  readonly vintage: Vintage;
  readonly territories: number;
  readonly withValue: number;
  /** Those whose figure is hidden; null for the whole of France, where only figures are counted. */
  readonly hidden: number | null;
}

export interface CoverageRow {
  readonly indicator: Indicator;
  /** Oldest first; none when no territory of the level has a figure. */
  readonly years: readonly CoverageYear[];
}
