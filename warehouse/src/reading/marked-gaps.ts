import {
  checkLimit,
  failure,
  type Indicator,
  type Level,
  type Limits,
  LOGARITHMIC_CRITERIA,
  type OfficialLevel,
} from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { AnswerHeader } from './answers.ts';
import { indicatorOf, stateAt, territoryOf } from './columns.ts';
import { discoveryThreshold } from './false-discoveries.ts';
import { isMeasured, type JudgedColumn, type JudgedFigure, judgeColumn } from './marked-column.ts';
import {
  MARKED,
  type MarkedColumn,
  type MarkedGap,
  type MarkedGaps,
  type MarkedGapsQuestion,
  NOT_JUDGED,
} from './marked-gap-answers.ts';
import { partialParts } from './partial-parts.ts';
import { decimalsOf, intervalsOf, quantileDecimals } from './rounding.ts';
import { judge } from './significance.ts';
import { cautionsOf } from './warnings.ts';

/**
 * Finds which figures of the members of a territory stand out: as far as `MARKED` says, in usual gaps, from their median and from the figure of the
 * whole, on the same side, also by the nearer end of what rounding leaves; and, for rates of counts, beyond chance, however many are compared. The whole is
 * taken as known, see `differenceInterval`. Throws `ARGUMENT_INVALID` for a level that the territory holds nothing of and for an indicator of size.
 */
export async function markedGaps(
  cube: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  { within, level, indicators, first, reading }: MarkedGapsQuestion,
  limits: Limits,
): Promise<MarkedGaps> {
  const { territory: whole, number } = territoryOf(cube, within);
  if (!HELD[whole.level].includes(level)) {
    const problem = `${within} n’est pas fait de territoires du niveau ${level.toUpperCase()}`;
    throw failure('ARGUMENT_INVALID', { argument: 'level', problem });
  }
  const asked = indicators?.map((id) => measuredOf(cube, id)) ?? usualIndicators(cube);
  checkLimit(limits, 'columns', asked.length);
  const size = cube.rows.rows(level, cube.geography.reference, within).length;
  checkLimit(limits, 'cells', asked.length * size);
  const read = await Promise.all(
    asked.map(async (indicator) => {
      const series = await cube.series(indicator.id, reading);
      return judgeColumn(cube, indicator, series, { whole, number, level, reading });
    }),
  );
  const judged = read.filter((one) => one !== undefined);
  const tested = judged.flatMap(({ figures }) => figures.flatMap(({ probability }) => probability ?? []));
  const threshold = discoveryThreshold(tested, MARKED.falseDiscoveries);
  const found = await Promise.all(judged.map((one) => gapsOf(cube, one, number, threshold ?? 0)));
  const gaps = found.flatMap((one) => one.gaps).sort(mostMarkedFirst);
  const columns = judged.map(({ column }) => column);
  const shown = Int32Array.from(new Set([...judged.flatMap(({ members }) => [...members]), number]));
  return {
    within: whole,
    level,
    size,
    columns: found.map(({ column }) => column),
    judged: judged.reduce((sum, { figures }) => sum + figures.length, 0),
    notJudged: NOT_JUDGED.flatMap((reason) => {
      const figures = judged.reduce((sum, one) => sum + (one.notJudged.get(reason) ?? 0), 0);
      return figures > 0 ? [{ reason, figures }] : [];
    }),
    tests: tested.length,
    threshold,
    totalCount: gaps.length,
    gaps: gaps.slice(0, first),
    warnings: [...cautionsOf(cube, columns, shown), ...(await partialParts(cube, columns, shown))],
    ...header,
  };
}

/** Levels of what a territory is made of. */
const HELD: Readonly<Record<Level, readonly OfficialLevel[]>> = {
  france: ['region', 'departement', 'epci', 'commune'],
  region: ['departement', 'epci', 'commune'],
  departement: ['epci', 'commune'],
  epci: ['commune'],
  commune: [],
  groupe: ['commune'],
  partie: ['commune'],
};

