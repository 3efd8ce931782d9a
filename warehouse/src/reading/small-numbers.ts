import { SMALL_NUMBER, type Warning } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { enumerate, enumerateInEnglish } from '../territories/wording.ts';
import type { CellCensus } from './cell-census.ts';

/** Beyond, they are not told one by one. */
const MOST = 1_000;
/** How many indicators are named. */
const NAMED = 5;

/** Says how many of the rates shown rest on fewer than `SMALL_NUMBER` cases, and which; figures without counts behind have no such caution. */
export function smallNumbers(
  { numbering }: OpenCube,
  { count, indicators, first }: CellCensus['small'],
): readonly Warning[] {
  if (count === 0) return [];
  // A territory may have few cases of several.
  const examples = [...new Set(first.map(({ number, year }) => `${numbering.at(number).name} ${year}`))];
  const names = [...indicators].map(({ shortLabel }) => shortLabel);
  const others = names.length - NAMED;
  const rates = [
    ...names.slice(0, NAMED).map(({ fr }) => fr),
    ...(others > 0 ? [plural(others, 'autre', 'autres')] : []),
  ];
  const englishRates = [
    ...names.slice(0, NAMED).map(({ en }) => en),
    ...(others > 0 ? [plural(others, 'other', 'others')] : []),
  ];
  const told =
    count > MOST ? `Plus de ${THOUSANDS.format(MOST)} taux reposent` : plural(count, 'taux repose', 'taux reposent');
  const englishTold = count > MOST ? 'More than 1,000 rates rest' : plural(count, 'rate rests', 'rates rest');
  const more = count > first.length ? '…' : '';
  return [
    {
      code: 'SMALL_NUMBERS',
      message: `Petits nombres : ${told} sur moins de ${SMALL_NUMBER} cas (${enumerate(examples)}${more}) : ${enumerate(rates)}. Un écart peut n’être que le hasard : lisez le taux avec son intervalle, que donne l’explication du chiffre, ou lisez le chiffre de l’EPCI.`,
      english: `Small numbers: ${englishTold} on fewer than ${SMALL_NUMBER} cases (${enumerateInEnglish(examples)}${more}): ${enumerateInEnglish(englishRates)}. A gap may be mere chance: read the rate with its interval, which the explanation of the figure gives, or read the figure of the EPCI.`,
      indicators: names,
    },
  ];
}

const THOUSANDS = new Intl.NumberFormat('fr-FR');

function plural(count: number, one: string, several: string): string {
  return `${count} ${count > 1 ? several : one}`;
}
