import type { CellState, Unit } from './graphql/generated.ts';

/** Language of the reader; every function of this file takes it and reads nothing else. */
export type Locale = 'fr' | 'en';

/** What is needed to write the values of an indicator. */
export interface Quantity {
  readonly unit: Unit;
  /** −1 for tens, −2 for hundreds: what is computed from rounded figures is not known further. */
  readonly decimals: number;
  /** What values stand for, when they are no quantities. */
  readonly classes?: readonly { readonly value: number; readonly label: string }[] | null | undefined;
}

/** The same quantity with the decimals that a figure supports, when fewer than its indicator has; several figures have those of the least precise. */
export function precise<Q extends Quantity>(quantity: Q, ...supported: readonly (number | null | undefined)[]): Q {
  const decimals = Math.min(quantity.decimals, ...supported.map((own) => own ?? quantity.decimals));
  return decimals === quantity.decimals ? quantity : { ...quantity, decimals };
}

const TAG: Record<Locale, string> = { fr: 'fr-FR', en: 'en-GB' };
const MINUS = '\u2212';
const ABOUT = '≈';
const THIN = '\u202f';
const NO_BREAK = '\u00a0';

/** Writes a number: narrow no-break spaces and decimal comma in French, true minus sign in both; to the tens or hundreds below 0 decimals. */
export function formatNumber(locale: Locale, value: number, decimals = 0): string {
  return decimals < 0
    ? withMinus(numberFormat(locale, 0).format(roundTo(value, decimals)))
    : withMinus(numberFormat(locale, decimals).format(value));
}

const numberFormats = new Map<string, Intl.NumberFormat>();

