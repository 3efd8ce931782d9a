import { POPULATION_MEASURE, POPULATION_STRATA } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { type ScoredCriterion, scoreCriterion } from './peer-distance.ts';
import type { PeerQuestion, Stratum } from './position-answers.ts';

/** Codes of the classes begin so: no group of communes has such a one. */
export const STRATUM = 'strate';

/** Class of population of a number of inhabitants. */
export function stratumOf(population: number): Stratum {
  const index = POPULATION_STRATA.findLastIndex((from) => from <= population);
  return { from: POPULATION_STRATA[index] ?? 0, to: POPULATION_STRATA[index + 1] };
}

/** The population of each territory of a level, as a criterion; undefined when no indicator counts it. */
export async function populationCriterion(
  cube: OpenCube,
  reading: PeerQuestion['reading'],
  own: number,
  level: Int32Array,
): Promise<ScoredCriterion | undefined> {
  const indicator = cube.indicators.find(
    ({ formula }) => 'measure' in formula && formula.measure === POPULATION_MEASURE,
  );
  return (
    indicator && scoreCriterion(cube, { indicator: indicator.id, weight: 1 }, { reading, compared: [] }, own, level)
  );
}
