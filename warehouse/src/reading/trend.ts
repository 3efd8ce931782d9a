import { checkLimit, hasValue, type Indicator, isAdditive, type Limits, measuresOf } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { AnswerHeader, Trend, TrendChange, TrendQuestion, TrendSeries } from './answers.ts';
import { type Column, coverageAt, indicatorOf, pick, readColumn, territoryOf, valueAt } from './columns.ts';
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
      change: await changeOf(cube, indicator, columns, values, number),
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

async function changeOf(
  cube: OpenCube,
  indicator: Indicator,
  columns: readonly Column[],
  values: Float64Array,
  number: number,
): Promise<TrendChange | undefined> {
  const first = values.findIndex((value) => !Number.isNaN(value));
  const last = values.findLastIndex((value) => !Number.isNaN(value));
  if (first === last) return undefined;
  const [from, to] = [columns[first]!, columns[last]!];
  const [start, end] = [values[first]!, values[last]!];
  const absolute = end - start;
  const ratio = start > 0 && end > 0 ? end / start : undefined;
  const relative = start === 0 ? undefined : (100 * absolute) / start;
  const perimeter = await perimeterPart(cube, indicator, from, to, absolute, number);
  return {
    from: from.year,
    to: to.year,
    absolute,
    relative,
    yearly: ratio === undefined ? undefined : 100 * (ratio ** (1 / (to.year - from.year)) - 1),
    perimeter,
    sentence: sentenceOf(indicator, from.year, to.year, absolute, relative, perimeter, start),
  };
}

/** What the published change owes to communes that joined or left: published change minus change on constant ground. */
async function perimeterPart(
  cube: OpenCube,
  indicator: Indicator,
  from: Column,
  to: Column,
  absolute: number,
  number: number,
): Promise<number | undefined> {
  const additive = measuresOf(indicator.formula).every((id) => isAdditive(cube.measures.get(id)!.nature));
  if (from.reading === 'CONSTANT' || !additive || 'numerator' in indicator.formula) return undefined;
  const constant = await cube.series(indicator.id, 'CONSTANT');
  const at = (year: number): number => {
    const rank = constant.years.indexOf(year);
    return rank < 0 ? Number.NaN : valueAt({ series: constant, rank, start: rank * constant.territories }, number);
  };
  const own = at(to.year) - at(from.year);
  return Number.isNaN(own) ? undefined : absolute - own;
}

function sentenceOf(
  indicator: Indicator,
  from: number,
  to: number,
  absolute: number,
  relative: number | undefined,
  perimeter: number | undefined,
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
  if (!perimeter || Math.abs(perimeter) < 0.5) return `${head}.`;
  return `${head}, dont ${signed((100 * perimeter) / start, 1)} point(s) dus au changement de périmètre.`;
}

function perimeterWarning(series: readonly TrendSeries[], columns: readonly Column[]): Trend['warnings'] {
  if (columns[0]?.reading !== 'PUBLISHED') return [];
  const moved = series.filter(({ change }) => change?.perimeter !== undefined && Math.abs(change.perimeter) >= 0.5);
  if (moved.length === 0) return [];
  return [
    {
      code: 'PERIMETER_CHANGED',
      message: `Le périmètre a changé pour ${moved.map(({ territory }) => territory.name).join(', ')} : lisez aussi la géographie constante.`,
    },
  ];
}
