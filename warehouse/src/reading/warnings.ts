import { CELL_STATES, hasValue, type Indicator, type LocalizedText, type Warning } from '@boussole/schema';
import { mergedOutside } from '../composed/merged-outside.ts';
import type { OpenCube } from '../cube/open-cube.ts';
import { maybeSelection } from '../cube/rows.ts';
import { rulesOf } from '../cube/source-rules.ts';
import { enumerate, enumerateInEnglish } from '../territories/wording.ts';
import { censusOf, eachOnce, type PartialFigure, type PartialFigures, takeCensus } from './cell-census.ts';
import { type Column, showsSeveral, stateAt } from './columns.ts';
import { coveredPercent } from './covered-percent.ts';
import { type IncompleteFigures, incompleteWarnings } from './incomplete-figures.ts';
import { mixedNotions } from './mixed-notions.ts';
import { smallNumbers } from './small-numbers.ts';

/**
 * Cautions that apply to the cells shown: coverage, hidden and estimated values, floors, small numbers, and what their sources say of them. One
 * warning of each kind.
 */
export function cautionsOf(cube: OpenCube, columns: readonly Column[], numbers: ArrayLike<number>): readonly Warning[] {
  const once = eachOnce(numbers);
  const { hidden, estimated, restricted, partial, floors, small } = takeCensus(cube, columns, once);
  const warnings: Warning[] = [];
  warnings.push(...incompleteWarnings(tellShares(partial), showsSeveral(columns), SOME_COMMUNES));
  if (hidden > 0) {
    warnings.push({
      code: 'HIDDEN_VALUES',
      message: `${count(hidden, 'valeur masquée', 'valeurs masquées')} par le secret statistique : ce n’est ni zéro ni une absence.`,
      english: `${countInEnglish(hidden, 'value is', 'values are')} hidden by statistical secrecy: neither zero nor missing.`,
    });
  }
  if (restricted > 0) {
    warnings.push({
      code: 'RESTRICTED_VALUES',
      message: `${count(restricted, 'valeur réservée', 'valeurs réservées')} par une convention : ${restricted > 1 ? 'elles existent' : 'elle existe'} peut-être, mais hors des territoires de vos droits de lecture.`,
      english: `${countInEnglish(restricted, 'value is', 'values are')} reserved by a convention: they may exist, but outside the territories that your grants cover.`,
    });
  }
  if (estimated > 0) {
    warnings.push({
      code: 'ESTIMATED_VALUES',
      message: `${count(estimated, 'valeur estimée', 'valeurs estimées')} : une commune a été partagée, ses chiffres sont répartis selon la population.`,
      english: `${countInEnglish(estimated, 'value is', 'values are')} estimated: a commune was split, its figures are shared out by population.`,
    });
  }
  for (const { label, floor } of floors) {
    warnings.push({
      code: 'FLOOR_VALUES',
      message: `${label.fr} : la valeur ${floor} est un plancher de publication, le niveau réel peut être plus bas. Ne classez pas entre eux les territoires qui y sont.`,
      english: `${label.en}: the value ${floor} is a floor of publication, the real level may be lower. Do not rank the territories that are at it.`,
      indicators: [label],
    });
  }
  return [
    ...warnings,
    ...sourceCautions(cube, columns, once),
    ...mixedNotions(cube, shownIndicators(columns, once)),
    ...smallNumbers(cube, small),
    ...mergedOutside(cube, columns, numbers),
  ];
}

/** Indicators that show some figure: one that is empty is not compared with anything. */
function shownIndicators(columns: readonly Column[], numbers: Int32Array): readonly Indicator[] {
  if (!showsSeveral(columns)) return [];
  return [...new Set(columns.filter((column) => hasSome(column, numbers)).map(({ indicator }) => indicator))];
}

