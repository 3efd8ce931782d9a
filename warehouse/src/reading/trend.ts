import {
  checkLimit,
  hasValue,
  type Indicator,
  type Limits,
  type Reading,
  type TerritoryId,
  unbrokenSpan,
  yearsBetween,
} from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Territory } from '../territories/territory.ts';
import type { AnswerHeader, SpanChange, Trend, TrendChange, TrendQuestion, TrendSeries } from './answers.ts';
import { type Column, coverageAt, indicatorOf, pick, readColumn, stateAt, territoryOf, valueAt } from './columns.ts';
import type { Point } from './mann-kendall.ts';
import { perimeterChange } from './perimeter.ts';
import { project } from './projection.ts';
import { whyNoChange } from './span.ts';
import { trendMarker } from './trend-marker.ts';
import { tellChange } from './trend-sentence.ts';
import { breaksOf, cautionsOf, comparabilityOf } from './warnings.ts';

/** Less than all communes, floats aside. */
const PARTIAL = 1 - 1e-6;

/** Follows an indicator over the years, territory by territory, with the events that moved its ground. */
export async function trend(
  cube: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  question: TrendQuestion,
  limits: Limits,
  populationOf: (id: TerritoryId) => { readonly value: number } | undefined,
): Promise<Trend> {
  checkLimit(limits, 'compareTerritories', question.territories.length);
  const indicator = indicatorOf(cube, question.indicator);
  const rows = question.territories.map((id) => territoryOf(cube, id));
  const { years: known } = await cube.series(indicator.id, question.reading);
  const years = known.filter((year) => year >= (question.from ?? year) && year <= (question.to ?? year));
  const columns = await Promise.all(years.map((year) => readColumn(cube, indicator.id, year, question.reading)));
  const series: TrendSeries[] = [];
  const moved: string[] = [];
  for (const { territory, number } of rows) {
    const cells = columns.map((column) => pick(column, [number]));
    const values = Float64Array.from(cells, ({ values: [value] }) => value!);
    const measured = changeOf(cube, indicator, columns, values, territory);
    if (measured && measured.perimeterParts.length > 0) moved.push(territory.name);
    const points = wholePoints(columns, number);
    series.push({
      territory,
      values,
      states: cells.map(({ states: [state] }) => state!),
      coverage: Float64Array.from(columns, (column) => coverageAt(column, number)),
      events: cube.geography.events(territory.id),
      change: measured && yearsBetween(indicator, measured.from, measured.to).overlap ? undefined : measured,
      marker: trendMarker(indicator, points, (measured?.perimeterParts.length ?? 0) > 0),
      project: (ahead) => project(indicator, points, ahead, populationOf(territory.id)?.value),
      changeWithin: (from, to) => changeWithin(cube, indicator, columns, values, territory, from, to),
    });
  }
  const numbers = rows.map(({ number }) => number);
  const measured = years.filter((_, index) => series.some(({ states }) => hasValue(states[index]!)));
  return {
    ...header,
    indicator,
    years,
    series,
    warnings: [
      ...comparabilityOf(indicator, measured),
      ...breaksOf(indicator, measured),
      ...perimeterWarning(moved, question.reading),
      ...cautionsOf(cube, columns, numbers),
    ],
  };
}

/** Figures of a territory that rest on all its communes, as they were counted. */
function wholePoints(columns: readonly Column[], number: number): readonly Point[] {
  return columns.flatMap((column) => {
    const value = valueAt(column, number);
    const isPart = coverageAt(column, number) < PARTIAL || stateAt(column, number) === 'ESTIMATED';
    return Number.isNaN(value) || isPart ? [] : [{ year: column.year, value }];
  });
}

function changeOf(
  cube: OpenCube,
  indicator: Indicator,
  columns: readonly Column[],
  values: Float64Array,
  territory: Territory,
): TrendChange | undefined {
  const measured = columns.filter((_, index) => !Number.isNaN(values[index]!)).map(({ year }) => year);
  const span = unbrokenSpan(indicator, measured);
  if (!span) return undefined;
  const [first, last] = span.map((year) => columns.findIndex((column) => column.year === year)) as [number, number]; // as: map forgets the pair
  const [from, to] = [columns[first]!, columns[last]!];
  const [start, end] = [values[first]!, values[last]!];
  const absolute = end - start;
  const ratio = start > 0 && end > 0 ? end / start : undefined;
  const relative = start === 0 ? undefined : (100 * absolute) / start;
  const perimeter = perimeterChange(cube, indicator, from, to, territory);
  const change = {
    from: from.year,
    to: to.year,
    absolute,
    relative,
    yearly: ratio === undefined ? undefined : 100 * (ratio ** (1 / (to.year - from.year)) - 1),
    perimeter: perimeter?.absolute,
    perimeterParts: perimeter?.parts ?? [],
  };
  return { ...change, sentence: tellChange(indicator, change, start) };
}

function changeWithin(
  cube: OpenCube,
  indicator: Indicator,
  columns: readonly Column[],
  values: Float64Array,
  territory: Territory,
  from: number,
  to: number,
): SpanChange {
  const inside = columns.flatMap((column, index) =>
    from <= column.year && column.year <= to && !Number.isNaN(values[index]!) ? [index] : [],
  );
  const years = inside.map((index) => columns[index]!.year);
  const reason = whyNoChange(indicator, years, to);
  if (reason !== undefined) return { reason };
  const own = Float64Array.from(inside, (index) => values[index]!);
  const change = changeOf(
    cube,
    indicator,
    inside.map((index) => columns[index]!),
    own,
    territory,
  );
  return change ? { change } : { reason: whyNoChange(indicator, [], to)! };
}

function perimeterWarning(moved: readonly string[], reading: Reading): Trend['warnings'] {
  if (reading !== 'PUBLISHED' || moved.length === 0) return [];
  return [
    {
      code: 'PERIMETER_CHANGED',
      message: `Le périmètre a changé pour ${moved.join(', ')} : lisez aussi la géographie constante.`,
    },
  ];
}
