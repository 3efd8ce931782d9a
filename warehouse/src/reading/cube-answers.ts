import type {
  Access,
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
} from '@boussole/schema';
import type { TerritoryGroup } from '../catalogue/groups.ts';
import type { Input, InputSource } from '../publication/input.ts';
import type { Eventual } from '../store/eventual.ts';
import type { TextMatch } from '../territories/found.ts';
import type { Territory, TerritoryEvent } from '../territories/territory.ts';
import type { AgeProjection, AgeProjectionQuestion } from './age-projection.ts';
import type {
  Comparison,
  ComparisonQuestion,
  CoverageQuestion,
  CoverageRow,
  GridAnswer,
  MapLayer,
  MapQuestion,
} from './answers.ts';
import type { ExplainedCell } from './cell-answers.ts';
import type { MarkedGaps, MarkedGapsQuestion } from './marked-gap-answers.ts';
import type { Distribution, DistributionQuestion, PeerGroup, PeerQuestion } from './position-answers.ts';
import type { SourceUse } from './source-uses.ts';
import type { Trend, TrendQuestion } from './trend-answers.ts';

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
  /** Best first. */
  readonly matches: readonly SearchMatch[];
}

export interface SearchMatch {
  readonly territory: Territory;
  /** How it answers; undefined without a text. */
  readonly match: TextMatch | undefined;
  /** Why it answers when its own name does not: an old name, a former commune, a postal code. */
  readonly reason: string | undefined;
}

export interface PublicationRecord {
  readonly id: string;
  readonly publishedAt: string;
  readonly current: boolean;
  /** Whether this release of the program can open it. */
  readonly readable: boolean;
  readonly cells: number;
  readonly referenceVintage: Vintage;
  readonly inputs: readonly Input[];
  /** French sentences: what was added, replaced or removed since the publication before. */
  readonly changes: readonly string[];
}

/** One publication, open for reading. Unknown ids throw `TERRITORY_UNKNOWN`, `INDICATOR_UNKNOWN`, `THEME_UNKNOWN`, `YEAR_UNAVAILABLE`, `SLICE_UNKNOWN`. */
export interface Cube {
  readonly publication: PublicationRecord;
  readonly indicators: readonly Indicator[];
  indicator(id: string): Indicator | undefined;
  /** Themes that have indicators with figures, in order. */
  readonly themes: readonly { readonly id: string; readonly label: { readonly fr: string; readonly en: string } }[];
  /** Those of a theme of the catalogue, none when it has none with figures; throws `THEME_UNKNOWN`. */
  indicatorsOf(theme: string): readonly Indicator[];
  years(indicator: string): readonly IndicatorYear[];
  sources(indicator: string): readonly InputSource[];
  /** Which of them its figures rest on, by level, year and reading. */
  sourceUses(indicator: string): readonly SourceUse[];
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
  /** Vintages of which communes are told, listed or derived from movements, oldest first. */
  readonly vintages: readonly Vintage[];
  /** Vintages of which the communes of EPCI are loaded, oldest first. */
  readonly epciVintages: readonly Vintage[];
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
  /** Which figures of the members of a territory stand out among them. */
  markedGaps(question: MarkedGapsQuestion): Promise<MarkedGaps>;
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
