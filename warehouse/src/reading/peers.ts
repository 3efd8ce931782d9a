import { checkLimit, failure, type Indicator, type Limits, type OfficialLevel, USUAL_CRITERIA } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Territory } from '../territories/territory.ts';
import type { AnswerHeader } from './answers.ts';
import { indicatorOf, isOfficial, latestYear, readColumn, stateAt, territoryOf, valueAt } from './columns.ts';
import { groupValues, placeOf, quantileOf } from './group-values.ts';
import { lowerBounds } from './lower-bounds.ts';
import { countTheSame, distancesFrom, type ScoredCriterion, scoreCriterion } from './peer-distance.ts';
import {
  type PeerFigure,
  type PeerGroup,
  type PeerQuestion,
  SMALLEST_GROUP,
  type Stratum,
} from './position-answers.ts';
import { decimalsOf, quantileDecimals } from './rounding.ts';
import { populationCriterion, stratumOf } from './strata.ts';

const QUARTILES = [0.25, 0.5, 0.75];

interface Found {
  readonly criteria: readonly ScoredCriterion[];
  readonly stratum: Stratum | undefined;
  readonly candidates: number;
  /** All members of the group, nearest first. */
  readonly members: readonly { readonly number: number; readonly distance: number }[];
}

/**
 * Finds the territories of the same level that are most alike, in the reference vintage; throws `INDICATOR_UNKNOWN` for a criterion that was
 * asked for or an indicator to compare, `ARGUMENT_INVALID` for France, a composed territory, what no longer exists, a size below `SMALLEST_GROUP` or a weight that is not positive.
 */
export async function peers(
  cube: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  question: PeerQuestion,
  limits: Limits,
): Promise<PeerGroup> {
  const { territory, number } = territoryOf(cube, question.territory);
  const level = levelOf(cube, territory, number);
  checkQuestion(question, limits);
  for (const { indicator } of question.criteria ?? []) indicatorOf(cube, indicator);
  for (const indicator of question.compared ?? []) indicatorOf(cube, indicator);
  const found = await (question.method === 'STRATUM' ? inStratum : byDistance)(cube, question, number, level);
  const noCriterion = found.criteria.every(({ problem }) => problem !== undefined);
  const tooFew = found.members.length < SMALLEST_GROUP ? ('GROUP_TOO_SMALL' as const) : undefined;
  const problem = noCriterion ? 'NO_CRITERION' : tooFew;
  const members = problem ? [] : found.members;
  const numbers = members.map((member) => member.number);
  const criteria = found.criteria.flatMap(({ described, problem: aside }) => (described && !aside ? [described] : []));
  return {
    ...header,
    territory,
    method: question.method,
    criteria: found.criteria.map(({ scores: _, ...criterion }) => criterion),
    stratum: found.stratum,
    candidates: found.candidates,
    size: members.length,
    problem,
    peers: members.slice(0, question.size).map((member) => {
      return { territory: cube.numbering.at(member.number), distance: member.distance };
    }),
    figures: (indicators, year) =>
      Promise.all(indicators.map((id) => figureOf(cube, question, { id, year, number, numbers, criteria }))),
    warnings: [],
  };
}

async function byDistance(cube: OpenCube, question: PeerQuestion, own: number, level: Int32Array): Promise<Found> {
  const wanted = question.criteria ?? USUAL_CRITERIA;
  const compared = (question.compared ?? []).map((id) => indicatorOf(cube, id));
  const criteria = await Promise.all(
    wanted.map((criterion) => scoreCriterion(cube, criterion, { reading: question.reading, compared }, own, level)),
  );
  const used = criteria.filter(({ scores }) => scores);
  const near = nearestFirst(cube, used, own, level);
  return { criteria, stratum: undefined, candidates: near.candidates, members: near.nearest(question.size) };
}

async function inStratum(cube: OpenCube, { reading }: PeerQuestion, own: number, level: Int32Array): Promise<Found> {
  const criterion = await populationCriterion(cube, reading, own, level);
  const stratum = criterion?.value === undefined ? undefined : stratumOf(criterion.value);
  if (!criterion?.scores || criterion.year === undefined || !stratum) {
    return { criteria: criterion ? [criterion] : [], stratum: undefined, candidates: 0, members: [] };
  }
  const column = await readColumn(cube, criterion.indicator, criterion.year, reading);
  const near = nearestFirst(cube, [criterion], own, level, (number) => {
    const population = valueAt(column, number);
    return population >= stratum.from && population < (stratum.to ?? Number.POSITIVE_INFINITY);
  });
  const { candidates } = near;
  return { criteria: [criterion], stratum, candidates, members: near.nearest(candidates) };
}

