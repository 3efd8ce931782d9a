import {
  type Indicator,
  type Measure,
  natureOf,
  type OfficialLevel,
  type Reading,
  SMALL_NUMBER,
} from '@boussole/schema';
import type { Group } from '../cube/one-part.ts';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Series } from '../cube/series.ts';
import type { Territory } from '../territories/territory.ts';
import { chanceOfGap } from './chance-of-gap.ts';
import { type Column, columnOf, coverageAt, isPartial, stateAt, valueAt, vintageOf } from './columns.ts';
import { NEARLY_ALL } from './common-communes.ts';
import { countsOf, fits, intervalMethod, scaleOf } from './counts-behind.ts';
import { hasFewCases } from './few-cases.ts';
import { groupValues } from './group-values.ts';
import type { Counts } from './intervals.ts';
import { MARKED, type NotJudged, type NoUsualGap } from './marked-gap-answers.ts';
import { isOfOnePart } from './one-part.ts';
import { incompleteCommunes } from './partial-parts.ts';
import { type RobustSpread, robustSpread } from './robust-spread.ts';
import type { IntervalMethod } from './significance-answers.ts';

/** One indicator over the members of a territory, before what chance explains is taken away. */
export interface JudgedColumn {
  readonly column: Column;
  readonly members: Int32Array;
  /** Figures that the spread rests on, ascending. */
  readonly sorted: Float64Array;
  readonly problem: NoUsualGap | undefined;
  readonly spread: RobustSpread | undefined;
  /** Undefined when the territory has no figure, or one that nothing is compared with. */
  readonly benchmark: Benchmark | undefined;
  readonly method: IntervalMethod | undefined;
  readonly figures: readonly JudgedFigure[];
  readonly notJudged: ReadonlyMap<NotJudged, number>;
}

/** The figure of what holds the territories. */
interface Benchmark {
  readonly value: number;
  /** Whether it rests on some communes only, or on communes that are there in part: the true one is elsewhere. */
  readonly isPartial: boolean;
}

export interface JudgedFigure {
  readonly number: number;
  readonly value: number;
  /** Undefined for a figure without counts behind, or where no reference tells chance. */
  readonly probability: number | undefined;
}

/** Whether figures of territories of different sizes compare: shares, rates, means and medians do, counts, amounts and classes do not. */
export function isMeasured(indicator: Indicator, measures: ReadonlyMap<string, Measure>): boolean {
  const nature = natureOf(indicator, measures);
  const isOfSize = nature === 'stock' || nature === 'flow' || nature === 'amount' || indicator.unit === 'count';
  return !isOfSize && indicator.unit !== 'year' && indicator.classes === undefined;
}

/** Reads an indicator in the latest year in which enough members have a figure, and judges each; undefined without a year. */
export async function judgeColumn(
  cube: OpenCube,
  indicator: Indicator,
  series: Series,
  asked: {
    readonly whole: Territory;
    readonly number: number;
    readonly level: OfficialLevel;
    readonly reading: Reading;
  },
): Promise<JudgedColumn | undefined> {
  const found = latestDescribed(cube, indicator, series, asked);
  if (!found) return undefined;
  const { column, members } = found;
  const all = [...members, asked.number];
  const incomplete = await incompleteCommunes(cube, column, all);
  const hasParts = (index: number): boolean => (incomplete?.[index] ?? 0) > 0;
  const notJudged = new Map<NotJudged, number>();
  const leave = (reason: NotJudged): void => {
    notJudged.set(reason, (notJudged.get(reason) ?? 0) + 1);
  };
  const usable = members.filter((number, index) => {
    const reason = whyUnusable(column, number, hasParts(index));
    if (reason) leave(reason);
    return reason === undefined;
  });
  const { spread, problem, sorted } = describe(cube, found, usable);
  const benchmark = maybeBenchmark(column, asked.number, hasParts(members.length));
  const known = intervalMethod(indicator, cube.measures);
  const method = known === 'WILSON' || known === 'BYAR' ? known : undefined;
  const counts = method ? await countsOf(cube, column, [...usable]) : undefined;
  const judged = usable.filter((number) => {
    const reason = problem
      ? 'NOT_DESCRIBED'
      : method && restsOnFew(column, number, method, counts?.get(number))
        ? 'FEW_CASES'
        : isAtFloor(indicator, valueAt(column, number))
          ? 'AT_FLOOR'
          : undefined;
    if (reason) leave(reason);
    return reason === undefined;
  });
  const references = referencesOf(benchmark, spread);
  const figures = Array.from(judged, (number) => {
    const value = valueAt(column, number);
    return {
      number,
      value,
      probability: method && chanceAt(indicator, method, value, counts?.get(number), references),
    };
  });
  return { column, members, sorted, problem, spread, benchmark, method, figures, notJudged };
}

