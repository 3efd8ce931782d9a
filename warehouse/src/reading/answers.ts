import type {
  Access,
  CellState,
  ColumnKey,
  Coverage,
  Indicator,
  Level,
  LocalizedText,
  OfficialLevel,
  Reading,
  SemanticQuery,
  Sliced,
  SliceKey,
  TerritoryId,
  Vintage,
  Warning,
} from '@boussole/schema';
import type { TerritoryGroup } from '../catalogue/groups.ts';
import type { Input, InputSource } from '../publication/input.ts';
import type { Eventual } from '../store/eventual.ts';
import type { Territory, TerritoryEvent } from '../territories/territory.ts';
import type { AgeProjection, AgeProjectionQuestion } from './age-projection.ts';
import type { ChanceInterval } from './chance.ts';
import type { Derivation } from './derivation.ts';
import type { Distribution, DistributionQuestion, PeerGroup, PeerQuestion } from './position-answers.ts';
import type { Significance } from './significance-answers.ts';
import type { Trend, TrendQuestion } from './trend-answers.ts';

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
  /** Position of each territory (benchmarks excluded) among those of its level within that group; undefined in a group of fewer than 5. */
  positions(within: RankedWithin): readonly (Position | undefined)[];
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

export type CellMethod = 'SOURCE' | 'SUM' | 'RATIO' | 'APPORTIONED' | 'DERIVED' | 'NONE';

export interface CellInput {
  readonly source: InputSource;
  readonly file: string;
  readonly line: number | undefined;
  readonly sha256: string;
  readonly loadedAt: string;
}

export interface ExplainedCell extends AnswerHeader {
  readonly territory: Territory;
  readonly indicator: Indicator;
  readonly year: number;
  readonly vintage: Vintage | undefined;
  /** In constant geography, the reference vintage where the communes counted are those of another, on the same ground. */
  readonly sameGroundAs: Vintage | undefined;
  readonly value: number | undefined;
  readonly state: CellState;
  readonly method: CellMethod;
  /** French sentence: how the figure was obtained, or why there is none. */
  readonly explanation: string;
  readonly coverage: Coverage | undefined;
  /** Figures published for the territories that it holds, of which it is the sum; undefined for any other. */
  readonly summed: SummedFigures | undefined;
  readonly parts: readonly {
    readonly measure: string;
    readonly label: LocalizedText;
    readonly value: number | undefined;
    readonly state: CellState;
    /** Decimals that it supports; undefined where it is not made of rounded figures. */
    readonly decimals: number | undefined;
  }[];
  readonly inputs: readonly CellInput[];
  /** Undefined where no source rounds what the figure is made of. */
  readonly interval: FigureInterval | undefined;
  /** Between which numbers chance leaves a rate; undefined for any other figure. */
  readonly chance: ChanceInterval | undefined;
  /** How the one figure behind it was made of what its source gives, when it was. */
  readonly derivation: Derivation | undefined;
  /** The first hidden figure behind it; undefined without any. */
  readonly secret: SecretFigure | undefined;
  /** Names of communes that merged into it and have no figure, where another has one and there is no sum. */
  readonly absent: readonly string[];
  /** Why a ratio of a commune is not shown: what it is made of adds up different parts of it; undefined elsewhere. */
  readonly uneven: UnevenParts | undefined;
  /** Deliveries of which rows were set aside, where there is no figure: its own may be one of them. */
  readonly aside: readonly SetAside[];
}

/** How many parts (IRIS) of a commune its figures add up, of how many. */
export interface UnevenParts {
  readonly counts: readonly number[];
  readonly total: number;
  /** What they are; undefined when its source does not say. */
  readonly name: string | undefined;
}

export interface SetAside {
  readonly file: string;
  readonly rows: number;
}

/** Published figures that make one of a territory above: how many of which level, and of how many. */
export interface SummedFigures {
  readonly level: 'departement' | 'region';
  readonly figures: number;
  readonly figuresTotal: number;
  /** Terms of a ratio that are published for each of them; the others are added up over their communes. */
  readonly terms: { readonly numerator: boolean; readonly denominator: boolean };
}

/** A figure that is hidden, and who may have hidden it. */
export interface SecretFigure {
  readonly source: InputSource;
  readonly isCount: boolean;
  /** Where its source hides some of its parts, too many for their sum to be given: how many have a figure, and of how many. */
  readonly parts: { readonly known: number; readonly total: number } | undefined;
}

