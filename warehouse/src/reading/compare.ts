import {
  checkLimit,
  FRANCE,
  type Indicator,
  isSum,
  type Limits,
  type LocalizedText,
  METROPOLE,
  type TerritoryId,
  type Warning,
} from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Series } from '../cube/series.ts';
import { after, allOf, type Eventual } from '../store/eventual.ts';
import type { Territory } from '../territories/territory.ts';
import type { AnswerHeader, Comparison, ComparisonQuestion } from './answers.ts';
import {
  type Column,
  columnOf,
  comparableYear,
  indicatorOf,
  isApart,
  isOfficial,
  latestYear,
  territoryOf,
  valueAt,
} from './columns.ts';
import { ComparedColumn } from './compared-column.ts';
import { lowerBounds } from './lower-bounds.ts';
import { partialParts } from './partial-parts.ts';
import { perimetersOf } from './perimeter-warning.ts';
import { RankedTerritories } from './positions.ts';
import { prepare, rangeOf } from './prepare.ts';
import { cautionsOf } from './warnings.ts';

/** Compares territories and their benchmarks on several indicators. */
export function compare(
  whole: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  question: ComparisonQuestion,
  limits: Limits,
): Eventual<Comparison> {
  checkLimit(limits, 'compareTerritories', question.territories.length);
  const { reading } = question;
  const asked = question.indicators.map((id) => indicatorOf(whole, id));
  return after(prepared(whole, question, asked), (cube) =>
    after(allOf(asked.map(({ id }) => cube.series(id, reading))), (read) =>
      compareRead({ cube, whole }, header, question, asked, read),
    ),
  );
}

/** Of what is not in memory: how other territories stand is written beside it, but for sums, of which some may have no place. */
function prepared(whole: OpenCube, question: ComparisonQuestion, asked: readonly Indicator[]): Eventual<OpenCube> {
  const { reading } = question;
  const cold = asked.filter(({ id }) => !whole.isReady(id, reading));
  if (cold.length === 0) return whole;
  const years = yearsOf(question);
  const [sums, others] = [true, false].map((is) =>
    cold.filter((indicator) => isSum(indicator, whole.measures) === is).map(({ id }) => id),
  ) as [string[], string[]]; // one for each
  const only = numbersOf(whole, question);
  const range = rangeOf(only);
  return after(prepare(whole, { indicators: others, reading, years, range, only }), (cube) =>
    prepare(cube, { indicators: sums, reading, years, range: undefined }),
  );
}

function yearsOf({ year }: ComparisonQuestion): readonly number[] | undefined {
  return year === undefined ? undefined : [year];
}

/** Numbers of the territories that are read, ascending: those asked, and those that they may be compared with. */
function numbersOf(cube: OpenCube, { territories, benchmarks }: ComparisonQuestion): Int32Array {
  const [first] = territories;
  const beside = benchmarks ?? [...(first ? cube.geography.parents(first).map(({ id }) => id) : []), FRANCE, METROPOLE];
  const known = beside.filter((id) => benchmarks || cube.numbering.indexOf(id) !== undefined);
  return Int32Array.from(new Set([...territories, ...known].map((id) => territoryOf(cube, id).number))).sort();
}

