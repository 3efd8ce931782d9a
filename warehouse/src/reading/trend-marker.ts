import { breaksBetween, type Indicator, yearsBetween } from '@boussole/schema';
import { mannKendall, medianSlope, type Point } from './mann-kendall.ts';
import { judge } from './significance.ts';
import type { TrendMarker } from './significance-answers.ts';

/** Figures that are shown and are no points. */
type LeftOut = Pick<TrendMarker, 'leftOut' | 'apportioned'>;

/** With fewer points no order of values is rare enough to be told from chance. */
const FEWEST = 5;
/** Points that a marker looks back on at most. */
const MOST = 10;
const RARE = 0.05;

/**
 * Says whether an indicator rises or falls over its last comparable points, at most 10: those that no break and no overlap of surveys
 * separates from the latest. `points` are whole figures in ascending years; `hasMoved` tells that communes joined or left meanwhile, and `others` how many
 * other figures are shown, that rest on a part of the territory or are shared out.
 */
export function trendMarker(
  indicator: Indicator,
  points: readonly Point[],
  hasMoved: boolean,
  others: LeftOut = { leftOut: 0, apportioned: 0 },
): TrendMarker {
  const kept = comparablePoints(indicator, points);
  const span = { from: kept[0]?.year, to: kept.at(-1)?.year, points: kept.length, ...others };
  if (kept.length < FEWEST)
    return { ...none(span), problem: 'TOO_FEW_POINTS', explanation: tooFew(kept.length, others) };
  if (hasMoved) return { ...none(span), problem: 'PERIMETER_CHANGED', explanation: MOVED };
  const { score, probability } = mannKendall(kept);
  const direction = probability >= RARE ? 'NO_TREND' : score > 0 ? 'RISING' : 'FALLING';
  // Prices rise: more euros of another year are not more.
  const isInEuros = indicator.unit === 'euro' && direction !== 'NO_TREND';
  const verdict = direction === 'NO_TREND' ? 'NOT_DIFFERENT' : direction === 'RISING' ? 'HIGHER' : 'LOWER';
  return {
    ...span,
    direction,
    judgement: isInEuros ? undefined : judge(verdict, indicator.polarity),
    slope: medianSlope(kept),
    probability,
    problem: undefined,
    explanation: `Test de Mann-Kendall sur ${kept.length} années comparables, de ${span.from} à ${span.to} : ${TOLD[direction]}.${isInEuros ? EUROS : ''}`,
    isInEuros,
  };
}

/** The last points that neither a break nor an overlap of surveys separates, at most 10, years apart or not. */
export function comparablePoints(indicator: Indicator, points: readonly Point[]): readonly Point[] {
  const kept: Point[] = [];
  for (const point of points.toReversed()) {
    const [next] = kept;
    if (next && breaksBetween(indicator, point.year, next.year).length > 0) break;
    if (kept.length < MOST && !(next && yearsBetween(indicator, point.year, next.year).overlap)) kept.unshift(point);
  }
  return kept;
}

function none(span: Pick<TrendMarker, 'from' | 'to' | 'points' | keyof LeftOut>) {
  return {
    ...span,
    direction: 'UNKNOWN',
    judgement: undefined,
    slope: undefined,
    probability: undefined,
    isInEuros: false,
  } as const;
}

function tooFew(points: number, { leftOut, apportioned }: LeftOut): string {
  const others =
    leftOut > 0
      ? ` ; ${leftOut} ${leftOut > 1 ? 'autres chiffres sont montrés mais ne portent' : 'autre chiffre est montré mais ne porte'} que sur une partie du territoire`
      : '';
  const shared =
    apportioned > 0
      ? ` ; ${apportioned} ${apportioned > 1 ? 'autres chiffres sont des estimations' : 'autre chiffre est une estimation'}, une part des chiffres de l’ancienne commune entière`
      : '';
  return `Il faut au moins ${FEWEST} années comparables pour parler de tendance, et il y en a ${points}${others}${shared}.`;
}

const EUROS = ' En euros courants, prix compris : ce n’est pas une amélioration ni une dégradation du niveau de vie.';
const MOVED = 'Des communes sont arrivées ou parties : lisez la géographie constante pour parler de tendance.';

const TOLD = {
  RISING: 'la hausse est trop régulière pour tenir au hasard (seuil de 5 %)',
  FALLING: 'la baisse est trop régulière pour tenir au hasard (seuil de 5 %)',
  NO_TREND: 'ni hausse ni baisse ne se distingue du hasard (seuil de 5 %)',
} as const;
