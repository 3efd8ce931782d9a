import { breaksBetween, type Indicator, type LocalizedText, PROJECTION, yearsBetween } from '@boussole/schema';
import { continueTrend } from './damped-trend.ts';
import { NO_QUANTITY } from './span.ts';
import type { Projection } from './trend-answers.ts';
import { comparablePoints } from './trend-marker.ts';

const FRENCH = new Intl.NumberFormat('fr-FR');
const ENGLISH = new Intl.NumberFormat('en-GB');

interface Measured {
  readonly year: number;
  readonly value: number;
}

/**
 * Continues the trend of an indicator over the `ahead` next years, from its latest comparable years at the same distance from each other: a year
 * apart, or as far as its surveys ask for. Says why when it cannot be.
 */
export function project(
  indicator: Indicator,
  measured: readonly Measured[],
  ahead: number,
  population: number | undefined,
): Projection {
  const refuse = (reason: LocalizedText): Projection => ({ points: [], from: undefined, reason });
  if (indicator.classes) return refuse(NO_QUANTITY);
  if (population === undefined || population < PROJECTION.fewestInhabitants) {
    const asked = PROJECTION.fewestInhabitants;
    return refuse({
      fr: `Prolonger une tendance n’a pas de sens sous ${FRENCH.format(asked)} habitants, ou sans population connue.`,
      en: `Continuing a trend makes no sense under ${ENGLISH.format(asked)} inhabitants, or without a known population.`,
    });
  }
  const base = comparableYears(indicator, measured);
  if (base.length < PROJECTION.fewestPoints) {
    return refuse(tooFew(base, comparablePoints(indicator, measured).length));
  }
  const step = base[1]!.year - base[0]!.year;
  const last = base.at(-1)!;
  const [cut] = breaksBetween(indicator, last.year, last.year + ahead);
  if (cut) {
    return refuse({
      fr: `La série est rompue en ${cut.year} (${cut.reason.fr}) : la prolonger au-delà n’a pas de sens.`,
      en: `The series breaks in ${cut.year} (${cut.reason.en}): continuing it beyond makes no sense.`,
    });
  }
  const points = continueTrend(
    base.map(({ value }) => value),
    Math.floor(ahead / step),
  ).map(({ value, low, high }, index) => {
    const bounded = (number: number): number => bound(indicator, base, number);
    return { year: last.year + (index + 1) * step, value: bounded(value), low: bounded(low), high: bounded(high) };
  });
  if (points.length === 0) {
    return refuse({
      fr: `Les années comparables de cet indicateur sont à ${step} ans l’une de l’autre.`,
      en: `The comparable years of this indicator are ${step} years apart.`,
    });
  }
  return { points, from: { first: base[0]!.year, last: last.year, count: base.length }, reason: undefined };
}

/** The marker of the same trend needs no even spacing: years that it counts and that do not follow one another are told. */
function tooFew(base: readonly Measured[], comparable: number): LocalizedText {
  const asked = PROJECTION.fewestPoints;
  const [first, last] = [base[0]?.year, base.at(-1)?.year];
  const span =
    base.length < 2 ? { fr: '', en: '' } : { fr: `, de ${first} à ${last}`, en: `, from ${first} to ${last}` };
  const isMore = comparable > base.length;
  return {
    fr: `Il faut au moins ${asked} années comparables et complètes qui se suivent régulièrement, sans trou, pour prolonger une tendance : il y en a ${base.length}${span.fr}${isMore ? `, sur ${comparable} années comparables en tout` : ''}.`,
    en: `At least ${asked} comparable and complete years that follow one another evenly, without a gap, are needed to continue a trend: there are ${base.length}${span.en}${isMore ? `, of ${comparable} comparable years in all` : ''}.`,
  };
}

/** From the latest year back, every year at the distance at which the indicator can be compared, as long as none is missing and nothing breaks. */
function comparableYears(indicator: Indicator, measured: readonly Measured[]): readonly Measured[] {
  const byYear = new Map(measured.map((point) => [point.year, point]));
  const last = measured.at(-1);
  if (!last) return [];
  let step = 1;
  while (yearsBetween(indicator, last.year - step, last.year).overlap) step++;
  const kept = [last];
  for (let year = last.year - step; ; year -= step) {
    const point = byYear.get(year);
    const overlaps = yearsBetween(indicator, year, year + step).overlap;
    if (!point || overlaps || breaksBetween(indicator, year, last.year).length > 0) return kept;
    kept.unshift(point);
  }
}

/** What never was below zero, or a share above the whole, is not continued there. */
function bound({ unit }: Indicator, base: readonly Measured[], number: number): number {
  const least = base.every(({ value }) => value >= 0) ? 0 : Number.NEGATIVE_INFINITY;
  const most = unit === 'percent' && base.every(({ value }) => value <= 100) ? 100 : Number.POSITIVE_INFINITY;
  return Math.min(most, Math.max(least, number));
}