function compareRead(
  { cube, whole }: { readonly cube: OpenCube; readonly whole: OpenCube },
  header: Omit<AnswerHeader, 'warnings'>,
  question: ComparisonQuestion,
  asked: readonly Indicator[],
  read: readonly Series[],
): Eventual<Comparison> {
  const rows = question.territories.map((id) => territoryOf(cube, id));
  const [first] = rows;
  const numbers = rows.map(({ number }) => number);
  const missing: LocalizedText[] = [];
  const columns: Column[] = [];
  for (const [at, indicator] of asked.entries()) {
    const series = read[at]!;
    const year = question.year ?? yearOf(cube, series, question, numbers);
    if (year !== undefined && series.years.includes(year)) {
      columns.push(columnOf(cube, indicator, year, question.reading, series));
      continue;
    }
    const years = series.years.join(', ');
    const { fr, en } = isApart(cube, indicator.id, year, question.reading)
      ? APART
      : years === ''
        ? NO_YEAR
        : { fr: `années : ${years}`, en: `years: ${years}` };
    missing.push({ fr: `${indicator.label.fr} (${fr})`, en: `${indicator.label.en} (${en})` });
  }
  const benchmarkIds = question.benchmarks ?? (first ? usualBenchmarks(cube, first.territory, columns) : []);
  const benchmarks = benchmarkIds.map((id) => territoryOf(cube, id));
  const all = [...numbers, ...benchmarks.map(({ number }) => number)];
  const wanted = {
    indicators: asked.map(({ id }) => id),
    reading: question.reading,
    years: yearsOf(question),
    range: undefined,
  };
  const ranked = new RankedTerritories(cube, numbers, columns, () => prepare(whole, wanted));
  const compared = { cube, numbers, among: all, ranked };
  return after(partialParts(cube, columns, all), (partial) =>
    after(allOf(columns.map((column) => lowerBounds(cube, column))), (less) => ({
      territories: rows.map(({ territory }) => territory),
      benchmarks: benchmarks.map(({ territory }) => territory),
      columns: columns.map((column, at) => new ComparedColumn(column, compared, less[at]!)),
      warnings: [
        ...yearMissing(question, missing),
        ...perimetersOf(cube, columns, [...rows, ...benchmarks]),
        ...cautionsOf(cube, columns, all),
        ...partial,
      ],
      ...header,
    })),
  );
}

const APART: LocalizedText = {
  fr: 'en géographie constante seulement : ses parts sont publiées dans des périmètres différents',
  en: 'in constant geography only: its parts are published in different perimeters',
};

const NO_YEAR: LocalizedText = { fr: 'dans l’autre géographie seulement', en: 'in the other geography only' };

function yearMissing({ year }: ComparisonQuestion, missing: readonly LocalizedText[]): readonly Warning[] {
  if (missing.length === 0) return [];
  return [
    {
      code: 'YEAR_MISSING',
      message: `Sans chiffre ${year === undefined ? 'dans cette géographie' : `pour ${year}`} : ${missing.map(({ fr }) => fr).join(' ; ')}.`,
      english: `No figure ${year === undefined ? 'in this geography' : `for ${year}`}: ${missing.map(({ en }) => en).join('; ')}.`,
    },
  ];
}

/** The year of a column that names none. Benchmarks that nobody chose count too: parents of the first territory. */
function yearOf(
  cube: OpenCube,
  series: Series,
  { comparable, territories: [first], benchmarks }: ComparisonQuestion,
  numbers: readonly number[],
): number | undefined {
  const latest = latestYear(series, numbers);
  if (!comparable) return latest;
  const beside = benchmarks ?? (first ? cube.geography.parents(first).map(({ id }) => id) : []);
  const all = [...numbers, ...beside.map((id) => territoryOf(cube, id).number)];
  return comparableYear(series, all) ?? latest;
}

/** What a territory belongs to, and metropolitan France where its sources say nothing of the whole country. */
function usualBenchmarks(cube: OpenCube, { id, level }: Territory, columns: readonly Column[]): readonly TerritoryId[] {
  const parents = cube.geography.parents(id).map((parent) => parent.id);
  const [country, mainland] = [FRANCE, METROPOLE].map((whole) => cube.numbering.indexOf(whole));
  if (country === undefined || mainland === undefined || !isOfficial(level) || !parents.includes(FRANCE))
    return parents;
  const isAbroad = (): boolean =>
    !cube.rows.rows(level, cube.geography.reference, METROPOLE).includes(cube.numbering.indexOf(id)!);
  const tells = (column: Column): boolean =>
    Number.isNaN(valueAt(column, country)) && !Number.isNaN(valueAt(column, mainland));
  return !columns.some(tells) || isAbroad() ? parents : [...parents, METROPOLE];
}
