import { type Indicator, isAdditive, measuresOf } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { after, type Eventual } from '../store/eventual.ts';
import type { FigureInterval } from './cell-answers.ts';
import { type Column, stateAt, valueAt } from './columns.ts';
import { errorSpan, type Slack, supportedDecimals, type WeightedError } from './error-span.ts';
import { type Made, madeOf } from './made-of.ts';
import { errorsOf, type RoundingError } from './rounding-errors.ts';

/** A figure that rests on rounded ones. */
export interface RoundedFigure {
  readonly value: number;
  /** What its source rounds, as far as it moves this figure. */
  readonly errors: readonly WeightedError[];
  /** Between which numbers the true one is; undefined where a quotient could be anything. */
  readonly bounds: { readonly low: number; readonly high: number } | undefined;
  /** Whether it is shown as its source gives it. */
  readonly isGiven: boolean;
  /** Decimals that the terms of a quotient support, at most 0: its counts, in units, tens or hundreds. */
  readonly terms: { readonly numerator: number; readonly denominator: number } | undefined;
}

type ErrorOf = (measure: string, level: string) => RoundingError | undefined;

/** The figures of some territories that rest on rounded ones; undefined where nothing is rounded and where there is no figure. */
export async function roundedFigures(
  cube: OpenCube,
  column: Column,
  numbers: ArrayLike<number>,
): Promise<readonly (RoundedFigure | undefined)[]> {
  const none = (): undefined[] => Array.from(numbers, () => undefined);
  if (!restsOnRounded(cube, column.indicator)) return none();
  const errors = await errorsOf(cube, measuresOf(column.indicator.formula), column.year);
  if (errors.size === 0) return none();
  const made = await madeOf(cube, column, numbers);
  const errorOf: ErrorOf = (measure, level) => errors.get(`${measure} ${level}`);
  return Array.from(numbers, (number) => {
    const figure = Number.isNaN(valueAt(column, number)) ? undefined : made.get(number);
    return figure && roundedFigure(cube, column.indicator, figure, errorOf, stateAt(column, number) === 'PUBLISHED');
  });
}

/**
 * Between which numbers the true figures of some territories are, as sources round what they are made of: sums of `n` figures may be `n` times
 * as far. Undefined where nothing is rounded, where there is no figure, and where a quotient could be anything.
 */
export async function intervalsOf(
  cube: OpenCube,
  column: Column,
  numbers: ArrayLike<number>,
): Promise<readonly (FigureInterval | undefined)[]> {
  const figures = await roundedFigures(cube, column, numbers);
  return figures.map(
    (figure) => figure?.bounds && { ...figure.bounds, decimals: decimalsOfFigure(column.indicator, figure) },
  );
}

/**
 * Decimals that the figure of each territory supports, −1 for tens and −2 for hundreds; undefined when all have those of the indicator: none is
 * computed from rounded figures. What a source publishes is shown as it gives it.
 */
export function decimalsOf(
  cube: OpenCube,
  column: Column,
  numbers: ArrayLike<number>,
): Eventual<Int8Array | undefined> {
  const { indicator } = column;
  if (!restsOnRounded(cube, indicator)) return undefined;
  const isComputed = (number: number): boolean => {
    return !Number.isNaN(valueAt(column, number)) && stateAt(column, number) !== 'PUBLISHED';
  };
  if (!Array.from(numbers).some(isComputed)) return undefined;
  return after(roundedFigures(cube, column, numbers), (figures) => {
    if (figures.every((figure) => figure === undefined)) return undefined;
    return Int8Array.from(figures, (figure) => (figure ? decimalsOfFigure(indicator, figure) : indicator.decimals));
  });
}

/** Decimals that a figure supports, at most those of its indicator. */
export function decimalsOfFigure({ decimals }: Indicator, { isGiven, errors, value }: RoundedFigure): number {
  return isGiven ? decimals : supportedDecimals(errorSpan(errors), decimals, value);
}

