import {
  breaksBetween,
  type CellState,
  type Indicator,
  type LocalizedText,
  unbrokenSpan,
  yearsBetween,
} from '@boussole/schema';
import { enumerate, enumerateInEnglish } from '../territories/wording.ts';

/** Years looked ahead for one that will be comparable. */
const AHEAD = 20;

/**
 * Says why no change can be read over some years of a span that ends with `last`: none or one has a figure, a break parts them, or their
 * surveys overlap. Undefined when the widest pair of their latest unbroken part can be compared. `until` is the last year of a territory that ended.
 */
export function whyNoChange(
  indicator: Indicator,
  years: readonly number[],
  last: number,
  until = Number.POSITIVE_INFINITY,
): LocalizedText | undefined {
  if (indicator.classes) return NO_QUANTITY;
  const [first] = years;
  if (first === undefined) {
    return {
      fr: 'Aucune année chargée ne porte de chiffre sur cette période.',
      en: 'No loaded year has a figure over this period.',
    };
  }
  if (years.length === 1) {
    return {
      fr: `Une seule année porte un chiffre (${first}) : il en faut deux.`,
      en: `Only one year has a figure (${first}): two are needed.`,
    };
  }
  const span = unbrokenSpan(indicator, years);
  if (!span) {
    const [cut] = breaksBetween(indicator, first, years.at(-1)!);
    return {
      fr: `La série est rompue en ${cut!.year} (${cut!.reason.fr}) : il n’y a pas deux années comparables.`,
      en: `The series breaks in ${cut!.year} (${cut!.reason.en}): no two years can be compared.`,
    };
  }
  const [start, end] = span;
  if (!yearsBetween(indicator, start, end).overlap) return undefined;
  const next = Array.from({ length: AHEAD }, (_, index) => end + 1 + index).find(
    (year) => !yearsBetween(indicator, start, year).overlap,
  );
  const isInSpan = next !== undefined && next <= last;
  const advice =
    isInSpan && next > until
      ? {
          fr: 'Ce territoire n’existe plus : aucune année plus éloignée ne viendra.',
          en: 'This territory no longer exists: no year further away will come.',
        }
      : isInSpan
        ? { fr: `L’évolution se lira avec l’année ${next}.`, en: `The change will be read with the year ${next}.` }
        : {
            fr: 'Cette période est trop courte pour cet indicateur : comparez sur deux mandats.',
            en: 'This period is too short for this indicator: compare over two terms of office.',
          };
  return {
    fr: `Les enquêtes de ${start} et de ${end} se recouvrent : leur écart n’est pas une évolution. ${advice.fr}`,
    en: `The surveys of ${start} and ${end} overlap: their difference is not a change. ${advice.en}`,
  };
}

/** A figure of a year, or why there is none. */
export interface YearState {
  readonly year: number;
  readonly state: CellState;
}

/** Why no change can be read where no year has a figure, when figures are there that are not shown or cannot be made. */
export function whyNoFigure(years: readonly YearState[]): LocalizedText | undefined {
  const among = (...states: readonly CellState[]): readonly string[] =>
    years.filter(({ state }) => states.includes(state)).map(({ year }) => String(year));
  const secret = among('SECRET', 'SECRET_SECONDARY');
  if (secret.length > 0) {
    return {
      fr: `Le chiffre est secret en ${enumerate(secret)} : il n’y a pas d’évolution à lire.`,
      en: `The figure is secret in ${enumerateInEnglish(secret)}: there is no change to read.`,
    };
  }
  const unmade = among('NOT_AGGREGABLE');
  if (unmade.length === 0) return undefined;
  return {
    fr: `Le chiffre n’est pas agrégeable dans ce périmètre en ${enumerate(unmade)} : il n’y a pas d’évolution à lire.`,
    en: `The figure cannot be aggregated in these boundaries in ${enumerateInEnglish(unmade)}: there is no change to read.`,
  };
}

/** Why nothing is computed from or to the value that a source gives instead of anything below it. */
export function atFloor({ floor }: Indicator): LocalizedText {
  return {
    fr: `La valeur ${floor} est un plancher de publication : le niveau réel peut être plus bas, et l’écart avec elle ne se lit pas.`,
    en: `The value ${floor} is a floor of publication: the real level may be lower, and the difference from it cannot be read.`,
  };
}

/** Why no change is told from or to the share of a commune that was cut since. */
export const APPORTIONED: LocalizedText = {
  fr: 'Les chiffres d’avant la séparation sont une part, selon la population d’aujourd’hui, de ceux de l’ancienne commune entière : leur évolution serait la sienne, elle n’est pas donnée.',
  en: 'Figures before the split are a share, by today’s population, of those of the whole former commune: their change would be its own, and is not told.',
};

/** Why nothing is computed of a class. */
export const NO_QUANTITY: LocalizedText = {
  fr: 'Une classe n’est pas une quantité : son écart d’une année à l’autre n’est pas une évolution.',
  en: 'A class is no quantity: its difference from one year to the next is not a change.',
};