/** What the sources say of the years shown: figures that may be revised, rates over the population of another year. */
function sourceCautions(cube: OpenCube, columns: readonly Column[], numbers: Int32Array): readonly Warning[] {
  const told = new Map<
    string,
    { indicator: Indicator; years: Set<number>; rule: ReturnType<typeof rulesOf>[number] }
  >();
  for (const column of columns) {
    const { indicator, year } = column;
    for (const rule of rulesOf(indicator, cube.inputsOf)) {
      if (rule.code !== 'PROVISIONAL_VALUES' && rule.code !== 'DENOMINATOR_OF_OTHER_YEAR') continue;
      const applies = rule.years?.includes(year) ?? true;
      if (!applies || !hasSome(column, numbers)) continue;
      const key = `${indicator.id} ${JSON.stringify(rule)}`;
      const before = told.get(key) ?? { indicator, years: new Set(), rule };
      told.set(key, { ...before, years: before.years.add(year) });
    }
  }
  return [...told.values()].map(({ indicator: { label }, years, rule: { code, reason, instead } }) => {
    const shown = [...years].sort().map(String);
    const [fr, en] = [enumerate(shown), enumerateInEnglish(shown)];
    const what =
      code === 'PROVISIONAL_VALUES'
        ? { fr: `chiffres provisoires pour ${fr}`, en: `provisional figures for ${en}` }
        : {
            fr: `taux de ${fr} rapporté à la population d’une autre année`,
            en: `rate of ${en} over the population of another year`,
          };
    const message = `${label.fr} : ${what.fr} (${reason.fr}).${instead ? ` ${instead.fr}` : ''}`;
    const english = `${label.en}: ${what.en} (${reason.en}).${instead ? ` ${instead.en}` : ''}`;
    return { code, message, english, indicators: [label] } as const;
  });
}

function hasSome(column: Column, numbers: Int32Array): boolean {
  if (maybeSelection(numbers) === undefined) return numbers.some((number) => hasValue(stateAt(column, number)));
  return censusOf(column, numbers).counts.some((count, code) => count > 0 && hasValue(CELL_STATES[code]!));
}

const NUMBERS = new Intl.NumberFormat('fr-FR');
const ENGLISH_NUMBERS = new Intl.NumberFormat('en-GB');

function count(number: number, one: string, several: string): string {
  return `${NUMBERS.format(number)} ${number > 1 ? several : one}`;
}

function countInEnglish(number: number, one: string, several: string): string {
  return `${ENGLISH_NUMBERS.format(number)} ${number > 1 ? several : one}`;
}

const SOME_COMMUNES = {
  sums: {
    fr: [
      'Sommes incomplètes : toutes les communes n’ont pas de chiffre.',
      'Ce ne sont pas des totaux : comparez des parts ou des taux, ou des territoires complets. Au-dessous de 98 % des communes, une somme n’a pas de rang.',
    ],
    en: [
      'Incomplete sums: some communes have no figure.',
      'These are not totals: compare shares or rates, or whole territories. Below 98% of the communes, a sum has no rank.',
    ],
  },
  ratios: {
    fr: [
      'Taux, parts, moyennes ou soldes sur une partie des communes : les autres n’ont pas de chiffre.',
      'Comparez des territoires complets.',
    ],
    en: [
      'Rates, shares, means or balances over part of the communes: the others have no figure.',
      'Compare whole territories.',
    ],
  },
} as const;

/** Indicators of one source often rest on the same communes: figures like those before have the same words, the same list of them. */
function tellShares(partial: readonly PartialFigures[]): readonly IncompleteFigures[] {
  let before: readonly PartialFigure[] = [];
  let told: readonly LocalizedText[] = [];
  return partial.map(({ indicator, count, first }) => {
    if (!areAlike(before, first)) told = first.map(tellShare);
    before = first;
    return { indicator, count, first: told };
  });
}

function areAlike(some: readonly PartialFigure[], others: readonly PartialFigure[]): boolean {
  if (some.length !== others.length) return false;
  return some.every(({ name, year, share }, index) => {
    const other = others[index]!;
    return name === other.name && year === other.year && share === other.share;
  });
}

/** « Rhône 2023 (80 % des communes) ». */
function tellShare({ name, year, share }: PartialFigure): LocalizedText {
  const { fr, en } = tenthsOf(coveredPercent(share));
  return { fr: `${name} ${year} (${fr} % des communes)`, en: `${name} ${year} (${en}% of the communes)` };
}

/** A percentage in tenths, of which there are a thousand: each is written once. */
function tenthsOf(percent: number): LocalizedText {
  const known = told.get(percent) ?? { fr: TENTHS.fr.format(percent), en: TENTHS.en.format(percent) };
  told.set(percent, known);
  return known;
}

const told = new Map<number, LocalizedText>();

const TENTHS = {
  fr: new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }),
};