/** Decimals that quantiles support: each is made of the two figures around it, and is no figure that a source gives. */
export function quantileDecimals(
  cube: OpenCube,
  column: Column,
  members: ArrayLike<number>,
  sorted: Float64Array,
  shares: readonly number[],
): Promise<readonly number[]> {
  const around = shares.map((share) => {
    const place = (sorted.length - 1) * share;
    return [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  });
  return decimalsOfValues(cube, column, members, around, (figure) => ({ ...figure, isGiven: false }));
}

/** Decimals that figures of some territories support, found by their values; of several values, those of the least precise. */
export async function decimalsOfValues(
  cube: OpenCube,
  column: Column,
  members: ArrayLike<number>,
  values: readonly (readonly number[])[],
  read: (figure: RoundedFigure) => RoundedFigure = (figure) => figure,
): Promise<readonly number[]> {
  const { indicator } = column;
  if (!restsOnRounded(cube, indicator)) return values.map(() => indicator.decimals);
  const wanted = new Set(values.flat());
  const holders = new Map<number, number>();
  for (let index = 0; index < members.length; index++) {
    const value = valueAt(column, members[index]!);
    if (wanted.has(value) && !holders.has(value)) holders.set(value, members[index]!);
  }
  const figures = await roundedFigures(cube, column, [...holders.values()]);
  const decimals = new Map(
    [...holders.keys()].map((value, index) => {
      const figure = figures[index];
      return [value, figure ? decimalsOfFigure(indicator, read(figure)) : indicator.decimals];
    }),
  );
  return values.map((some) => Math.min(...some.map((value) => decimals.get(value) ?? indicator.decimals)));
}

/** Whether a source of an indicator rounds its figures. */
export function restsOnRounded(cube: OpenCube, { formula }: Indicator): boolean {
  return measuresOf(formula).some((id) =>
    (cube.inputsOf.get(id) ?? []).some(({ source }) => source.rounding?.[id] !== undefined),
  );
}

function roundedFigure(
  cube: OpenCube,
  { formula }: Indicator,
  made: Made,
  errorOf: ErrorOf,
  isGiven: boolean,
): RoundedFigure | undefined {
  const { value, num, den } = made;
  if (!('numerator' in formula)) {
    const isOne = 'measure' in formula;
    const errors = weighed(made, errorOf, isOne ? [formula.measure] : formula.sum, isOne ? [] : formula.minus, 1);
    const { below, above } = bounds(errors);
    if (below + above === 0) return undefined;
    const isCount = isOne && isAdditive(cube.measures.get(formula.measure)!.nature);
    const low = isCount ? Math.max(0, value - below) : value - below;
    return { value, errors, isGiven, terms: undefined, bounds: { low, high: value + above } };
  }
  const { numerator, denominator, scale } = formula;
  const ofTerm = (ids: readonly string[]): readonly WeightedError[] => weighed(made, errorOf, ids, [], 1);
  const [over, under] = [bounds(ofTerm(numerator)), bounds(ofTerm(denominator))];
  if (over.below + over.above + under.below + under.above === 0 || num === null || den === null) return undefined;
  const errors = weighed(made, errorOf, numerator, denominator, num / den);
  return {
    value,
    errors: scaled(errors, scale / den),
    isGiven,
    terms: {
      numerator: supportedDecimals(errorSpan(ofTerm(numerator)), 0, num),
      denominator: supportedDecimals(errorSpan(ofTerm(denominator)), 0, den),
    },
    bounds:
      den - under.below <= 0
        ? undefined
        : {
            low: (scale * Math.max(0, num - over.below)) / (den + under.above),
            high: (scale * (num + over.above)) / (den - under.below),
          },
  };
}

/** Errors that weigh so much more, or on the other side. */
export function scaled(errors: readonly WeightedError[], factor: number): readonly WeightedError[] {
  return errors.map((error) => ({ ...error, weight: error.weight * factor }));
}

/** Errors of what is added and of what is taken; one of both, as when a part is divided by its whole, counts for the difference. */
function weighed(
  { parts }: Made,
  errorOf: ErrorOf,
  added: readonly string[],
  taken: readonly string[],
  weight: number,
): readonly WeightedError[] {
  const weights = new Map<string, number>();
  for (const id of added) weights.set(id, (weights.get(id) ?? 0) + 1);
  for (const id of taken) weights.set(id, (weights.get(id) ?? 0) - weight);
  return [...weights].flatMap(([id, one]) =>
    parts.flatMap(({ level, figures, of }) => {
      const error = of && !of.includes(id) ? undefined : errorOf(id, level);
      if (!error) return [];
      return [{ slack: error.slack, weight: one * error.weight, count: figures * error.terms }];
    }),
  );
}

/** As far as the true sum of so many figures may be, whatever chance says. */
function bounds(errors: readonly WeightedError[]): Slack {
  const at = (end: 'below' | 'above', other: 'below' | 'above'): number =>
    errors.reduce(
      (sum, { slack, weight, count }) => sum + count * Math.abs(weight) * (weight > 0 ? slack[end] : slack[other]),
      0,
    );
  return { below: at('below', 'above'), above: at('above', 'below') };
}
