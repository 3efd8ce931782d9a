import { type Coverage, type Indicator, withMinus } from '@boussole/schema';
import { enumerate, plural } from '../territories/wording.ts';
import { coveredPercent } from './covered-percent.ts';
import { roundTo } from './round-to.ts';
import type { PerimeterPart, TrendChange } from './trend-answers.ts';

/** All are named when one more would be « 1 autre ». */
const COMMUNES_NAMED = 4;

/**
 * Says a change in French, with what joined and left: « +18,0 % de 2016 à 2022 (+1 240), dont +11,0 points dus à 3 communes qui ont rejoint (A, B
 * et C). ». Points are hundredths of `start`, the first value; parts that nobody knows are told apart.
 */
export function tellChange(
  { unit }: Indicator,
  { from, to, shown, relative, perimeterParts, decimals, relativeDecimals, over }: Omit<TrendChange, 'sentence'>,
  start: number,
): string {
  const amount = unit === 'percent' ? points(shown, decimals) : signed(shown, decimals);
  const head =
    relative === undefined || unit === 'percent'
      ? `${amount} de ${from} à ${to}`
      : `${signed(relative, relativeDecimals)} % de ${from} à ${to} (${amount})`;
  const told = [true, false].flatMap((joined) => {
    const side = perimeterParts.filter((part) => part.joined === joined);
    const [known, unknown] = [side.filter(isKnown), side.filter((part) => !isKnown(part))];
    const sum = known.reduce((whole, { value }) => whole + value!, 0);
    const share = (100 * sum) / start;
    const part = start === 0 ? signed(sum, decimals) : points(share, relativeDecimals);
    const due = isSeveral(start === 0 ? sum : share, start === 0 ? 1 : relativeDecimals) ? 'dus' : 'dû';
    return [
      ...(known.length > 0 ? [`${part} ${due} à ${tellMoved(known)}`] : []),
      ...(unknown.length > 0 ? [`une part inconnue due à ${tellMoved(unknown)}`] : []),
    ];
  });
  const parts = told.length > 0 ? `, dont ${enumerate(told)}` : '';
  // Prices are a part of the change.
  const nominal = unit === 'euro' ? ', en euros courants' : '';
  return `${head}${nominal}${over ? tellCommon(over) : ''}${parts}.`;
}

const NUMBER = new Intl.NumberFormat('fr-FR');
const SHARE = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 });

function tellCommon({ communes, communesTotal, population }: Coverage): string {
  const share = population === undefined ? '' : ` (${SHARE.format(coveredPercent(population, 2))} % de la population)`;
  return `, sur les ${NUMBER.format(communes)} communes des ${NUMBER.format(communesTotal)} qui ont un chiffre les deux années${share}`;
}

function isKnown({ value }: PerimeterPart): boolean {
  return value !== undefined;
}

/** « 3 communes qui ont rejoint (A, B et C) ». */
function tellMoved(moved: readonly PerimeterPart[]): string {
  const verb = moved[0]!.joined
    ? plural(moved.length, 'qui a rejoint', 'qui ont rejoint')
    : plural(moved.length, 'qui est partie', 'qui sont parties');
  const named = moved.slice(0, moved.length > COMMUNES_NAMED + 1 ? COMMUNES_NAMED : moved.length).map(nameOf);
  const others = moved.length - named.length;
  const names = enumerate(others > 0 ? [...named, `${others} ${plural(others, 'autre', 'autres')}`] : named);
  return `${moved.length} ${plural(moved.length, 'commune', 'communes')} ${verb} (${names})`;
}

function nameOf({ territory, code, joined, isCut }: PerimeterPart): string {
  const name = territory?.name ?? code;
  return joined && isCut ? `${name}, en partie` : name;
}

function points(value: number, digits: number): string {
  return `${signed(value, digits)} ${isSeveral(value, digits) ? 'points' : 'point'}`;
}

/** French counts several from 2, as written. */
function isSeveral(value: number, digits: number): boolean {
  return Math.abs(roundTo(value, digits)) >= 2;
}

const FORMATS = new Map<number, Intl.NumberFormat>();

/** « +1 240 », « environ +1 200 » where tens and units are not known. */
function signed(value: number, digits: number): string {
  const shown = Math.max(0, digits);
  const format =
    FORMATS.get(shown) ??
    new Intl.NumberFormat('fr-FR', {
      minimumFractionDigits: shown,
      maximumFractionDigits: shown,
      signDisplay: 'exceptZero',
    });
  FORMATS.set(shown, format);
  return digits < 0 ? `environ ${withMinus(format.format(roundTo(value, digits)))}` : withMinus(format.format(value));
}
