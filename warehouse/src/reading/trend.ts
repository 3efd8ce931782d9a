import { checkLimit, hasValue, type Indicator, type Limits } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Territory } from '../territories/territory.ts';
import { enumerate, plural } from '../territories/wording.ts';
import type {
  AnswerHeader,
  PerimeterChange,
  PerimeterPart,
  Trend,
  TrendChange,
  TrendQuestion,
  TrendSeries,
} from './answers.ts';
import { type Column, coverageAt, indicatorOf, pick, readColumn, territoryOf } from './columns.ts';
import { perimeterChange } from './perimeter.ts';
import { cautionsOf, comparabilityOf } from './warnings.ts';

/** Follows an indicator over the years, territory by territory, with the events that moved its ground. */
export async function trend(
  cube: OpenCube,
  header: Omit<AnswerHeader, 'warnings'>,
  question: TrendQuestion,
  limits: Limits,
): Promise<Trend> {
  checkLimit(limits, 'compareTerritories', question.territories.length);
  const indicator = indicatorOf(cube, question.indicator);
  const rows = question.territories.map((id) => territoryOf(cube, id));
  const { years: known } = await cube.series(indicator.id, question.reading);
  const years = known.filter((year) => year >= (question.from ?? year) && year <= (question.to ?? year));
  const columns = await Promise.all(years.map((year) => readColumn(cube, indicator.id, year, question.reading)));
  const series: TrendSeries[] = [];
  for (const { territory, number } of rows) {
    const cells = columns.map((column) => pick(column, [number]));
    const values = Float64Array.from(cells, ({ values: [value] }) => value!);
    series.push({
      territory,
      values,
      states: cells.map(({ states: [state] }) => state!),
      coverage: Float64Array.from(columns, (column) => coverageAt(column, number)),
      events: cube.geography.events(territory.id),
      change: changeOf(cube, indicator, columns, values, territory),
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
      ...perimeterWarning(series, columns),
      ...cautionsOf(cube, columns, numbers),
    ],
  };
}

function changeOf(
  cube: OpenCube,
  indicator: Indicator,
  columns: readonly Column[],
  values: Float64Array,
  territory: Territory,
): TrendChange | undefined {
  const first = values.findIndex((value) => !Number.isNaN(value));
  const last = values.findLastIndex((value) => !Number.isNaN(value));
  if (first === last) return undefined;
  const [from, to] = [columns[first]!, columns[last]!];
  const [start, end] = [values[first]!, values[last]!];
  const absolute = end - start;
  const ratio = start > 0 && end > 0 ? end / start : undefined;
  const relative = start === 0 ? undefined : (100 * absolute) / start;
  const perimeter = perimeterChange(cube, indicator, from, to, territory);
  return {
    from: from.year,
    to: to.year,
    absolute,
    relative,
    yearly: ratio === undefined ? undefined : 100 * (ratio ** (1 / (to.year - from.year)) - 1),
    perimeter: perimeter?.absolute,
    perimeterParts: perimeter?.parts ?? [],
    sentence: sentenceOf(indicator, from.year, to.year, absolute, relative, perimeter, start),
  };
}

function sentenceOf(
  indicator: Indicator,
  from: number,
  to: number,
  absolute: number,
  relative: number | undefined,
  perimeter: PerimeterChange | undefined,
  start: number,
): string {
  const signed = (value: number, digits: number): string =>
    new Intl.NumberFormat('fr-FR', { maximumFractionDigits: digits, signDisplay: 'exceptZero' }).format(value);
  const percentUnit = indicator.unit === 'percent';
  const amount = `${signed(absolute, indicator.decimals)}${percentUnit ? ' point(s)' : ''}`;
  const head =
    relative === undefined || percentUnit
      ? `${amount} de ${from} à ${to}`
      : `${signed(relative, 1)} % de ${from} à ${to} (${amount})`;
  const moved = perimeter?.parts ?? [];
  if (moved.length === 0) return `${head}.`;
  const points = (part: number): string =>
    start === 0 ? signed(part, indicator.decimals) : `${signed((100 * part) / start, 1)} point(s)`;
  const sides = [moved.filter(({ joined }) => joined), moved.filter(({ joined }) => !joined)];
  const told = sides.filter((side) => side.length > 0).map((side) => tellMoves(side, points));
  return `${head}, dont ${told.join(' et ')}.`;
}

const COMMUNES_NAMED = 4;

/** « +11 points dus à 3 communes qui ont rejoint (A, B et C) ». */
function tellMoves(moved: readonly PerimeterPart[], points: (part: number) => string): string {
  const known = moved.every(({ value }) => value !== undefined);
  const part = known ? points(moved.reduce((sum, { value }) => sum + value!, 0)) : 'une part inconnue';
  const verb = moved[0]!.joined
    ? plural(moved.length, 'qui a rejoint', 'qui ont rejoint')
    : plural(moved.length, 'qui est partie', 'qui sont parties');
  const named = moved.slice(0, COMMUNES_NAMED).map(({ territory, code }) => territory?.name ?? code);
  const others = moved.length - named.length;
  const names = enumerate(others > 0 ? [...named, `${others} ${plural(others, 'autre', 'autres')}`] : named);
  return `${part} dus à ${moved.length} ${plural(moved.length, 'commune', 'communes')} ${verb} (${names})`;
}

function perimeterWarning(series: readonly TrendSeries[], columns: readonly Column[]): Trend['warnings'] {
  if (columns[0]?.reading !== 'PUBLISHED') return [];
  const moved = series.filter(({ change }) => change !== undefined && change.perimeterParts.length > 0);
  if (moved.length === 0) return [];
  return [
    {
      code: 'PERIMETER_CHANGED',
      message: `Le périmètre a changé pour ${moved.map(({ territory }) => territory.name).join(', ')} : lisez aussi la géographie constante.`,
    },
  ];
}