/** Making a formatter costs a hundred times more than using it, and a grid writes thousands of numbers. */
function numberFormat(locale: Locale, decimals: number): Intl.NumberFormat {
  const key = `${locale} ${decimals}`;
  const known = numberFormats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(TAG[locale], { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  numberFormats.set(key, made);
  return made;
}

/** Writes a value with its unit: `12,3 %`, `21 450 €`, `2,15`, `522 250`, and `≈ 12 300` where tens and units are not known. */
export function formatValue(locale: Locale, value: number, quantity: Quantity): string {
  const text = formatUnmarked(locale, value, quantity);
  return quantity.decimals < 0 && quantity.unit !== 'YEAR' ? `${ABOUT}${THIN}${text}` : text;
}

function formatUnmarked(locale: Locale, value: number, { unit, decimals, classes }: Quantity): string {
  const named = classes?.find((one) => one.value === value);
  if (named) return named.label;
  if (unit === 'YEAR') return String(Math.round(value));
  const number = formatNumber(locale, value, decimals);
  if (unit === 'PERCENT') return locale === 'fr' ? `${number}${THIN}%` : `${number}%`;
  if (unit === 'EURO') return locale === 'fr' ? `${number}${THIN}€` : prefixed(number, '€');
  return number;
}

/** Writes a value in few characters, for axes: `1,2 M`, `520 k`, `12,3 %`. */
export function formatCompact(locale: Locale, value: number, { unit, decimals }: Quantity): string {
  if (unit === 'YEAR' || unit === 'PERCENT' || Math.abs(value) < 10_000) {
    return formatValue(locale, value, { unit, decimals: Number.isInteger(value) ? 0 : Math.max(decimals, 1) });
  }
  const number = withMinus(
    new Intl.NumberFormat(TAG[locale], { notation: 'compact', maximumFractionDigits: 1 }).format(value),
  ).replaceAll('\u00a0', THIN);
  if (unit !== 'EURO') return number;
  return locale === 'fr' ? `${number}${THIN}€` : prefixed(number, '€');
}

/** Writes a value along an axis: short, with as many decimals as tell it from those a step away. */
export function formatOnAxis(locale: Locale, value: number, quantity: Quantity, step: number): string {
  const needed = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  const thousand = Math.abs(value) < 1e6 ? 1e3 : Math.abs(value) < 1e9 ? 1e6 : 1e9;
  const isShort = Math.abs(value) < 10_000 || step >= thousand / 10;
  if (isShort && needed <= Math.max(1, quantity.decimals)) return formatCompact(locale, value, quantity);
  return formatValue(locale, value, { ...quantity, decimals: needed });
}

/** Writes a difference between two values with its sign; percentages differ by points. */
export function formatDifference(locale: Locale, value: number, quantity: Quantity): string {
  // Classes have no difference.
  if (quantity.classes) return '–';
  const rounded = roundTo(value, quantity.decimals);
  const sign = (quantity.decimals < 0 ? `${ABOUT}${THIN}` : '') + (rounded > 0 ? '+' : '');
  if (quantity.unit !== 'PERCENT') return sign + formatUnmarked(locale, rounded, quantity);
  const unit =
    locale === 'fr' ? (Math.abs(rounded) < 2 ? 'point' : 'points') : Math.abs(rounded) === 1 ? 'point' : 'points';
  return `${sign}${formatNumber(locale, rounded, quantity.decimals)}\u00a0${unit}`;
}

/** A figure, with the decimals that it supports; without, those of its indicator. */
export interface Shown {
  readonly value: number;
  readonly decimals?: number | null | undefined;
}

/** The difference of two figures as they are shown: what subtracting one from the other on the screen gives. */
export function differenceShown(quantity: Quantity, figure: Shown, from: Shown): number {
  const asShown = ({ value, decimals }: Shown): number => roundTo(value, precise(quantity, decimals).decimals);
  return roundTo(asShown(figure) - asShown(from), precise(quantity, figure.decimals, from.decimals).decimals);
}

/** Writes a relative change in percent, with its sign, and no more decimals than it supports. */
export function formatChange(locale: Locale, percent: number, supported = 1): string {
  const decimals = Math.min(supported, Math.abs(percent) >= 100 ? 0 : 1);
  const rounded = roundTo(percent, decimals);
  const sign = (decimals < 0 ? `${ABOUT}${THIN}` : '') + (rounded > 0 ? '+' : '');
  return sign + formatUnmarked(locale, rounded, { unit: 'PERCENT', decimals });
}

/** Writes a share (0 to 1) as a percentage. A share that is not whole never reads « 100 % », nor a small one « 0 % ». */
export function formatShare(locale: Locale, share: number): string {
  const percent = share * 100;
  if (share === 0 || share === 1) return formatValue(locale, percent, { unit: 'PERCENT', decimals: 0 });
  if (share > 0 && percent < 0.1) return `<${NO_BREAK}${formatValue(locale, 0.1, { unit: 'PERCENT', decimals: 1 })}`;
  const shown = share < 1 ? Math.min(percent, 99.99) : percent;
  return formatValue(locale, shown, { unit: 'PERCENT', decimals: shown > 99.9 && shown < 100 ? 2 : 1 });
}

/** Writes the share (0 to 1) of its communes or of their population that a figure rests on, in tenths as the cautions that come with it do: never all when it is not. */
export function formatCoverage(locale: Locale, share: number): string {
  return formatShare(locale, share < 1 ? Math.min(share, 0.999) : share);
}

/** Writes a percentile (0 to 100) in whole percents: never all of a group when it is not, nor none when there are some. */
export function formatPercentile(locale: Locale, percentile: number): string {
  const shown = percentile <= 0 || percentile >= 100 ? percentile : Math.min(Math.max(Math.round(percentile), 1), 99);
  return formatValue(locale, shown, { unit: 'PERCENT', decimals: 0 });
}

/** Writes a rank: `1er`, `2e`; `1st`, `2nd`. */
export function formatRank(locale: Locale, rank: number): string {
  const number = formatNumber(locale, rank);
  if (locale === 'fr') return rank === 1 ? `${number}er` : `${number}e`;
  const suffix = { one: 'st', two: 'nd', few: 'rd', many: 'th', zero: 'th', other: 'th' };
  return number + suffix[new Intl.PluralRules('en', { type: 'ordinal' }).select(rank)];
}

/** Writes a day (`2017-01-01`) in words, or that of a moment (`2017-01-01T23:30:00Z`) in mainland France. */
export function formatDay(locale: Locale, day: string): string {
  const timeZone = day.includes('T') ? 'Europe/Paris' : 'UTC';
  return new Intl.DateTimeFormat(TAG[locale], { dateStyle: 'long', timeZone })
    .format(new Date(day))
    .replace(/^1 /, locale === 'fr' ? '1er ' : '1 ');
}

/** Writes a moment with its hour, in the time of mainland France. */
export function formatMoment(locale: Locale, moment: string): string {
  return new Intl.DateTimeFormat(TAG[locale], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Paris',
  }).format(new Date(moment));
}

/** Writes the first and last of a list of years: `2016–2023`. */
export function formatYears(years: readonly number[]): string {
  const first = Math.min(...years);
  const last = Math.max(...years);
  if (years.length === 0) return '';
  return first === last ? String(first) : `${first}–${last}`;
}

/** How a state without a value is shown in a cell, named in full, and read aloud. */
export interface StateWords {
  readonly mark: string;
  readonly label: string;
  readonly spoken: string;
}

const STATE_WORDS: Record<Locale, Record<CellState, StateWords>> = {
  fr: {
    PUBLISHED: { mark: '', label: 'Publié par la source', spoken: 'chiffre publié par la source' },
    COMPUTED: { mark: '', label: 'Calculé', spoken: 'chiffre calculé par Boussole' },
    ESTIMATED: { mark: '≈', label: 'Estimé', spoken: 'chiffre estimé' },
    SECRET: {
      mark: 'secret',
      label: 'Secret statistique',
      spoken: 'secret statistique, chiffre masqué par la source ou dont elle masque trop de parties',
    },
    SECRET_SECONDARY: {
      mark: 'secret',
      label: 'Secret secondaire',
      spoken: 'secret secondaire, chiffre masqué par Boussole pour en protéger un autre',
    },
    NOT_AGGREGABLE: {
      mark: 'non agrégeable',
      label: 'Non agrégeable',
      spoken: 'non agrégeable, cette mesure ne s’additionne pas d’une commune à l’autre',
    },
    NOT_AVAILABLE: { mark: 'n. d.', label: 'Non disponible', spoken: 'n. d., chiffre non disponible' },
    NOT_APPLICABLE: { mark: 'sans objet', label: 'Sans objet', spoken: 'sans objet pour ce territoire' },
    RESTRICTED: {
      mark: 'réservé',
      label: 'Réservé par une convention',
      spoken: 'réservé, chiffre sous convention hors de vos territoires',
    },
  },
  en: {
    PUBLISHED: { mark: '', label: 'Published by the source', spoken: 'figure published by the source' },
    COMPUTED: { mark: '', label: 'Computed', spoken: 'figure computed by Boussole' },
    ESTIMATED: { mark: '≈', label: 'Estimated', spoken: 'estimated figure' },
    SECRET: {
      mark: 'secret',
      label: 'Statistical secrecy',
      spoken: 'statistical secrecy, figure hidden by the source, or of which it hides too many parts',
    },
    SECRET_SECONDARY: {
      mark: 'secret',
      label: 'Secondary secrecy',
      spoken: 'secondary secrecy, figure hidden by Boussole to protect another',
    },
    NOT_AGGREGABLE: {
      mark: 'no sum',
      label: 'Cannot be aggregated',
      spoken: 'no sum, this measure cannot be added up over communes',
    },
    NOT_AVAILABLE: { mark: 'n/a', label: 'Not available', spoken: 'n/a, figure not available' },
    NOT_APPLICABLE: { mark: 'not applicable', label: 'Not applicable', spoken: 'not applicable to this territory' },
    RESTRICTED: {
      mark: 'restricted',
      label: 'Restricted by a convention',
      spoken: 'restricted, figure under a convention outside your territories',
    },
  },
};

/** Gives the words for a state: short mark for a cell, full label, sentence for a screen reader. */
export function stateWords(locale: Locale, state: CellState): StateWords {
  return STATE_WORDS[locale][state];
}

/** What a figure rests on when that is not the whole. */
export interface PartialSum {
  /** Share of the communes, 0 to 1, when some have no figure. */
  readonly communes?: number | undefined;
  /** Share of the population that those hold, 0 to 1; undefined when nobody knows. */
  readonly population?: number | undefined;
  /** Number of communes of which the source hides some parts (IRIS). */
  readonly incomplete?: number | undefined;
}

/** How full the mark of a partial figure is, 0 to 1: by population, which decides whether a sum is shown; half when nothing tells. */
export function partialShare({ communes, population }: PartialSum): number {
  return population ?? communes ?? 0.5;
}

/** Words for a figure that rests on part of what it should: short mark and full label. */
export function partialWords(
  locale: Locale,
  { communes, population, incomplete }: PartialSum,
): { readonly mark: string; readonly label: string } {
  const [ofCommunes, ofPopulation] = [communes, population].map((share) =>
    share === undefined ? undefined : formatCoverage(locale, share),
  );
  const several = incomplete === undefined ? '' : formatNumber(locale, incomplete);
  if (locale === 'fr') {
    const told = [
      ...(ofPopulation ? [`repose sur ${ofPopulation} de la population (${ofCommunes} des communes)`] : []),
      ...(!ofPopulation && ofCommunes ? [`repose sur ${ofCommunes} des communes`] : []),
      ...(incomplete
        ? [`la source masque des parties (IRIS) ${incomplete > 1 ? `de ${several} communes` : 'd’une commune'}`]
        : []),
    ];
    return { mark: 'partiel', label: `Chiffre partiel : ${told.join(' ; ')}` };
  }
  const told = [
    ...(ofPopulation ? [`rests on ${ofPopulation} of the population (${ofCommunes} of the communes)`] : []),
    ...(!ofPopulation && ofCommunes ? [`rests on ${ofCommunes} of the communes`] : []),
    ...(incomplete
      ? [`the source hides parts (IRIS) of ${incomplete > 1 ? `${several} communes` : 'one commune'}`]
      : []),
  ];
  return { mark: 'partial', label: `Partial figure: ${told.join('; ')}` };
}

/** Words for a rate that rests on few cases. */
export function fewCasesWords(locale: Locale): string {
  return locale === 'fr'
    ? 'moins de 20 cas : ce taux varie beaucoup par hasard, son explication dit entre quelles valeurs'
    : 'fewer than 20 cases: chance moves this rate a lot, its explanation says between which values';
}

const NEAREST: Record<Locale, readonly string[]> = {
  fr: ['à la dizaine', 'à la centaine', 'au millier', 'à la dizaine de milliers', 'à la centaine de milliers'],
  en: ['to the nearest ten', 'to the nearest hundred', 'to the nearest thousand', 'to the nearest ten thousand'],
};

/** Words for a figure of which tens or units are not known: « arrondi à la centaine »; undefined for the others. */
export function roundedWords(locale: Locale, { unit, decimals }: Quantity): string | undefined {
  if (decimals >= 0 || unit === 'YEAR') return undefined;
  const nearest = NEAREST[locale][-decimals - 1] ?? NEAREST[locale].at(-1);
  return `${locale === 'fr' ? 'arrondi' : 'rounded'} ${nearest}`;
}

/** Writes a cell on one line: its value when it has one, else the mark of its state. Zero stays `0`. */
export function formatCell(
  locale: Locale,
  value: number | null | undefined,
  state: CellState,
  quantity: Quantity,
): string {
  const { mark } = stateWords(locale, state);
  if (value === null || value === undefined || Number.isNaN(value))
    return mark || stateWords(locale, 'NOT_AVAILABLE').mark;
  const text = formatValue(locale, value, quantity);
  return mark && !text.startsWith(mark) ? `${mark}${THIN}${text}` : text;
}

/** Says a cell in full, for a screen reader, beginning with what is shown: `≈ 12,3 %, chiffre estimé`. */
export function speakCell(
  locale: Locale,
  value: number | null | undefined,
  state: CellState,
  quantity: Quantity,
): string {
  const { spoken } = stateWords(locale, state);
  if (value === null || value === undefined || Number.isNaN(value)) return spoken;
  const text = formatCell(locale, value, state, quantity);
  return [text, ...(state === 'ESTIMATED' ? [spoken] : []), roundedWords(locale, quantity) ?? []].flat().join(', ');
}

function withMinus(text: string): string {
  return text.replace('-', MINUS);
}

function prefixed(number: string, symbol: string): string {
  return number.startsWith(MINUS) ? `${MINUS}${symbol}${number.slice(1)}` : `${symbol}${number}`;
}

/** Rounds to some decimals, tens (−1) or hundreds (−2), halves away from zero as written; never −0. */
export function roundTo(value: number, decimals: number): number {
  const unit = 10 ** -decimals;
  const rounded =
    decimals < 0 ? Math.sign(value) * Math.round(Math.abs(value) / unit) * unit : Number(value.toFixed(decimals));
  return rounded === 0 ? 0 : rounded;
}