interface Found {
  readonly column: Column;
  readonly group: Group;
  readonly members: Int32Array;
}

/** The latest year in which enough members have a figure; otherwise the latest. */
function latestDescribed(
  cube: OpenCube,
  indicator: Indicator,
  series: Series,
  { whole, level, reading }: Parameters<typeof judgeColumn>[3],
): Found | undefined {
  const found = series.years.toReversed().map((year): Found => {
    const column = columnOf(cube, indicator, year, reading, series);
    const vintage = vintageOf(cube, column, level);
    return {
      column,
      members: cube.rows.rows(level, vintage, whole.id),
      group: { level, vintage, container: whole.id },
    };
  });
  const isDescribed = ({ column, members, group }: Found): boolean =>
    members.filter((number) => !Number.isNaN(valueAt(column, number))).length >= MARKED.figures &&
    !isOfOnePart(cube, column, group, ALL_PLACED);
  return found.find(isDescribed) ?? found[0];
}

/** Shares, rates, means and medians are no lower bounds. */
const ALL_PLACED: ReadonlySet<number> = new Set();

function whyUnusable(column: Column, number: number, hasParts: boolean): NotJudged | undefined {
  if (Number.isNaN(valueAt(column, number))) return 'NO_VALUE';
  if (stateAt(column, number) === 'ESTIMATED') return 'ESTIMATED';
  return hasParts || isPartial(column, number) ? 'PARTIAL_COVERAGE' : undefined;
}

function describe(
  cube: OpenCube,
  { column, members, group }: Found,
  usable: Int32Array,
): Pick<JudgedColumn, 'sorted' | 'problem' | 'spread'> {
  const { sorted } = groupValues(column, usable);
  if (groupValues(column, members).problem === 'GROUP_RESTRICTED') {
    return { sorted, problem: 'GROUP_RESTRICTED', spread: undefined };
  }
  const spread = sorted.length < MARKED.figures ? undefined : robustSpread(sorted);
  if (!spread) return { sorted, problem: 'GROUP_TOO_SMALL', spread };
  if (isOfOnePart(cube, column, group, ALL_PLACED)) return { sorted, problem: 'GROUP_OF_ONE_PART', spread: undefined };
  return spread.above + spread.below > 0
    ? { sorted, problem: undefined, spread }
    : { sorted, problem: 'NO_SPREAD', spread: undefined };
}

/** What a benchmark must be for something to be compared with it, see `significance`; a partial one is told as such. */
function maybeBenchmark(column: Column, number: number, hasParts: boolean): Benchmark | undefined {
  const value = valueAt(column, number);
  if (Number.isNaN(value) || stateAt(column, number) === 'ESTIMATED') return undefined;
  return { value, isPartial: hasParts || coverageAt(column, number) < NEARLY_ALL };
}

/** What figures are told from: the whole, and where it is partial or missing the median too. */
function referencesOf(benchmark: Benchmark | undefined, spread: RobustSpread | undefined): readonly number[] {
  const median = spread && (!benchmark || benchmark.isPartial) ? [spread.median] : [];
  return [...(benchmark ? [benchmark.value] : []), ...median];
}

/** Whether a rate has few cases, or a share few that are not: both jump. */
function restsOnFew(column: Column, number: number, method: IntervalMethod, counts: Counts | undefined): boolean {
  if (hasFewCases(column, number)) return true;
  return method === 'WILSON' && counts !== undefined && counts.denominator - counts.numerator < SMALL_NUMBER;
}

/** A figure at the floor of what is published may be lower. */
function isAtFloor({ floor }: Indicator, value: number): boolean {
  return floor !== undefined && value <= floor;
}

/** Probability that chance takes a rate as far from the reference that it is the nearest to; undefined where none tells. */
function chanceAt(
  indicator: Indicator,
  method: IntervalMethod,
  value: number,
  counts: Counts | undefined,
  references: readonly number[],
): number | undefined {
  if (!fits(indicator, method, value, counts)) return undefined;
  const chances = references.flatMap((reference) => chanceOfGap(method, counts, reference / scaleOf(indicator)) ?? []);
  return chances.length > 0 ? Math.max(...chances) : undefined;
}
