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
import { type Column, valueAt } from './columns.ts';
import { errorSpan, type Slack, supportedDecimals, type WeightedError } from './error-span.ts';
import { rangeOf } from './prepare.ts';

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
  numbers: ArrayLike<number>,
): Promise<readonly (FigureInterval | undefined)[]> {
  if (!isRounded(cube, column.indicator)) return Array.from(numbers, () => undefined);
  const shown = Array.from(numbers).filter((number) => !Number.isNaN(valueAt(column, number)));
  const errors = await errorsOf(cube, measuresOf(column.indicator.formula), column.year);
  const made = errors.size === 0 ? new Map<number, Made>() : await madeOf(cube, column, shown);
  return Array.from(numbers, (number) => {
    const figure = made.get(number);
    return figure && intervalOf(cube, column.indicator, figure, (id) => errors.get(`${id} ${figure.level}`) ?? EXACT);
  });
}

/** Decimals that the figure of each territory supports; undefined when none rests on rounded figures: all have those of the indicator. */
export async function decimalsOf(
  cube: OpenCube,
  column: Column,
  numbers: ArrayLike<number>,
): Promise<Uint8Array | undefined> {
  const { indicator } = column;
  if (indicator.decimals === 0 || !isRounded(cube, indicator)) return undefined;
  const intervals = await intervalsOf(cube, column, numbers);
  if (intervals.every((interval) => interval === undefined)) return undefined;
  return Uint8Array.from(intervals, (interval) => interval?.decimals ?? indicator.decimals);
}

function isRounded(cube: OpenCube, { formula }: Indicator): boolean {
  return measuresOf(formula).some((id) =>
    (cube.inputsOf.get(id) ?? []).some(({ source }) => source.rounding?.[id] !== undefined),
  );
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

/** Beyond, all the territories between the first and the last are read. */
const LISTED = 1_000;

interface StoredCell {
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
  const asked = [cube.numberOf(indicator.id), READING_CODES[reading], year, ...rangeOf(official)];
  const rows =
    official.length > LISTED
      ? await cube.query<StoredCell>(SQL.cellsBetween, asked)
      : await cube.query<StoredCell>(SQL.cellsAmong, [...asked, listValue(official)]);
  const behind = reading === 'CONSTANT' ? await communesBehind(cube, indicator, year) : undefined;
  const wanted = new Set(official);
  for (const { territory, value, num, den, state, communes } of rows) {
    const told = CELL_STATES[state]!;
    if (value === null || !hasValue(told) || !wanted.has(territory)) continue;
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
  if (!('numerator' in formula)) {
    const isOne = 'measure' in formula;
    const errors = weighed(errorOf, isOne ? [formula.measure] : formula.sum, isOne ? [] : formula.minus, 1);
    const { below, above } = bounds(errors, figures);
    if (below + above === 0) return undefined;
    const isCount = isOne && isAdditive(cube.measures.get(formula.measure)!.nature);
    return {
      low: isCount ? Math.max(0, value - below) : value - below,
      high: value + above,
      decimals: supportedDecimals(errorSpan(errors, figures), decimals),
    };
  }
  const { numerator, denominator, scale } = formula;
  const [over, under] = [numerator, denominator].map((ids) => bounds(weighed(errorOf, ids, [], 1), figures)) as [
    Slack,
    Slack,
  ]; // as: map forgets the pair
  if (over.below + over.above + under.below + under.above === 0 || num === null || den === null) return undefined;
  if (den - under.below <= 0) return undefined;
  const span = (scale / den) * errorSpan(weighed(errorOf, numerator, denominator, num / den), figures);
  return {
    low: (scale * Math.max(0, num - over.below)) / (den + under.above),
    high: (scale * (num + over.above)) / (den - under.below),
    decimals: supportedDecimals(span, decimals),
  };
}

/** Errors of what is added and of what is taken; one of both, as when a part is divided by its whole, counts for the difference. */
function weighed(
  errorOf: (measure: string) => Slack,
  added: readonly string[],
  taken: readonly string[],
  weight: number,
): readonly WeightedError[] {
  const weights = new Map<string, number>();
  for (const id of added) weights.set(id, (weights.get(id) ?? 0) + 1);
  for (const id of taken) weights.set(id, (weights.get(id) ?? 0) - weight);
  return [...weights].map(([id, one]) => ({ slack: errorOf(id), weight: one }));
}

/** As far as the true sum of so many figures may be, whatever chance says. */
function bounds(errors: readonly WeightedError[], figures: number): Slack {
  const at = (end: 'below' | 'above', other: 'below' | 'above'): number =>
    errors.reduce((sum, { slack, weight }) => sum + Math.abs(weight) * (weight > 0 ? slack[end] : slack[other]), 0);
  return { below: figures * at('below', 'above'), above: figures * at('above', 'below') };
}