/** Between which numbers a true figure is, as sources round what it is made of. */
export interface FigureInterval {
  readonly low: number;
  readonly high: number;
  /** Decimals that the figure supports, at most those of its indicator; −1 for tens, −2 for hundreds. */
  readonly decimals: number;
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

/** Number of territories that have a value, by level: as published or, where there is none so, in constant geography. */
export interface IndicatorYear {
  readonly year: number;
  /** Readings in which a territory has a value. */
  readonly readings: readonly Reading[];
  readonly vintage: Vintage;
  readonly counts: Readonly<Record<OfficialLevel, number>>;
}

export interface SearchQuestion {
  readonly text?: string;
  /** Level `partie` finds nothing: parts are read from their EPCI. */
  readonly level?: Level;
  readonly within?: TerritoryId;
  readonly offset: number;
  readonly limit: number;
}

export interface SearchAnswer {
  readonly totalCount: number;
  /** Best first; `reason` says why a territory answers when its own name does not match (an old name, a former commune). */
  readonly matches: readonly { readonly territory: Territory; readonly reason: string | undefined }[];
}

export interface PublicationRecord {
  readonly id: string;
  readonly publishedAt: string;
  readonly current: boolean;
  readonly cells: number;
  readonly referenceVintage: Vintage;
  readonly inputs: readonly Input[];
  /** French sentences: what was added, replaced or removed since the publication before. */
  readonly changes: readonly string[];
}

/** One publication, open for reading. Unknown ids throw `TERRITORY_UNKNOWN`, `INDICATOR_UNKNOWN`, `YEAR_UNAVAILABLE`, `SLICE_UNKNOWN`. */
export interface Cube {
  readonly publication: PublicationRecord;
  readonly indicators: readonly Indicator[];
  indicator(id: string): Indicator | undefined;
  /** Themes that have indicators with figures, in order. */
  readonly themes: readonly { readonly id: string; readonly label: { readonly fr: string; readonly en: string } }[];
  years(indicator: string): readonly IndicatorYear[];
  sources(indicator: string): readonly InputSource[];
  /** What indicators can be cut by, by id; those that cannot are not in it. */
  readonly sliced: ReadonlyMap<string, Sliced>;
  /** Name of a measure; undefined when the publication has none of that id. */
  measureLabel(measure: string): LocalizedText | undefined;
  nature(indicator: string): 'stock' | 'flow' | 'amount' | 'published' | 'ratio';
  /** The territory on `at` (ISO day), or today's, or its last state; undefined when no list ever knew it. */
  territory(id: TerritoryId, at?: string): Territory | undefined;
  parents(id: TerritoryId): readonly Territory[];
  /** Parts of an EPCI by département; empty when it lies in one, or is none. */
  parts(id: TerritoryId): readonly Territory[];
  successors(id: TerritoryId): readonly Territory[];
  /** Communes that a group was saved with and that no longer exist, as they were; none for any other territory. */
  formerMembers(id: TerritoryId): readonly Territory[];
  /**
   * Territories of the same level nearest in population, nearest first: communes of the same département, EPCI of the same région,
   * départements and régions of France. None for France, groups, parts and what no longer exists.
   */
  neighbours(id: TerritoryId, first: number): readonly Territory[];
  events(id: TerritoryId): readonly TerritoryEvent[];
  search(question: SearchQuestion): SearchAnswer;
  population(id: TerritoryId): { readonly value: number; readonly year: number } | undefined;
  /** Number of territories that may answer a table, before any figure is read. */
  countRows(question: Pick<SemanticQuery, 'rows' | 'columns' | 'reading'>): number;
  /** This and the next three are answered at once when the figures are in memory. */
  grid(query: SemanticQuery): Eventual<GridAnswer>;
  compare(question: ComparisonQuestion): Eventual<Comparison>;
  trend(question: TrendQuestion): Eventual<Trend>;
  mapLayer(question: MapQuestion): Eventual<MapLayer>;
  /** How an indicator spreads over the territories of a level, and where some of them stand. */
  distribution(question: DistributionQuestion): Promise<Distribution>;
  /** The territories of the same level that are most alike. */
  peers(question: PeerQuestion): Promise<PeerGroup>;
  /** A population by sex and age, were its cohorts to change as they did; throws `ARGUMENT_INVALID` for other years ahead than `PROJECTION` admits. */
  ageProjection(question: AgeProjectionQuestion): Promise<AgeProjection>;
  /** How many territories of a level have figures, year by year. */
  coverage(question: CoverageQuestion): Promise<readonly CoverageRow[]>;
  explain(
    indicator: string,
    territory: TerritoryId,
    year: number,
    reading: Reading,
    slice?: SliceKey,
  ): Promise<ExplainedCell>;
  /** Territories of users that this cube knows, by name. */
  readonly groups: readonly TerritoryGroup[];
  /** The same publication with territories of users: `groupe:<code>` is then read as any other. Keeps what it summed. */
  withGroups(groups: readonly TerritoryGroup[]): Cube;
  /**
   * The same publication with what grants open of datasets under convention: without any, none of those exists. `witness` is told of each
   * indicator under convention whose figures are read.
   */
  withAccess(access: Access, witness: (indicator: string) => void): Promise<Cube>;
}
