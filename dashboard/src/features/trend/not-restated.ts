import { valueIn } from './base.ts';
import type { Curve, TrendAnswer, Trends } from './curves.ts';

/** Curves that lack the same figures, and of which the other geography shows the same. */
export interface NotRestated {
  readonly curves: readonly Curve[];
  /** Years in which a figure in constant geography cannot be made of those that were published. */
  readonly years: readonly number[];
  /** Those of them that have a figure as published; undefined while that is not known. */
  readonly published: readonly number[] | undefined;
}

/** Says of which curves, and when, figures cannot be made in constant geography. `answers` are the same trends as published, once they have come. */
export function notRestatedIn(
  { curves, geography }: Pick<Trends, 'curves' | 'geography'>,
  answers?: readonly TrendAnswer[],
): readonly NotRestated[] {
  if (geography !== 'CONSTANT') return [];
  const groups = new Map<string, NotRestated>();
  for (const curve of curves) {
    const years = curve.years.filter((_, index) => curve.states[index] === 'NOT_AGGREGABLE');
    if (years.length === 0) continue;
    const published = maybePublished(curve, answers);
    const group = { curves: [curve], years, published: published && years.filter((year) => published.includes(year)) };
    const key = [group.years, group.published].join(' ');
    groups.set(key, { ...group, curves: [...(groups.get(key)?.curves ?? []), curve] });
  }
  return [...groups.values()];
}

/** Years of a curve that have a figure as published; undefined without the answer that tells them. */
function maybePublished(
  { indicator, territory }: Curve,
  answers: readonly TrendAnswer[] | undefined,
): readonly number[] | undefined {
  const answer = answers?.find((one) => one.geography === 'PUBLISHED' && one.indicator.id === indicator.id);
  const series = answer?.series.find((one) => one.territory.id === territory.id);
  if (!answer || !series) return undefined;
  return answer.years.filter((year) => valueIn({ years: answer.years, values: series.values }, year) != null);
}