interface Near {
  /** How many have a distance. */
  readonly candidates: number;
  /** So many of them, nearest first; of two as near, the first by its code. */
  nearest(size: number): Found['members'];
}

function nearestFirst(
  cube: OpenCube,
  criteria: readonly ScoredCriterion[],
  own: number,
  level: Int32Array,
  isInside: (number: number) => boolean = () => true,
): Near {
  if (criteria.length === 0) return { candidates: 0, nearest: () => [] };
  const distances = distancesFrom(criteria, level.indexOf(own), level.length);
  for (let place = 0; place < level.length; place++) {
    if (level[place] === own || !isInside(level[place]!)) distances[place] = Number.NaN;
  }
  const known = distances.filter((distance) => !Number.isNaN(distance)).sort();
  const codeOf = (number: number): string => cube.numbering.at(number).code;
  return {
    candidates: known.length,
    nearest(size) {
      const farthest = known[Math.min(size, known.length) - 1] ?? Number.NaN;
      const near: { number: number; distance: number }[] = [];
      for (let place = 0; place < level.length; place++) {
        const distance = distances[place]!;
        if (distance <= farthest) near.push({ number: level[place]!, distance });
      }
      return near
        .sort((one, other) => one.distance - other.distance || (codeOf(one.number) < codeOf(other.number) ? -1 : 1))
        .slice(0, size);
    },
  };
}

async function figureOf(
  cube: OpenCube,
  { reading }: PeerQuestion,
  asked: {
    readonly id: string;
    readonly year: number | undefined;
    readonly number: number;
    readonly numbers: readonly number[];
    /** Those that the peers were chosen by. */
    readonly criteria: readonly Indicator[];
  },
): Promise<PeerFigure> {
  indicatorOf(cube, asked.id);
  const year = asked.year ?? latestYear(await cube.series(asked.id, reading), [asked.number]);
  const column = await readColumn(cube, asked.id, year ?? cube.geography.reference, reading);
  const less = await lowerBounds(cube, column);
  const numbers = asked.numbers.filter((number) => !less.has(number));
  const { sorted, problem } = groupValues(column, numbers);
  const value = valueAt(column, asked.number);
  const [lowerQuartile, median, upperQuartile] = QUARTILES.map((share) =>
    problem ? undefined : quantileOf(sorted, share, column.indicator.classes !== undefined),
  );
  const [own] = (await decimalsOf(cube, column, [asked.number])) ?? [column.indicator.decimals];
  const told = problem ? [] : await quantileDecimals(cube, column, numbers, sorted, QUARTILES);
  return {
    indicator: column.indicator,
    year: column.year,
    value: Number.isNaN(value) ? undefined : value,
    state: stateAt(column, asked.number),
    decimals: own!,
    quartileDecimals: Math.min(column.indicator.decimals, ...told),
    withValue: sorted.length,
    problem,
    isCriterion: asked.criteria.some((criterion) => countTheSame(criterion, column.indicator)),
    lowerQuartile,
    median,
    upperQuartile,
    position:
      problem || Number.isNaN(value) || less.has(asked.number)
        ? undefined
        : placeOf(Float64Array.from([...sorted, value]).sort(), value),
  };
}

/** Territories of the same level in force today. */
function levelOf(cube: OpenCube, { id, level }: Territory, number: number): Int32Array {
  const members =
    isOfficial(level) && level !== 'france'
      ? cube.rows.rows(level as OfficialLevel, cube.geography.reference)
      : new Int32Array();
  if (members.includes(number)) return members;
  throw failure('ARGUMENT_INVALID', {
    argument: 'territory',
    problem: `${id} n’a pas de semblables : il en faut un qui existe aujourd’hui, commune, EPCI, département ou région`,
  });
}

function checkQuestion({ criteria, compared, size }: PeerQuestion, limits: Limits): void {
  checkLimit(limits, 'compareTerritories', size);
  if (size < SMALLEST_GROUP) {
    const problem = `un groupe de territoires semblables en compte au moins ${SMALLEST_GROUP}`;
    throw failure('ARGUMENT_INVALID', { argument: 'size', problem });
  }
  if (compared) checkLimit(limits, 'columns', compared.length);
  if (criteria === undefined) return;
  checkLimit(limits, 'columns', criteria.length);
  const isWrong = criteria.length === 0 || criteria.some(({ weight }) => !(weight > 0 && Number.isFinite(weight)));
  if (isWrong) {
    const problem = 'il faut au moins un critère, et des poids positifs';
    throw failure('ARGUMENT_INVALID', { argument: 'criteria', problem });
  }
}
