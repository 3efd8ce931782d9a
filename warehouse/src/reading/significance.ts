import type { Indicator, Polarity } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { type Column, isPartial, stateAt, valueAt } from './columns.ts';
import { benchmarkNumber, intervalMethod } from './counts-behind.ts';
import { type Counts, differenceInterval } from './intervals.ts';
import type {
  Difference,
  DifferenceProblem,
  DifferenceVerdict,
  IntervalMethod,
  Judgement,
  Significance,
} from './significance-answers.ts';

/** How far a stored figure may be from the quotient of its counts, relatively. */
const ROUNDING = 1e-6;

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
  return {
    method,
    explanation: HOW[method],
    differences: numbers.map((number) => compareTwo(column, method, number, base, counts)),
  };
}

/** What a verdict is worth: nothing to judge without a polarity or a difference. */
export function judge(verdict: DifferenceVerdict, polarity: Polarity): Judgement | undefined {
  if (verdict === 'UNKNOWN') return undefined;
  if (verdict === 'NOT_DIFFERENT' || polarity === 'NEUTRAL') return 'NEUTRAL';
  return (verdict === 'HIGHER') === (polarity === 'HIGHER_IS_BETTER') ? 'BETTER' : 'WORSE';
}

function compareTwo(
  column: Column,
  method: IntervalMethod,
  number: number,
  base: number,
  counts: ReadonlyMap<number, Counts>,
): Difference {
  const [one, other] = [counts.get(number), counts.get(base)];
  const problem = problemOf(column, number, base);
  if (problem) return unknown(column, number, base, problem);
  if (!fits(column, method, number, one) || !fits(column, method, base, other)) {
    return unknown(column, number, base, 'NO_COUNTS');
  }
  const scale = scaleOf(column.indicator);
  const { low, high } = differenceInterval(method, one, other);
  const verdict = low > 0 ? 'HIGHER' : high < 0 ? 'LOWER' : 'NOT_DIFFERENT';
  return {
    verdict,
    judgement: judge(verdict, column.indicator.polarity),
    difference: valueAt(column, number) - valueAt(column, base),
    low: low * scale,
    high: high * scale,
    problem: undefined,
  };
}

/** The counts of a figure are those that its value is made of, and a proportion is at most one. */
function fits(column: Column, method: IntervalMethod, number: number, counts: Counts | undefined): counts is Counts {
  if (!counts || counts.numerator < 0 || counts.denominator <= 0) return false;
  const rate = (scaleOf(column.indicator) * counts.numerator) / counts.denominator;
  const value = valueAt(column, number);
  const isMade = Math.abs(rate - value) <= ROUNDING * Math.max(1, Math.abs(value));
  return isMade && (method === 'BYAR' || counts.numerator <= counts.denominator);
}

function problemOf(column: Column, number: number, base: number): DifferenceProblem | undefined {
  if (number === base) return 'SAME_TERRITORY';
  if (Number.isNaN(valueAt(column, number))) return 'NO_VALUE';
  if (Number.isNaN(valueAt(column, base))) return 'NO_BENCHMARK_VALUE';
  const both = [number, base];
  if (both.some((one) => stateAt(column, one) === 'ESTIMATED')) return 'ESTIMATED';
  return isPartial(column, number) ? 'PARTIAL_COVERAGE' : undefined;
}

function unknown(column: Column, number: number, base: number, problem: DifferenceProblem): Difference {
  const difference = valueAt(column, number) - valueAt(column, base);
  return {
    verdict: 'UNKNOWN',
    judgement: undefined,
    difference: Number.isNaN(difference) || problem === 'COUNT' ? undefined : difference,
    low: undefined,
    high: undefined,
    problem,
  };
}

function scaleOf({ formula }: Indicator): number {
  return 'scale' in formula ? formula.scale : 1;
}

const NEWCOMBE =
  'deux territoires diffèrent quand l’intervalle à 95 % de leur écart (méthode de Newcombe) ne contient pas zéro. Il tient compte du hasard des petits nombres, pas des erreurs de collecte ni du sondage.';

const HOW: Readonly<Record<IntervalMethod, string>> = {
  WILSON: `Intervalle de Wilson autour de chaque proportion : ${NEWCOMBE}`,
  BYAR: `Intervalle de Byar autour de chaque nombre d’événements : ${NEWCOMBE}`,
};

const WHY: Readonly<Record<Extract<DifferenceProblem, 'COUNT' | 'NO_COUNTS' | 'NOT_A_RATE'>, string>> = {
  COUNT: 'Un effectif ne se compare pas à celui d’un territoire d’une autre taille : comparez une part ou un taux.',
  NO_COUNTS:
    'La source publie ce chiffre sans les effectifs dont il est fait : rien ne dit si un écart tient au hasard.',
  NOT_A_RATE:
    'Cet indicateur est une moyenne ou un indice, ni une proportion ni un taux : son intervalle ne se calcule pas.',
};
