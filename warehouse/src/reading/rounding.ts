import {
  CELL_STATES,
  type CellState,
  hasValue,
  type Indicator,
  isAdditive,
  measuresOf,
  type OfficialLevel,
  roundingError,
} from '@boussole/schema';
import { listValue } from '@duckdb/node-api';
import type { OpenCube } from '../cube/open-cube.ts';
import { READING_CODES } from '../cube/states.ts';
import { SQL } from '../query/sql.ts';
import type { FigureInterval } from './answers.ts';
import type { Column } from './columns.ts';

/** How far below and above a rounded figure the true one may be. */
interface Slack {
  readonly below: number;
  readonly above: number;
}

/** A figure, and how many of its source it is made of. */
interface Made {
  readonly value: number;
  readonly num: number | null;
  readonly den: number | null;
  readonly figures: number;
  /** Level of the figures that it is made of. */
  readonly level: OfficialLevel;
}

const EXACT: Slack = { below: 0, above: 0 };

/**
 * Between which numbers the true figures of some territories are, as sources round what they are made of: sums of `n` figures may be `n` times
 * as far. Undefined where nothing is rounded, where there is no figure, and where a quotient could be anything.
 */
export async function intervalsOf(
  cube: OpenCube,
  column: Column,
  numbers: readonly number[],
): Promise<readonly (FigureInterval | undefined)[]> {
  const { indicator } = column;
  const measures = measuresOf(indicator.formula);
  const isRounded = measures.some((id) =>
    (cube.inputsOf.get(id) ?? []).some(({ source }) => source.rounding?.[id] !== undefined),
  );
  if (!isRounded) return numbers.map(() => undefined);
  const errors = await errorsOf(cube, measures, column.year);
  const made = await madeOf(cube, column, numbers);
  return numbers.map((number) => {
    const figure = made.get(number);
    return (
      figure && intervalOf(cube, indicator, figure, (measure) => errors.get(`${measure} ${figure.level}`) ?? EXACT)
    );
  });
}

/** By measure and level: what the rounding of its sources does to a figure of that year. */
async function errorsOf(
  cube: OpenCube,
  measures: readonly string[],
  year: number,
): Promise<ReadonlyMap<string, Slack>> {
  const errors = new Map<string, Slack>();
  for (const measure of measures) {
    const inputs = await cube.query<{ level: OfficialLevel; input: number }>(SQL.inputsByLevel, [measure, year]);
    for (const { level, input } of inputs) {
      const rounding = cube.inputs[input]?.source.rounding?.[measure];
      if (!rounding) continue;
      const known = errors.get(`${measure} ${level}`) ?? EXACT;
      const error = roundingError(rounding);
      errors.set(`${measure} ${level}`, {
        below: Math.max(known.below, error.below),
        above: Math.max(known.above, error.above),
      });
    }
  }
  return errors;
}

interface StoredCell {
  readonly year: number;
  readonly territory: number;
  readonly value: number | null;
  readonly num: number | null;
  readonly den: number | null;
  readonly state: number;
  readonly communes: number | null;
}

async function madeOf(
  cube: OpenCube,
  { indicator, reading, year, series }: Column,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Made>> {
  const made = new Map<number, Made>();
  for (const number of numbers) {
    const cell = series.composed?.get(number)?.cells.get(year);
    if (cell?.value != null) made.set(number, { ...cell, value: cell.value, figures: cell.communes, level: 'commune' });
  }
  const official = [...new Set(numbers.filter((number) => !cube.composed(number)))];
  if (official.length === 0) return made;
  const rows = await cube.query<StoredCell>(SQL.cellsOf, [
    cube.numberOf(indicator.id),
    READING_CODES[reading],
    listValue(official),
    Math.min(...official),
    Math.max(...official),
  ]);
  const behind = reading === 'CONSTANT' ? await communesBehind(cube, indicator, year) : undefined;
  for (const { territory, value, num, den, state, communes, year: own } of rows) {
    const told = CELL_STATES[state]!;
    if (own !== year || value === null || !hasValue(told)) continue;
    const { level, code } = cube.numbering.at(territory);
    made.set(territory, { value, num, den, ...partsOf(level, told, communes, behind?.get(code)) });
  }
  return made;

  function partsOf(
    level: string,
    state: CellState,
    communes: number | null,
    merged: number | undefined,
  ): Pick<Made, 'figures' | 'level'> {
    if (communes !== null) return { figures: communes, level: 'commune' };
    if (level !== 'commune' && state === 'PUBLISHED') return { figures: 1, level: level as OfficialLevel }; // only official levels are stored
    return { figures: state === 'PUBLISHED' ? 1 : (merged ?? 1), level: 'commune' };
  }
}

/** How many communes of the vintage of its figures each commune of the reference vintage is made of. */
async function communesBehind(
  cube: OpenCube,
  { formula }: Indicator,
  year: number,
): Promise<ReadonlyMap<string, number>> {
  const [measure] = measuresOf(formula);
  const [choice] = await cube.query<{ constant: number }>(SQL.choice, [measure!, year, 'commune']);
  const counts = new Map<string, number>();
  if (!choice) return counts;
  for (const parts of cube.geography.passage(choice.constant, cube.geography.reference).parts.values()) {
    for (const { code } of parts) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

function intervalOf(
  cube: OpenCube,
  { formula, decimals }: Indicator,
  { value, num, den, figures }: Made,
  errorOf: (measure: string) => Slack,
): FigureInterval | undefined {
  const slackOf = (added: readonly string[], taken: readonly string[] = []): Slack => {
    const [plus, minus] = [added.map(errorOf), taken.map(errorOf)];
    return {
      below: figures * (total(plus, 'below') + total(minus, 'above')),
      above: figures * (total(plus, 'above') + total(minus, 'below')),
    };
  };
  if (!('numerator' in formula)) {
    const slack = 'measure' in formula ? slackOf([formula.measure]) : slackOf(formula.sum, formula.minus);
    if (slack.below + slack.above === 0) return undefined;
    const isCount = 'measure' in formula && isAdditive(cube.measures.get(formula.measure)!.nature);
    return toInterval(isCount ? Math.max(0, value - slack.below) : value - slack.below, value + slack.above, decimals);
  }
  const [above, below] = [slackOf(formula.numerator), slackOf(formula.denominator)];
  if (above.below + above.above + below.below + below.above === 0 || num === null || den === null) return undefined;
  if (den - below.below <= 0) return undefined;
  const least = Math.max(0, num - above.below) / (den + below.above);
  const most = (num + above.above) / (den - below.below);
  return toInterval(least * formula.scale, most * formula.scale, decimals);
}

function total(slacks: readonly Slack[], end: keyof Slack): number {
  return slacks.reduce((sum, slack) => sum + slack[end], 0);
}

/** The last decimal shown stands for as much as the interval is wide, or more. */
function toInterval(low: number, high: number, most: number): FigureInterval {
  const supported = Math.floor(-Math.log10(high - low));
  return { low, high, decimals: Math.max(0, Math.min(most, supported)) };
}
