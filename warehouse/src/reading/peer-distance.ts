import { type Indicator, LOGARITHMIC_CRITERIA, measuresOf } from '@boussole/schema';
import { deviation } from 'd3-array';
import type { OpenCube } from '../cube/open-cube.ts';
import { type Column, latestYear, readColumn, stateAt, valueAt } from './columns.ts';
import type { CriterionProblem, PeerCriterion, PeerQuestion, UsedCriterion } from './position-answers.ts';

/** A criterion, with the scores that distances are made of when it is used: standard deviations, by territory number. */
export interface ScoredCriterion extends UsedCriterion {
  readonly scores: ReadonlyMap<number, number> | undefined;
}

/** Share of the level that a criterion must know: peers are not looked for among a few. */
const KNOWN_SHARE = 0.5;

/** Reads a criterion over the territories of a level in the latest year that the territory has; says why when it cannot be used, or must not. */
export async function scoreCriterion(
  cube: OpenCube,
  criterion: PeerCriterion,
  { reading, compared }: { readonly reading: PeerQuestion['reading']; readonly compared: readonly Indicator[] },
  own: number,
  level: ArrayLike<number>,
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
  const scores = standardised(column, level, scale);
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

/** Mean distance in standard deviations, weighted: root of the weighted mean of squares. Undefined when a criterion is unknown there. */
export function distanceTo(criteria: readonly ScoredCriterion[], own: number, other: number): number | undefined {
  let [sum, weights] = [0, 0];
  for (const { scores, weight } of criteria) {
    const [here, there] = [scores?.get(own), scores?.get(other)];
    if (here === undefined || there === undefined) return undefined;
    sum += weight * (here - there) ** 2;
    weights += weight;
  }
  return Math.sqrt(sum / weights);
}

function countedBy({ formula }: Indicator): readonly string[] {
  return 'numerator' in formula ? formula.numerator : measuresOf(formula);
}

function problemOf(
  column: Column,
  own: number,
  level: ArrayLike<number>,
  scores: ReadonlyMap<number, number>,
): CriterionProblem | undefined {
  if (Array.from(level).some((number) => stateAt(column, number) === 'RESTRICTED')) return 'RESTRICTED';
  if (Number.isNaN(valueAt(column, own))) return 'NO_OWN_VALUE';
  if (scores.size === 0) return 'NO_SPREAD';
  return scores.size < KNOWN_SHARE * level.length ? 'TOO_FEW_VALUES' : undefined;
}

/** Values over their standard deviation; empty when they are all the same. The logarithm is that of one more: zero has none. */
function standardised(column: Column, level: ArrayLike<number>, scale: 'LINEAR' | 'LOG'): ReadonlyMap<number, number> {
  const known: [number, number][] = [];
  for (const number of Array.from(level)) {
    const value = valueAt(column, number);
    if (!Number.isNaN(value)) known.push([number, scale === 'LOG' ? Math.log1p(Math.max(value, 0)) : value]);
  }
  const spread = deviation(known, ([, value]) => value);
  return spread ? new Map(known.map(([number, value]) => [number, value / spread])) : new Map();
}