/** All that are measured, but those that are compared by their logarithm: every town would stand out for its density. */
function usualIndicators(cube: OpenCube): readonly Indicator[] {
  return cube.indicators.filter(
    (indicator) => isMeasured(indicator, cube.measures) && !LOGARITHMIC_CRITERIA.has(indicator.id),
  );
}

function measuredOf(cube: OpenCube, id: string): Indicator {
  const indicator = indicatorOf(cube, id);
  if (isMeasured(indicator, cube.measures)) return indicator;
  const problem = `${id} dit une taille ou une classe : seuls des parts, des taux, des moyennes et des médianes se comparent ici`;
  throw failure('ARGUMENT_INVALID', { argument: 'indicators', problem });
}

async function gapsOf(
  cube: OpenCube,
  judged: JudgedColumn,
  whole: number,
  threshold: number,
): Promise<{ readonly column: MarkedColumn; readonly gaps: readonly MarkedGap[] }> {
  const { column, members, sorted, spread, benchmark } = judged;
  const { indicator, year } = column;
  const far = judged.figures.filter((figure) => isFar(judged, figure) && (figure.probability ?? 0) <= threshold);
  const intervals = await intervalsOf(
    cube,
    column,
    far.map(({ number }) => number),
  );
  const marked = far.filter((figure, index) => {
    const ends = intervals[index];
    return !ends || [ends.low, ends.high].every((end) => isFar(judged, figure, end));
  });
  const decimals = await decimalsOf(cube, column, [...marked.map(({ number }) => number), whole]);
  const [medianDecimals] = spread ? await quantileDecimals(cube, column, members, sorted, [0.5]) : [];
  const told: MarkedColumn = {
    indicator,
    year,
    withValue: sorted.length,
    problem: judged.problem,
    benchmark: benchmark?.value,
    isBenchmarkPartial: benchmark?.isPartial ?? false,
    benchmarkDecimals: decimals?.[marked.length] ?? indicator.decimals,
    median: spread?.median,
    medianDecimals: medianDecimals ?? indicator.decimals,
    usualAbove: spread?.above,
    usualBelow: spread?.below,
    method: judged.method,
    marked: marked.length,
  };
  const toGap = ({ number, value, probability }: JudgedFigure, index: number): MarkedGap => {
    const direction = value > spread!.median ? 'HIGHER' : 'LOWER';
    return {
      territory: cube.numbering.at(number),
      column: told,
      value,
      state: stateAt(column, number),
      decimals: decimals?.[index] ?? indicator.decimals,
      direction,
      judgement: judge(direction, indicator.polarity) ?? 'NEUTRAL',
      distance: Math.abs(distanceOf(judged, value)),
      probability,
    };
  };
  return { column: told, gaps: marked.map(toGap) };
}

/** Times the usual gap of its side that a value is from the median or the benchmark, even partial, whichever is nearer; 0 between both. */
function distanceOf({ spread, benchmark }: JudgedColumn, value: number): number {
  if (!spread) return 0;
  const fromMedian = value - spread.median;
  const fromWhole = benchmark === undefined ? fromMedian : value - benchmark.value;
  if (fromMedian * fromWhole <= 0) return 0;
  const usual = fromMedian > 0 ? spread.above : spread.below;
  if (usual === 0) return 0;
  return (Math.sign(fromMedian) * Math.min(Math.abs(fromMedian), Math.abs(fromWhole))) / usual;
}

/** What subtractions of floats lose: a figure at the very distance is beyond it. */
const ROUNDING = 1e-9;

/** Whether a figure is far enough, were it `value`. */
function isFar(judged: JudgedColumn, figure: JudgedFigure, value = figure.value): boolean {
  const [own, other] = [distanceOf(judged, figure.value), distanceOf(judged, value)];
  const enough = figure.probability === undefined ? MARKED.distanceAlone : MARKED.distance;
  return Math.sign(own) === Math.sign(other) && Math.abs(other) >= enough * (1 - ROUNDING);
}

function mostMarkedFirst(one: MarkedGap, other: MarkedGap): number {
  return (
    other.distance - one.distance ||
    (one.territory.code < other.territory.code ? -1 : one.territory.code > other.territory.code ? 1 : 0)
  );
}
