import { type Indicator, LOGARITHMIC_CRITERIA, measuresOf } from '@boussole/schema';
import { deviation } from 'd3-array';
import type { OpenCube } from '../cube/open-cube.ts';
import { maybeSelection } from '../cube/rows.ts';
import { type Column, latestYear, readColumn, stateAt, valueAt } from './columns.ts';
import type { CriterionProblem, PeerCriterion, PeerQuestion, UsedCriterion } from './position-answers.ts';

/** A criterion, with the scores that distances are made of when it is used: standard deviations, in the order of the level, NaN where nothing is known. */
export interface ScoredCriterion extends UsedCriterion {
  readonly scores: Float64Array | undefined;
}

type Scale = ScoredCriterion['scale'];

/** Share of the level that a criterion must know: peers are not looked for among a few. */
const KNOWN_SHARE = 0.5;

/** Reads a criterion over the territories of a level in the latest year that the territory has; says why when it cannot be used, or must not. */
export async function scoreCriterion(
  cube: OpenCube,
  criterion: PeerCriterion,
  { reading, compared }: { readonly reading: PeerQuestion['reading']; readonly compared: readonly Indicator[] },
  own: number,
  level: Int32Array,
): Promise<ScoredCriterion> {
  const described = cube.indicators.find(({ id }) => id === criterion.indicator);
  const isLogarithmic = described?.unit === 'count' || LOGARITHMIC_CRITERIA.has(criterion.indicator);
  const scale = isLogarithmic ? 'LOG' : 'LINEAR';
  const aside = (problem: CriterionProblem): ScoredCriterion => {
    return { ...criterion, described, scale, year: undefined, value: undefined, problem, scores: undefined };
  };
  if (!described) return aside('NOT_LOADED');
  if (compared.some((indicator) => countTheSame(indicator, described))) return aside('COMPARED');
  const year = latestYear(await cube.series(described.id, reading), [own]);
  if (year === undefined) return aside('NOT_LOADED');
  const column = await readColumn(cube, described.id, year, reading);
  const value = valueAt(column, own);
  const scores = scoresKept(column, level, scale);
  const problem = problemOf(column, own, level, scores);
  return {
    ...aside('NOT_LOADED'),
    year,
    value: Number.isNaN(value) ? undefined : value,
    problem,
    scores: problem ? undefined : scores,
  };
}

/** Whether two indicators read the same count, alone or over something: the unemployed and their rate, a population and its density. */
export function countTheSame(one: Indicator, other: Indicator): boolean {
  const counted = new Set(countedBy(one));
  return one.id === other.id || countedBy(other).some((measure) => counted.has(measure));
}

/**
 * Mean distance in standard deviations of the territory of a place in the level to each, weighted: root of the weighted mean of squares. NaN where a
 * criterion is unknown.
 */
export function distancesFrom(criteria: readonly ScoredCriterion[], own: number, count: number): Float64Array {
  const sums = new Float64Array(count);
  let weights = 0;
  for (const { scores, weight } of criteria) {
    const here = scores?.[own] ?? Number.NaN;
    for (let place = 0; place < count; place++) sums[place]! += weight * (here - (scores?.[place] ?? Number.NaN)) ** 2;
    weights += weight;
  }
  return sums.map((sum) => Math.sqrt(sum / weights));
}

function countedBy({ formula }: Indicator): readonly string[] {
  return 'numerator' in formula ? formula.numerator : measuresOf(formula);
}

function problemOf(column: Column, own: number, level: Int32Array, scores: Float64Array): CriterionProblem | undefined {
  if (level.some((number) => stateAt(column, number) === 'RESTRICTED')) return 'RESTRICTED';
  if (Number.isNaN(valueAt(column, own))) return 'NO_OWN_VALUE';
  const known = scores.reduce((count, score) => count + Number(!Number.isNaN(score)), 0);
  if (known === 0) return 'NO_SPREAD';
  return known < KNOWN_SHARE * level.length ? 'TOO_FEW_VALUES' : undefined;
}

/** Scores of a level that is kept are kept too: all its territories are looked at for each of them. */
function scoresKept(column: Column, level: Int32Array, scale: Scale): Float64Array {
  const selection = maybeSelection(level);
  if (selection === undefined) return standardised(column, level, scale);
  return column.series.derived.keep(`scores ${scale} ${column.year} ${selection}`, () =>
    standardised(column, level, scale),
  );
}

/** Values over their standard deviation; none when they are all the same. The logarithm is that of one more: zero has none. */
function standardised(column: Column, level: Int32Array, scale: Scale): Float64Array {
  const values = Float64Array.from(level, (number) => {
    const value = valueAt(column, number);
    return scale === 'LOG' ? Math.log1p(Math.max(value, 0)) : value;
  });
  const spread = deviation(values) || Number.NaN;
  return values.map((value) => value / spread);
}
