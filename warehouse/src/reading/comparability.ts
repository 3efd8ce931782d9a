import {
  breaksBetween,
  type Indicator,
  OFFICIAL_LEVELS,
  unbrokenSpan,
  type Warning,
  yearsBetween,
} from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { rulesOf } from '../cube/source-rules.ts';

/**
 * Cautions that apply to an indicator shown in several years, in ascending order; none for a single one. `advised` gives, when it is needed, the lists
 * of years that a reader can be sent to, the best one first: those shown, then those loaded, when none is given.
 */
export function acrossYears(
  cube: OpenCube,
  indicator: Indicator,
  years: readonly number[],
  advised: () => readonly (readonly number[])[] = () => [years, loadedYears(cube, indicator)],
): readonly Warning[] {
  return [
    ...overlapOf(indicator, years, advised),
    ...breaksOf(indicator, years),
    ...definitionsOf(cube, indicator, years),
  ];
}

/** Says which years must not be compared with each other, and which pair can be: of those shown, otherwise of those loaded. */
function overlapOf(
  indicator: Indicator,
  years: readonly number[],
  advised: () => readonly (readonly number[])[],
): readonly Warning[] {
  const last = years.at(-1);
  if (!indicator.comparability || last === undefined || years.length < 2) return [];
  const tooClose = years.some((year, index) => index > 0 && yearsBetween(indicator, years[index - 1]!, year).overlap);
  if (!tooClose) return [];
  const lists = advised();
  const pair = [last, undefined]
    .flatMap((end) => lists.map((some) => farApart(indicator, some, end ?? some.at(-1))))
    .find((found) => found !== undefined);
  const advice = pair ? `Comparez par exemple ${pair[0]} et ${pair[1]}.` : 'Aucune année chargée n’est assez éloignée.';
  const inEnglish = pair ? comparing(pair) : 'No loaded year is far enough.';
  return [
    {
      code: 'YEARS_NOT_COMPARABLE',
      message: `${indicator.label.fr} : les enquêtes d’années proches se recouvrent, l’écart d’une année à l’autre n’est pas une évolution. ${advice}`,
      english: `${indicator.label.en}: surveys of nearby years overlap, the difference from one year to the next is not a change. ${inEnglish}`,
      indicators: [indicator.label],
      ...(pair && { comparableYears: pair }),
    },
  ];
}

/** A last year and one before whose surveys do not overlap with its own: the first that no break parts from it, as changes are told; else the nearest. */
function farApart(
  indicator: Indicator,
  years: readonly number[],
  last: number | undefined,
): readonly [number, number] | undefined {
  if (last === undefined || !years.includes(last)) return undefined;
  const span = unbrokenSpan(
    indicator,
    years.filter((year) => year <= last),
  );
  if (span?.[1] === last && !yearsBetween(indicator, ...span).overlap) return span;
  const before = years.findLast((year) => year < last && !yearsBetween(indicator, year, last).overlap);
  return before === undefined ? undefined : [before, last];
}

/** Years of which a publication has figures of most territories of the finest level that an indicator has, ascending. */
function loadedYears(cube: OpenCube, { id }: Indicator): readonly number[] {
  const levels = OFFICIAL_LEVELS.map((level) => cube.slabs(id, 'PUBLISHED', level));
  const finest = levels.findLast((slabs) => slabs.some(({ present }) => present > 0)) ?? [];
  const most = Math.max(...finest.map(({ present }) => present));
  const years = finest.flatMap(({ year, present }) => (2 * present >= most ? [year] : []));
  return [...new Set(years)].sort((one, other) => one - other);
}

/** Says where a series breaks between the years shown, one warning a break, and which years can be compared. */
function breaksOf(indicator: Indicator, years: readonly number[]): readonly Warning[] {
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined) return [];
  const span = unbrokenSpan(indicator, years);
  const advice = span
    ? `Comparez par exemple ${span[0]} et ${span[1]}.`
    : 'Aucune paire d’années chargées ne se compare.';
  const inEnglish = span ? comparing(span) : 'No two loaded years compare.';
  return breaksBetween(indicator, first, last).map(({ year, reason }) => ({
    code: 'SERIES_BREAK',
    message: `${indicator.label.fr} : la série est rompue en ${year} (${reason.fr}), les années d’avant ne se comparent pas à celles d’après. ${advice}`,
    english: `${indicator.label.en}: the series breaks in ${year} (${reason.en}), the years before do not compare with those after. ${inEnglish}`,
    indicators: [indicator.label],
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
    const inEnglish = rule.instead?.en ?? (span ? comparing(span) : '');
    return [
      {
        code: 'DEFINITION_CHANGED',
        message:
          `${indicator.label.fr} : on ne compte plus de même depuis ${rule.year} (${rule.reason.fr}). ${advice}`.trim(),
        english:
          `${indicator.label.en}: what is counted changed in ${rule.year} (${rule.reason.en}). ${inEnglish}`.trim(),
        indicators: [indicator.label],
        ...(span && { comparableYears: span }),
      },
    ];
  });
}

function comparing([first, last]: readonly [number, number]): string {
  return `Compare for instance ${first} and ${last}.`;
}
