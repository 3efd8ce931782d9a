import { CELL_STATES, hasValue, type Indicator, type Warning } from '@boussole/schema';
import { mergedOutside } from '../composed/merged-outside.ts';
import type { OpenCube } from '../cube/open-cube.ts';
import { rulesOf } from '../cube/source-rules.ts';
import { enumerate } from '../territories/wording.ts';
import { censusOf, eachOnce, takeCensus } from './cell-census.ts';
import type { Column } from './columns.ts';
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
  if (partial.count > 0) {
    const examples = partial.first.map(({ name, year, share }) => `${name} ${year} (${percent(share)} des communes)`);
    const others = partial.count - examples.length;
    const more = others > 0 ? ` et ${count(others, 'autre', 'autres')}` : '';
    warnings.push({
      code: 'PARTIAL_COVERAGE',
      message: `Sommes incomplètes : toutes les communes n’ont pas de chiffre. ${examples.join(', ')}${more}. Ce ne sont pas des totaux : comparez des parts ou des taux, ou des territoires complets.`,
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
      message: `${label.fr} : la valeur ${floor} est un plancher de publication, le niveau réel peut être plus bas. Ne classez pas entre eux les territoires qui y sont.`,
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
  if (columns.length < 2) return [];
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
    const shown = enumerate([...years].sort().map(String));
    const what =
      code === 'PROVISIONAL_VALUES'
        ? `chiffres provisoires pour ${shown}`
        : `taux de ${shown} rapporté à la population d’une autre année`;
    const message = `${label.fr} : ${what} (${reason.fr}).${instead ? ` ${instead.fr}` : ''}`;
    return { code, message, indicators: [label] } as const;
  });
}

function hasSome(column: Column, numbers: Int32Array): boolean {
  return censusOf(column, numbers).counts.some((count, code) => count > 0 && hasValue(CELL_STATES[code]!));
}

function count(number: number, one: string, several: string): string {
  return `${number} ${number > 1 ? several : one}`;
}

const TENTHS = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 });

function percent(thousandths: number): string {
  return `${TENTHS.format(thousandths / 10)} %`;
}
