import {
  breaksBetween,
  checkLimit,
  hasValue,
  type Indicator,
  type Limits,
  type TerritoryId,
  type Warning,
} from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Series } from '../cube/series.ts';
import { after, allOf, type Eventual } from '../store/eventual.ts';
import type { Territory } from '../territories/territory.ts';
import type { AnswerHeader } from './answers.ts';
import { type Column, columnOf, indicatorOf, isShareOfFormer, territoryOf, valueAt } from './columns.ts';
import { commonSums } from './common-communes.ts';
import { acrossYears } from './comparability.ts';
import { few } from './few.ts';
import { FollowedTerritory, type Following } from './followed-territory.ts';
import { partialParts } from './partial-parts.ts';
import { perimeterWarning } from './perimeter-warning.ts';
import { prepare, rangeOf } from './prepare.ts';
import { type RoundedFigure, restsOnRounded, roundedFigures } from './rounding.ts';
import { APPORTIONED } from './span.ts';
import type { Trend, TrendQuestion } from './trend-answers.ts';
import { type Grounds, groundsOf, unlikeWarnings } from './unlike.ts';
import { cautionsOf } from './warnings.ts';

/** Follows an indicator over the years, territory by territory, with the events that moved its ground. */
export function trend(
  whole: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  question: TrendQuestion,
  limits: Limits,
  populationOf: (id: TerritoryId) => { readonly value: number } | undefined,
): Eventual<Trend> {
  checkLimit(limits, 'compareTerritories', question.territories.length);
  const indicator = indicatorOf(whole, question.indicator);
  const rows = question.territories.map((id) => territoryOf(whole, id));
  // What communes that joined or left bring is read of their own figures: any commune's.
  const isApart = question.reading === 'CONSTANT' && rows.every(({ number }) => whole.composed(number) === undefined);
  const range = isApart ? rangeOf(rows.map(({ number }) => number)) : undefined;
  const wanted = { indicators: [indicator.id], reading: question.reading, years: undefined, range };
  return after(prepare(whole, wanted), (cube) =>
    after(cube.series(indicator.id, question.reading), (all) =>
      trendRead(cube, header, question, { indicator, rows, all, populationOf }),
    ),
  );
}

interface Read {
  readonly indicator: Indicator;
  readonly rows: readonly { readonly territory: Territory; readonly number: number }[];
  readonly all: Series;
  populationOf(id: TerritoryId): { readonly value: number } | undefined;
}

function trendRead(
  cube: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  question: TrendQuestion,
  read: Read,
): Eventual<Trend> {
  const { indicator, rows, all } = read;
  const columns = all.years
    .filter((year) => year >= (question.from ?? year) && year <= (question.to ?? year))
    .map((year) => columnOf(cube, indicator, year, question.reading, all));
  const numbers = rows.map(({ number }) => number);
  const figures = restsOnRounded(cube, indicator)
    ? allOf(columns.map((column) => roundedFigures(cube, column, numbers)))
    : [];
  return after(figures, (rounded) =>
    after(groundsOf(cube, columns, numbers), (grounds) =>
      after(seriesOf(cube, columns, read, rounded, grounds), ({ series, warnings }) =>
        after(partialParts(cube, columns, numbers), (partial) => {
          const years = columns.map(({ year }) => year);
          const measured = years.filter((_, index) => series.some(({ states }) => hasValue(states[index]!)));
          // What is copied comes last: see `AnswerHeader`.
          return {
            indicator,
            years,
            breaks: years.length === 0 ? [] : breaksBetween(indicator, years[0]!, years.at(-1)!),
            series,
            warnings: [
              ...acrossYears(cube, indicator, measured, () => [
                yearsWithFigures(all, rows, 'every'),
                yearsWithFigures(all, rows, 'some'),
              ]),
              ...warnings,
              ...cautionsOf(cube, columns, numbers),
              ...partial,
            ],
            ...header,
          };
        }),
      ),
    ),
  );
}

/** Years, in the range asked for or not, in which one of some territories has a figure of its own, or every one: no change is told of others. */
function yearsWithFigures(all: Series, rows: Read['rows'], how: 'some' | 'every'): readonly number[] {
  return all.years.filter((_, rank) => {
    const slice = { series: all, rank, start: rank * all.territories - all.first };
    return rows[how](
      ({ territory, number }) => !Number.isNaN(valueAt(slice, number)) && !isShareOfFormer(slice, territory, number),
    );
  });
}

interface ToldSeries {
  readonly series: readonly FollowedTerritory[];
  readonly warnings: readonly Warning[];
}

/** The series, and what is to be said of their perimeters. */
function seriesOf(
  cube: OpenCube,
  columns: readonly Column[],
  { indicator, rows, populationOf }: Read,
  rounded: readonly (readonly (RoundedFigure | undefined)[])[],
  grounds: Grounds,
): Eventual<ToldSeries> {
  const following: Following = {
    cube,
    indicator,
    columns,
    grounds,
    populationOf,
    commonOf: (pair, territory) => commonSums(cube, pair, territory, populationOf),
  };
  const followed = rows.map(
    (territory, row) =>
      new FollowedTerritory(
        following,
        territory,
        rounded.map((ofColumn) => ofColumn[row]),
      ),
  );
  return after(allOf(followed.map((one) => one.readCommon())), () => toldOf(columns, followed));
}

function toldOf(columns: readonly Column[], series: readonly FollowedTerritory[]): ToldSeries {
  // In constant geography no perimeter changes: what each series owes to its own need not be worked out.
  const moved =
    columns[0]?.reading === 'CONSTANT'
      ? []
      : series.filter(({ hasMoved }) => hasMoved).map(({ territory }) => territory.name);
  const unlike = series.flatMap((one) => one.unlike ?? []);
  const apportioned = series.filter(({ isApportioned }) => isApportioned).map(({ territory }) => territory.name);
  return {
    series,
    warnings: [...perimeterWarning(moved), ...unlikeWarnings(unlike), ...apportionedWarning(apportioned)],
  };
}

/** Says of which communes no change is told, as their figures are shares of those of another. */
function apportionedWarning(names: readonly string[]): readonly Warning[] {
  if (names.length === 0) return [];
  const named = few(names);
  const message = `${named.fr} : ${APPORTIONED.fr.charAt(0).toLowerCase()}${APPORTIONED.fr.slice(1)}`;
  return [{ code: 'ESTIMATED_VALUES', message, english: `${named.en}. ${APPORTIONED.en}` }];
}
