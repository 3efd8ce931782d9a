import type { Polarity } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { type Column, coverageAt, isPartial, stateAt, valueAt, vintageOf } from './columns.ts';
import { NEARLY_ALL } from './common-communes.ts';
import { communesOf } from './communes-of.ts';
import { benchmarkNumber, fits, intervalMethod, scaleOf } from './counts-behind.ts';
import { type Counts, differenceInterval } from './intervals.ts';
import type {
  Difference,
  DifferenceProblem,
  DifferenceVerdict,
  IntervalMethod,
  Judgement,
  Significance,
} from './significance-answers.ts';

/** Tells which territories differ from a benchmark of the same comparison by more than the chance of small numbers; throws `ARGUMENT_INVALID`. */
export async function significance(
  cube: OpenCube,
  column: Column,
  numbers: readonly number[],
  benchmark: { readonly id: string; readonly among: readonly number[]; counts(): Promise<ReadonlyMap<number, Counts>> },
): Promise<Significance> {
  const base = benchmarkNumber(cube, benchmark.id, benchmark.among);
  const method = intervalMethod(column.indicator, cube.measures);
  if (method !== 'WILSON' && method !== 'BYAR') {
    return {
      method: undefined,
      explanation: WHY[method],
      differences: numbers.map((number) => unknown(column, number, base, method)),
    };
  }
  const counts = await benchmark.counts();
  const overlap = toOverlap(cube, column, base);
  const differences = numbers.map((number) => compareTwo(column, { method, counts, overlap }, number, base));
  return { method, explanation: howJudged(method, differences), differences };
}

/** What a verdict is worth: nothing to judge without a polarity or a difference. */
export function judge(verdict: DifferenceVerdict, polarity: Polarity): Judgement | undefined {
  if (verdict === 'UNKNOWN') return undefined;
  if (verdict === 'NOT_DIFFERENT' || polarity === 'NEUTRAL') return 'NEUTRAL';
  return (verdict === 'HIGHER') === (polarity === 'HIGHER_IS_BETTER') ? 'BETTER' : 'WORSE';
}

interface Compared {
  readonly method: IntervalMethod;
  readonly counts: ReadonlyMap<number, Counts>;
  /** Whether a territory has communes in common with the benchmark, or the same ones. */
  overlap(number: number): 'NONE' | 'SOME' | 'SAME';
}

function compareTwo(column: Column, { method, counts, overlap }: Compared, number: number, base: number): Difference {
  const [one, other] = [counts.get(number), counts.get(base)];
  const problem = problemOf(column, number, base);
  if (problem) return unknown(column, number, base, problem);
  if (
    !fits(column.indicator, method, valueAt(column, number), one) ||
    !fits(column.indicator, method, valueAt(column, base), other)
  ) {
    return unknown(column, number, base, 'NO_COUNTS');
  }
  const scale = scaleOf(column.indicator);
  const shared = overlap(number);
  if (shared === 'SAME') return unknown(column, number, base, 'SAME_TERRITORY');
  const isReference = shared === 'SOME';
  const larger = one.denominator > other.denominator ? 'one' : 'other';
  const { low, high } = differenceInterval(method, one, other, isReference ? larger : undefined);
  const verdict = low > 0 ? 'HIGHER' : high < 0 ? 'LOWER' : 'NOT_DIFFERENT';
  return {
    verdict,
    judgement: judge(verdict, column.indicator.polarity),
    difference: valueAt(column, number) - valueAt(column, base),
    low: low * scale,
    high: high * scale,
    isReference,
    problem: undefined,
  };
}

type Overlap = ReturnType<Compared['overlap']>;

/** What was found of a cube: most columns of a question are of the same territories, in the same vintage. */
const overlaps = new WeakMap<OpenCube, Map<string, Overlap>>();
const MOST_OVERLAPS = 100_000;

function toOverlap(cube: OpenCube, column: Column, base: number): Compared['overlap'] {
  const vintage = vintageOf(cube, column, 'commune');
  const known = overlaps.get(cube) ?? new Map<string, Overlap>();
  overlaps.set(cube, known);
  if (known.size > MOST_OVERLAPS) known.clear();
  let held: ReadonlySet<number> | undefined;
  const find = (number: number): Overlap => {
    held ??= new Set(communesOf(cube, base, vintage));
    const inBase = held;
    const own = communesOf(cube, number, vintage);
    if (own.length === inBase.size && own.every((commune) => inBase.has(commune))) return 'SAME';
    return own.some((commune) => inBase.has(commune)) ? 'SOME' : 'NONE';
  };
  return (number) => {
    const key = `${vintage} ${base} ${number}`;
    const overlap = known.get(key) ?? find(number);
    known.set(key, overlap);
    return overlap;
  };
}

function problemOf(column: Column, number: number, base: number): DifferenceProblem | undefined {
  if (number === base) return 'SAME_TERRITORY';
  if (Number.isNaN(valueAt(column, number))) return 'NO_VALUE';
  if (Number.isNaN(valueAt(column, base))) return 'NO_BENCHMARK_VALUE';
  const both = [number, base];
  if (both.some((one) => stateAt(column, one) === 'ESTIMATED')) return 'ESTIMATED';
  return isPartial(column, number) || coverageAt(column, base) < NEARLY_ALL ? 'PARTIAL_COVERAGE' : undefined;
}

function unknown(column: Column, number: number, base: number, problem: DifferenceProblem): Difference {
  const difference = valueAt(column, number) - valueAt(column, base);
  return {
    verdict: 'UNKNOWN',
    judgement: undefined,
    difference: Number.isNaN(difference) || problem === 'COUNT' ? undefined : difference,
    low: undefined,
    high: undefined,
    isReference: false,
    problem,
  };
}

/** How differences of a method were judged: apart where territories are parts of the benchmark. */
function howJudged(method: IntervalMethod, differences: readonly Difference[]): string {
  const judged = differences.filter(({ problem }) => problem === undefined);
  const held = judged.filter(({ isReference }) => isReference).length;
  const how = held === 0 ? NEWCOMBE : held < judged.length ? `${NEWCOMBE} ${capital(REFERENCE)}` : REFERENCE;
  return `${AROUND[method]} : ${how} ${ONLY_CHANCE}`;
}

const AROUND: Readonly<Record<IntervalMethod, string>> = {
  WILSON: 'Intervalle de Wilson autour de chaque proportion',
  BYAR: 'Intervalle de Byar autour de chaque nombre d’événements',
};

const NEWCOMBE =
  'deux territoires diffèrent quand l’intervalle à 95 % de leur écart (méthode de Newcombe) ne contient pas zéro.';
const REFERENCE =
  'un territoire est comparé à celui dont il fait partie comme à une référence connue, sans intervalle, car ils ne sont pas indépendants ; il en diffère quand son propre intervalle à 95 % ne contient pas la valeur de cette référence.';
const ONLY_CHANCE = 'Il tient compte du hasard des petits nombres, pas des erreurs de collecte ni du sondage.';

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

const WHY: Readonly<Record<Extract<DifferenceProblem, 'COUNT' | 'NO_COUNTS' | 'NOT_A_RATE'>, string>> = {
  COUNT: 'Un effectif ne se compare pas à celui d’un territoire d’une autre taille : comparez une part ou un taux.',
  NO_COUNTS:
    'La source publie ce chiffre sans les effectifs dont il est fait : rien ne dit si un écart tient au hasard.',
  NOT_A_RATE:
    'Cet indicateur est une moyenne ou un indice, ni une proportion ni un taux : son intervalle ne se calcule pas.',
};
