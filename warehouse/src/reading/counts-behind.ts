import { failure, type Indicator, type Measure } from '@boussole/schema';
import { listValue } from '@duckdb/node-api';
import type { OpenCube } from '../cube/open-cube.ts';
import { READING_CODES } from '../cube/states.ts';
import { SQL } from '../query/sql.ts';
import { oncePerPair } from '../store/once.ts';
import type { Column } from './columns.ts';
import type { Counts } from './intervals.ts';
import type { DifferenceProblem, IntervalMethod } from './significance-answers.ts';

/** Events per so many people: below, a quotient is a mean, and its numerator is no count of rare events, unless its unit says a rate. */
const RATE_SCALE = 1_000;

/** How an interval can be made around an indicator, or why it cannot. */
export const intervalMethod = oncePerPair(readMethod);

function readMethod(
  { formula, unit }: Indicator,
  measures: ReadonlyMap<string, Measure>,
): IntervalMethod | Extract<DifferenceProblem, 'COUNT' | 'NO_COUNTS' | 'NOT_A_RATE'> {
  const of = (ids: readonly string[]): readonly Measure[] => ids.flatMap((id) => measures.get(id) ?? []);
  if (!('numerator' in formula)) {
    const ids = 'measure' in formula ? [formula.measure] : [...formula.sum, ...formula.minus];
    return of(ids).every((measure) => isCount(measure)) ? 'COUNT' : 'NO_COUNTS';
  }
  const [above, below] = [of(formula.numerator), of(formula.denominator)];
  if (![...above, ...below].every(isCount)) return 'NO_COUNTS';
  const populations = new Set([...above, ...below].map(({ population }) => population));
  if (unit === 'percent' && formula.scale === 100 && populations.size === 1) return 'WILSON';
  const isRate = unit === 'percent' || formula.scale >= RATE_SCALE;
  return populations.size > 1 && isRate && unit !== 'index' ? 'BYAR' : 'NOT_A_RATE';
}

/** How far a stored figure may be from the quotient of its counts, relatively. */
const ROUNDING = 1e-6;

/** The counts of a figure are those that its value is made of, and a proportion is at most one. */
export function fits(
  indicator: Indicator,
  method: IntervalMethod,
  value: number,
  counts: Counts | undefined,
): counts is Counts {
  if (!counts || counts.numerator < 0 || counts.denominator <= 0) return false;
  const rate = (scaleOf(indicator) * counts.numerator) / counts.denominator;
  const isMade = Math.abs(rate - value) <= ROUNDING * Math.max(1, Math.abs(value));
  return isMade && (method === 'BYAR' || counts.numerator <= counts.denominator);
}

/** What a quotient is multiplied by. */
export function scaleOf({ formula }: Indicator): number {
  return 'scale' in formula ? formula.scale : 1;
}

function isCount({ nature, unit }: Measure): boolean {
  return unit === 'count' && (nature === 'stock' || nature === 'flow');
}

/** Numerator and denominator of the figures of some territories in a column, by number; only of those that whoever asks may read. */
export async function countsOf(
  cube: OpenCube,
  { indicator, reading, year, series }: Column,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Counts>> {
  const counts = new Map<number, Counts>();
  const keep = (number: number, numerator: number | null, denominator: number | null): void => {
    if (numerator !== null && denominator) counts.set(number, { numerator, denominator });
  };
  for (const number of numbers) {
    const cell = series.composed?.get(number)?.cells.get(year);
    if (cell) keep(number, cell.num ?? null, cell.den ?? null);
  }
  const official = [...new Set(numbers.filter((number) => !cube.composed(number)))];
  if (official.length === 0) return counts;
  const rows = await cube.query<{ year: number; territory: number; num: number | null; den: number | null }>(
    SQL.cellsOf,
    [
      cube.numberOf(indicator.id),
      READING_CODES[reading],
      listValue(official),
      Math.min(...official),
      Math.max(...official),
    ],
  );
  for (const row of rows) if (row.year === year) keep(row.territory, row.num, row.den);
  return counts;
}

/** Number of a territory of a comparison that others are compared with; throws `ARGUMENT_INVALID` when it is not in it. */
export function benchmarkNumber(cube: OpenCube, id: string, numbers: readonly number[]): number {
  const number = numbers.find((candidate) => cube.numbering.at(candidate).id === id);
  if (number !== undefined) return number;
  throw failure('ARGUMENT_INVALID', {
    argument: 'benchmark',
    problem: `${id} n’est ni un repère ni un territoire de cette comparaison`,
  });
}
