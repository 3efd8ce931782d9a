import { type Curve, isOneUnit, type Trends } from './curves.ts';

/**
 * The year in which curves are 100: the first of those that the most curves have; undefined where they are read as they are, or have no
 * year in common. Several units have no other axis.
 */
export function maybeBaseYear(trends: Trends, base100: boolean): number | undefined {
  if (!base100 && isOneUnit(trends)) return undefined;
  const { curves, years } = trends;
  const drawn = curves.filter(hasValues);
  const countIn = (year: number): number => drawn.filter((curve) => valueIn(curve, year)).length;
  const most = Math.max(0, ...years.map(countIn));
  return most < Math.min(2, drawn.length) || most === 0 ? undefined : years.find((year) => countIn(year) === most);
}

/** Why curves are 100 in another year than the first: it is the first that all of them have, or that the most have; undefined when it is the first. */
export function maybeBaseReason({ curves, years }: Trends, baseYear: number): 'ALL' | 'MOST' | undefined {
  const drawn = curves.filter(hasValues);
  const first = years.find((year) => drawn.some((curve) => valueIn(curve, year) != null));
  if (first === baseYear) return undefined;
  return drawn.every((curve) => valueIn(curve, baseYear)) ? 'ALL' : 'MOST';
}

/** By what the figures of a curve are multiplied to be 100 in a year; NaN without a figure then, or with none but zero. */
export function factorOf(curve: Curve, baseYear: number): number {
  return 100 / (valueIn(curve, baseYear) || Number.NaN);
}

/** Undefined in a year that the indicator has not, null where there is no figure. */
export function valueIn({ years, values }: Pick<Curve, 'years' | 'values'>, year: number): number | null | undefined {
  const index = years.indexOf(year);
  return index === -1 ? undefined : (values[index] ?? null);
}

export function hasValues({ values }: Curve): boolean {
  return values.some((value) => value !== null);
}
