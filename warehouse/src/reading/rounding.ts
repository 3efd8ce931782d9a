import { type Indicator, isAdditive, measuresOf } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { FigureInterval } from './answers.ts';
import { type Column, valueAt } from './columns.ts';
import { errorSpan, type Slack, supportedDecimals, type WeightedError } from './error-span.ts';
import { type Made, madeOf } from './made-of.ts';
import { errorsOf } from './rounding-errors.ts';

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
  const none = (): undefined[] => Array.from(numbers, () => undefined);
  if (!restsOnRounded(cube, column.indicator)) return none();
  const errors = await errorsOf(cube, measuresOf(column.indicator.formula), column.year);
  if (errors.size === 0) return none();
  const made = await madeOf(cube, column, numbers);
  return Array.from(numbers, (number) => {
    const figure = Number.isNaN(valueAt(column, number)) ? undefined : made.get(number);
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
  if (indicator.decimals === 0 || !restsOnRounded(cube, indicator)) return undefined;
  const intervals = await intervalsOf(cube, column, numbers);
  if (intervals.every((interval) => interval === undefined)) return undefined;
  return Uint8Array.from(intervals, (interval) => interval?.decimals ?? indicator.decimals);
}

/** Whether a source of an indicator rounds its figures. */
export function restsOnRounded(cube: OpenCube, { formula }: Indicator): boolean {
  return measuresOf(formula).some((id) =>
    (cube.inputsOf.get(id) ?? []).some(({ source }) => source.rounding?.[id] !== undefined),
  );
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
