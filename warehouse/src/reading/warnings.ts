import { breaksBetween, hasValue, type Indicator, unbrokenSpan, type Warning, yearsBetween } from '@boussole/schema';
import { mergedOutside } from '../composed/merged-outside.ts';
import type { OpenCube } from '../cube/open-cube.ts';
import { type Column, coverageAt, isPartial, stateAt, valueAt } from './columns.ts';

const SHOWN = 3;

/** Cautions that apply to the cells shown: coverage, hidden and estimated values, floors. One warning of each kind. */
export function cautionsOf(cube: OpenCube, columns: readonly Column[], numbers: readonly number[]): readonly Warning[] {
  const partial: string[] = [];
  let [hidden, estimated, restricted] = [0, 0, 0];
  const floors = new Set<Indicator>();
  for (const column of columns) {
    const { indicator, year } = column;
    for (const number of new Set(numbers)) {
      const state = stateAt(column, number);
      if (isPartial(column, number) && hasValue(state)) {
        partial.push(`${cube.numbering.at(number).name} ${year} (${percent(coverageAt(column, number))} des communes)`);
      }
      if (state === 'SECRET' || state === 'SECRET_SECONDARY') hidden++;
      if (state === 'ESTIMATED') estimated++;
      if (state === 'RESTRICTED') restricted++;
      if (indicator.floor !== undefined && valueAt(column, number) === indicator.floor) floors.add(indicator);
    }
  }
  const warnings: Warning[] = [];
  const named = [...new Set(partial)];
  if (named.length > 0) {
    const examples = named.slice(0, SHOWN).join(', ');
    const others = named.length - SHOWN;
    const more = others > 0 ? ` et ${count(others, 'autre', 'autres')}` : '';
    warnings.push({
      code: 'PARTIAL_COVERAGE',
      message: `Sommes incomplètes : toutes les communes n’ont pas de chiffre. ${examples}${more}. Ce ne sont pas des totaux.`,
    });
  }
  if (hidden > 0) {
    warnings.push({
      code: 'HIDDEN_VALUES',
      message: `${count(hidden, 'valeur masquée', 'valeurs masquées')} par le secret statistique : ce n’est ni zéro ni une absence.`,
    });
  }
  if (restricted > 0) {
    warnings.push({
      code: 'RESTRICTED_VALUES',
      message: `${count(restricted, 'valeur réservée', 'valeurs réservées')} par une convention : elles existent peut-être, mais hors des territoires de vos droits de lecture.`,
    });
  }
  if (estimated > 0) {
    warnings.push({
      code: 'ESTIMATED_VALUES',
      message: `${count(estimated, 'valeur estimée', 'valeurs estimées')} : une commune a été partagée, ses chiffres sont répartis selon la population.`,
    });
  }
  for (const { label, floor } of floors) {
    warnings.push({
      code: 'FLOOR_VALUES',
      message: `${label.fr} : la valeur ${floor} est un plancher de publication, le niveau réel peut être plus bas.`,
    });
  }
  return [...warnings, ...mergedOutside(cube, columns, numbers)];
}

/** Says which years of a trend must not be compared with each other, and which pair can be. */
export function comparabilityOf(indicator: Indicator, years: readonly number[]): readonly Warning[] {
  const last = years.at(-1);
  if (!indicator.comparability || last === undefined || years.length < 2) return [];
  const tooClose = years.some((year, index) => index > 0 && yearsBetween(indicator, years[index - 1]!, year).overlap);
  if (!tooClose) return [];
  const before = years.findLast((year) => year < last && !yearsBetween(indicator, year, last).overlap);
  const advice =
    before === undefined ? 'Aucune année chargée n’est assez éloignée.' : `Comparez par exemple ${before} et ${last}.`;
  return [
    {
      code: 'YEARS_NOT_COMPARABLE',
      message: `${indicator.label.fr} : les enquêtes d’années proches se recouvrent, l’écart d’une année à l’autre n’est pas une évolution. ${advice}`,
    },
  ];
}

/** Says where a series breaks between the years shown, one warning a break, and which years can be compared. */
export function breaksOf(indicator: Indicator, years: readonly number[]): readonly Warning[] {
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined) return [];
  const span = unbrokenSpan(indicator, years);
  const advice = span
    ? `Comparez par exemple ${span[0]} et ${span[1]}.`
    : 'Aucune paire d’années chargées ne se compare.';
  return breaksBetween(indicator, first, last).map(({ year, reason }) => ({
    code: 'SERIES_BREAK',
    message: `${indicator.label.fr} : la série est rompue en ${year} (${reason.fr}), les années d’avant ne se comparent pas à celles d’après. ${advice}`,
  }));
}

function count(number: number, one: string, several: string): string {
  return `${number} ${number > 1 ? several : one}`;
}

function percent(share: number): string {
  return `${new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 }).format(Math.floor(share * 1000) / 10)} %`;
}
