import { breaksBetween, type Indicator, unbrokenSpan, type Warning, yearsBetween } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { rulesOf } from '../cube/source-rules.ts';

/** Cautions that apply to an indicator shown in several years, in ascending order; none for a single one. */
export function acrossYears(cube: OpenCube, indicator: Indicator, years: readonly number[]): readonly Warning[] {
  return [...overlapOf(indicator, years), ...breaksOf(indicator, years), ...definitionsOf(cube, indicator, years)];
}

/** Says which years must not be compared with each other, and which pair can be. */
function overlapOf(indicator: Indicator, years: readonly number[]): readonly Warning[] {
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
      ...(before !== undefined && { comparableYears: [before, last] }),
    },
  ];
}

/** Says where a series breaks between the years shown, one warning a break, and which years can be compared. */
function breaksOf(indicator: Indicator, years: readonly number[]): readonly Warning[] {
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined) return [];
  const span = unbrokenSpan(indicator, years);
  const advice = span
    ? `Comparez par exemple ${span[0]} et ${span[1]}.`
    : 'Aucune paire d’années chargées ne se compare.';
  return breaksBetween(indicator, first, last).map(({ year, reason }) => ({
    code: 'SERIES_BREAK',
    message: `${indicator.label.fr} : la série est rompue en ${year} (${reason.fr}), les années d’avant ne se comparent pas à celles d’après. ${advice}`,
    ...(span && { comparableYears: span }),
  }));
}

/** Says from which of the years shown on the sources count otherwise, one warning a change, and which years are counted alike. */
function definitionsOf(cube: OpenCube, indicator: Indicator, years: readonly number[]): readonly Warning[] {
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined) return [];
  return rulesOf(indicator, cube.inputsOf).flatMap((rule): readonly Warning[] => {
    if (rule.code !== 'DEFINITION_CHANGED' || !(first < rule.year && rule.year <= last)) return [];
    const span = unbrokenSpan({ breaks: [...(indicator.breaks ?? []), rule] }, years);
    const advice = rule.instead?.fr ?? (span ? `Comparez par exemple ${span[0]} et ${span[1]}.` : '');
    return [
      {
        code: 'DEFINITION_CHANGED',
        message:
          `${indicator.label.fr} : on ne compte plus de même depuis ${rule.year} (${rule.reason.fr}). ${advice}`.trim(),
        ...(span && { comparableYears: span }),
      },
    ];
  });
}
