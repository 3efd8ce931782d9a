import { fileName } from '../../export/file-name.ts';
import type { TrendQuery } from '../../graphql/generated.ts';
import { citing } from '../../indicators/citing.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';

export type TrendAnswer = TrendQuery['trend'];
export type TrendSeries = TrendAnswer['series'][number];

/** One indicator of one territory over the years: a curve, and a line of every table. */
export interface Curve extends TrendSeries {
  readonly id: string;
  readonly indicator: Indicator;
  /** Aligned with values, states, decimals and what these rest on. */
  readonly years: readonly number[];
  readonly breaks: TrendAnswer['breaks'];
}

/** The trends of one or several indicators, for the same territories. */
export interface Trends {
  readonly indicators: readonly Indicator[];
  readonly curves: readonly Curve[];
  /** Years of any of the curves, in order. */
  readonly years: readonly number[];
  readonly mandates: TrendAnswer['mandates'];
  readonly warnings: TrendAnswer['warnings'];
  readonly publication: TrendAnswer['publication'];
  readonly geography: TrendAnswer['geography'];
  readonly referenceVintage: TrendAnswer['referenceVintage'];
}

/** Puts the answers about several indicators together; undefined without one. */
export function maybeTrends(
  answers: readonly TrendAnswer[],
  indicatorOf: (id: string) => Indicator | undefined,
): Trends | undefined {
  const parts = answers.flatMap((answer) => {
    const indicator = indicatorOf(answer.indicator.id);
    return indicator ? [{ indicator, answer: withoutEmptyYears(answer) }] : [];
  });
  const [first] = parts;
  if (!first) return undefined;
  const years = new Set(parts.flatMap(({ answer }) => answer.years));
  const { publication, geography, referenceVintage, mandates } = first.answer;
  return {
    indicators: parts.map(({ indicator }) => indicator),
    curves: parts.flatMap(({ indicator, answer: { years: known, breaks, series } }) =>
      series.map((one) => ({ ...one, id: `${indicator.id} ${one.territory.id}`, indicator, years: known, breaks })),
    ),
    years: [...years].sort((left, right) => left - right),
    mandates,
    warnings: parts.flatMap(({ answer }) => answer.warnings),
    publication,
    geography,
    referenceVintage,
  };
}

/** A trend whose territories are told apart by their names. */
export function named(
  trend: TrendAnswer,
  toldApart: (territories: readonly TrendSeries['territory'][]) => readonly TrendSeries['territory'][],
): TrendAnswer {
  const territories = toldApart(trend.series.map(({ territory }) => territory));
  return {
    ...trend,
    series: trend.series.map((series, index) => ({ ...series, territory: territories[index] ?? series.territory })),
  };
}

/** The indicators of curves, each with the sources of the figures on them. */
export function citedIn({ indicators, curves, geography }: Trends): Indicator[] {
  return indicators.map((indicator) => {
    const own = curves.filter((curve) => curve.indicator === indicator);
    const levels = own.map(({ territory }) => territory.level);
    return citing(indicator, { levels, years: own.flatMap(({ years }) => years), geography });
  });
}

/** Name of a file that holds some curves, without its end. */
export function fileNameOf(kind: string, { curves, indicators, years, publication }: Trends): string {
  return fileName({
    kind,
    places: curves.map(({ territory: { name } }) => name),
    indicators: indicators.map(({ shortLabel }) => shortLabel),
    years,
    publication: publication.id,
  });
}

/** Names a curve by what tells it from the others. */
export function nameOf({ indicator, territory }: Curve, { indicators, curves }: Trends): string {
  if (indicators.length === 1) return territory.name;
  const alone = curves.every((other) => other.territory.id === territory.id);
  return alone ? indicator.shortLabel : `${territory.name} – ${indicator.shortLabel}`;
}

/** Can curves be read on the same axis as they are? */
export function isOneUnit({ indicators }: Trends): boolean {
  return new Set(indicators.map(({ unit }) => unit)).size === 1;
}

/** Years to which trends are continued, in order. */
export function yearsAhead({ curves }: Trends): readonly number[] {
  const years = curves.flatMap(({ projection }) => (projection?.points ?? []).map(({ year }) => year));
  return [...new Set(years)].sort((left, right) => left - right);
}

/** How trends are continued, each way once. */
export function methodsOf({ curves }: Trends): readonly string[] {
  return [...new Set(curves.flatMap(({ projection }) => projection?.method ?? []))];
}

/** Where a day stands on an axis of years: `2017-07-02` -> 2017.5. */
export function toDecimalYear(day: string): number {
  const year = Number(day.slice(0, 4));
  const start = Date.UTC(year, 0, 1);
  return year + (Date.parse(`${day.slice(0, 10)}T00:00:00Z`) - start) / (Date.UTC(year + 1, 0, 1) - start);
}

/** Leaves out the years that are not available for any of these territories: they would break every curve to say nothing. */
function withoutEmptyYears(answer: TrendAnswer): TrendAnswer {
  const kept = answer.years.flatMap((_, index) =>
    answer.series.some(({ states }) => states[index] !== 'NOT_AVAILABLE') ? [index] : [],
  );
  if (kept.length === 0 || kept.length === answer.years.length) return answer;
  const pick = <Item>(items: readonly Item[]): Item[] => kept.map((index) => items[index]!);
  return {
    ...answer,
    years: pick(answer.years),
    series: answer.series.map((series) => ({
      ...series,
      values: pick(series.values),
      states: pick(series.states),
      decimals: series.decimals && pick(series.decimals),
      coverage: pick(series.coverage),
      populationCoverage: series.populationCoverage && pick(series.populationCoverage),
      incompleteCommunes: series.incompleteCommunes && pick(series.incompleteCommunes),
    })),
  };
}
