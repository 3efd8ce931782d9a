import { ckmeans } from 'simple-statistics';
import { roundTo } from '../../format.ts';
import type { ClassMethod } from '../../url.ts';

/** One class of a map: the values above `from` and up to `to`; the first has no `from`, the last no `to`. */
export interface ValueClass {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly count: number;
}

export interface Classes {
  readonly bounds: readonly number[];
  readonly list: readonly ValueClass[];
  /** Around a benchmark: index of the last class that is not above it, −1 when all are; undefined for other methods. */
  readonly centre: number | undefined;
  /** Index of the class of a value. */
  of(value: number): number;
}

export interface ClassQuestion {
  /** Values that bounds are chosen from: those shown by every map that shares the scale; hidden ones have no part in it. */
  readonly values: readonly number[];
  /** Values of this map, that classes count. */
  readonly own: readonly number[];
  readonly method: ClassMethod;
  readonly count: number;
  /** Bounds that the reader typed. */
  readonly manual: readonly number[];
  /** What values are compared with. */
  readonly benchmark: number | undefined;
  /** Of bounds: those that most figures support. */
  readonly decimals: number;
  /** Of values as they are written, at most; as many as bounds unless told otherwise. */
  readonly finest?: number;
}

/** Number of classes on each side of a benchmark. */
export const SIDE = 3;

/**
 * Cuts values into classes. Values and bounds are rounded as they are written, so that a figure never seems to be in the wrong class; bounds
 * that fall together make fewer classes.
 */
export function toClasses(question: ClassQuestion): Classes {
  const round = (value: number): number => roundTo(value, question.decimals);
  const written = (value: number): number => roundTo(value, question.finest ?? question.decimals);
  const values = question.values.map(written).sort((left, right) => left - right);
  const bounds = [...new Set(boundsOf({ ...question, values, exact: question.values }).map(round))].sort(
    (left, right) => left - right,
  );
  const last = values.at(-1) ?? 0;
  const around =
    question.method === 'BENCHMARK' && question.benchmark !== undefined ? round(question.benchmark) : undefined;
  const kept =
    question.method === 'MANUAL'
      ? bounds
      : around === undefined
        ? bounds.filter((bound) => bound < last)
        : withoutEmpty(bounds, around, values);
  const of = (value: number): number => {
    const rounded = written(value);
    const index = kept.findIndex((bound) => rounded <= bound);
    return index < 0 ? kept.length : index;
  };
  const counts = new Array<number>(kept.length + 1).fill(0);
  for (const value of question.own) counts[of(value)] = (counts[of(value)] ?? 0) + 1;
  return {
    bounds: kept,
    of,
    list: counts.map((count, index) => ({ from: kept[index - 1], to: kept[index], count })),
    centre: around === undefined ? undefined : centreOf(kept, around, last),
  };
}

/** Bounds around a benchmark, without those that would make a class of nothing: it joins the class further from the benchmark. */
function withoutEmpty(bounds: readonly number[], benchmark: number, sorted: readonly number[]): readonly number[] {
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return bounds;
  const within = bounds.filter((bound) => first <= bound && bound < last);
  const below = within.filter((bound, index) => {
    const next = within[index + 1];
    return bound >= benchmark || next === undefined || sorted.some((value) => bound < value && value <= next);
  });
  return below.filter((bound, index) => {
    const before = below[index - 1];
    return bound <= benchmark || before === undefined || sorted.some((value) => before < value && value <= bound);
  });
}

function centreOf(bounds: readonly number[], benchmark: number, last: number): number {
  const at = bounds.indexOf(benchmark);
  if (at >= 0) return at;
  return last <= benchmark ? bounds.length : -1;
}

interface BoundsQuestion extends ClassQuestion {
  /** The values before they were rounded. */
  readonly exact: readonly number[];
}

function boundsOf({ values, exact, method, count, manual, benchmark }: BoundsQuestion): readonly number[] {
  const first = values[0];
  const last = values.at(-1);
  if (first === undefined || last === undefined) return method === 'MANUAL' ? manual : [];
  switch (method) {
    case 'MANUAL':
      return manual;
    case 'EQUAL':
      return equalParts(exact, count);
    case 'JENKS':
      return ckmeans([...values], Math.min(count, new Set(values).size))
        .slice(0, -1)
        .flatMap((cluster) => cluster.at(-1) ?? []);
    case 'BENCHMARK':
      return benchmark === undefined ? quantiles(values, count) : around(values, benchmark);
    case 'QUANTILES':
      return quantiles(values, count);
  }
}

function equalParts(values: readonly number[], count: number): readonly number[] {
  const [least, most] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)] as const, [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as const);
  return upTo(count - 1).map((step) => least + ((most - least) * step) / count);
}

function quantiles(sorted: readonly number[], count: number): readonly number[] {
  return upTo(count - 1).flatMap((step) => sorted[Math.ceil((step * sorted.length) / count) - 1] ?? []);
}

/** The benchmark, and as many bounds at the same distances below and above it: thirds of the differences to it. */
function around(values: readonly number[], benchmark: number): readonly number[] {
  const distances = values.map((value) => Math.abs(value - benchmark)).sort((left, right) => left - right);
  const steps = quantiles(distances, SIDE).filter((distance) => distance > 0);
  return [...steps.map((step) => benchmark - step), benchmark, ...steps.map((step) => benchmark + step)];
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => index + 1);
}
