import { checkLimit, FRANCE, type Limits, METROPOLE, type TerritoryId } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Territory } from '../territories/territory.ts';
import type { AnswerHeader, Comparison, ComparisonColumn, ComparisonQuestion } from './answers.ts';
import {
  type Column,
  columnOf,
  comparableYear,
  coveragesOf,
  indicatorOf,
  isApart,
  isOfficial,
  latestYear,
  pick,
  territoryOf,
  valueAt,
} from './columns.ts';
import { countsOf } from './counts-behind.ts';
import { partialParts } from './partial-parts.ts';
import { positionsOf } from './positions.ts';
import { prepare } from './prepare.ts';
import { decimalsOf, intervalsOf } from './rounding.ts';
import { significance } from './significance.ts';
import { cautionsOf } from './warnings.ts';

/** Compares territories and their benchmarks on several indicators. */
export async function compare(
  whole: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  question: ComparisonQuestion,
  limits: Limits,
): Promise<Comparison> {
  checkLimit(limits, 'compareTerritories', question.territories.length);
  const years = question.year === undefined ? undefined : [question.year];
  const cube = await prepare(whole, {
    indicators: question.indicators,
    reading: question.reading,
    years,
    range: undefined,
  });
  const rows = question.territories.map((id) => territoryOf(cube, id));
  const [first] = rows;
  const numbers = rows.map(({ number }) => number);
  const missing: string[] = [];
  const columns = [];
  const asked = question.indicators.map((id) => indicatorOf(cube, id));
  const read = await Promise.all(asked.map(({ id }) => cube.series(id, question.reading)));
  for (const [at, indicator] of asked.entries()) {
    const series = read[at]!;
    const year = question.year ?? (await yearOf(cube, indicator.id, question, numbers));
    if (year !== undefined && series.years.includes(year)) {
      columns.push(columnOf(cube, indicator, year, question.reading, series));
      continue;
    }
    missing.push(
      year !== undefined && isApart(cube, indicator.id, year, question.reading)
        ? `${indicator.label.fr} (en géographie constante seulement : ses parts sont publiées dans des périmètres différents)`
        : `${indicator.label.fr} (années : ${series.years.join(', ')})`,
    );
  }
  const benchmarkIds = question.benchmarks ?? (first ? usualBenchmarks(cube, first.territory, columns) : []);
  const benchmarks = benchmarkIds.map((id) => territoryOf(cube, id));
  const all = [...numbers, ...benchmarks.map(({ number }) => number)];
  const warnings = [...cautionsOf(cube, columns, all), ...(await partialParts(cube, columns, all))];
  return {
    ...header,
    territories: rows.map(({ territory }) => territory),
    benchmarks: benchmarks.map(({ territory }) => territory),
    columns: columns.map(
      (column): ComparisonColumn => ({
        indicator: column.indicator,
        year: column.year,
        ...pick(column, all),
        decimals: () => decimalsOf(cube, column, all),
        coverage: () => coveragesOf(column, all),
        positions: (within) => positionsOf(cube, column, numbers, within),
        significance: differencesIn(cube, column, numbers, all),
        intervals: () => intervalsOf(cube, column, all),
      }),
    ),
    warnings:
      missing.length === 0
        ? warnings
        : [
            { code: 'YEAR_MISSING', message: `Sans chiffre pour ${question.year} : ${missing.join(' ; ')}.` },
            ...warnings,
          ],
  };
}

/** The year of a column that names none. Benchmarks that nobody chose count too: parents of the first territory. */
async function yearOf(
  cube: OpenCube,
  indicator: string,
  { comparable, reading, territories: [first], benchmarks }: ComparisonQuestion,
  numbers: readonly number[],
): Promise<number | undefined> {
  const latest = await latestYear(cube, indicator, reading, numbers);
  if (!comparable) return latest;
  const beside = benchmarks ?? (first ? cube.geography.parents(first).map(({ id }) => id) : []);
  const all = [...numbers, ...beside.map((id) => territoryOf(cube, id).number)];
  return (await comparableYear(cube, indicator, reading, all)) ?? latest;
}

/** Differences from any territory of a comparison; the counts behind are read once for all. */
function differencesIn(
  cube: OpenCube,
  column: Column,
  numbers: readonly number[],
  among: readonly number[],
): ComparisonColumn['significance'] {
  let counts: ReturnType<typeof countsOf> | undefined;
  const read = () => {
    counts ??= countsOf(cube, column, among);
    return counts;
  };
  return (id) => significance(cube, column, numbers, { id, among, counts: read });
}

/** What a territory belongs to, and metropolitan France where its sources say nothing of the whole country. */
function usualBenchmarks(cube: OpenCube, { id, level }: Territory, columns: readonly Column[]): readonly TerritoryId[] {
  const parents = cube.geography.parents(id).map((parent) => parent.id);
  const [country, mainland] = [FRANCE, METROPOLE].map((whole) => cube.numbering.indexOf(whole));
  if (country === undefined || mainland === undefined || !isOfficial(level) || !parents.includes(FRANCE))
    return parents;
  const isAbroad = !cube.rows.rows(level, cube.geography.reference, METROPOLE).includes(cube.numbering.indexOf(id)!);
  const tells = (column: Column): boolean =>
    Number.isNaN(valueAt(column, country)) && !Number.isNaN(valueAt(column, mainland));
  return isAbroad || !columns.some(tells) ? parents : [...parents, METROPOLE];
}
