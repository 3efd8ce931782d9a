import { type Limits, READINGS, type Reading } from '@boussole/schema';
import type { Trend, TrendChange } from '@boussole/warehouse';
import { toTerritoryIds } from '../arguments.ts';
import { explainChangeInEnglish } from '../english/change.ts';
import { explainEventInEnglish } from '../english/event.ts';
import type { Lease } from '../lease.ts';
import { incompleteFrom } from '../types/columns.ts';
import type { Language } from '../types/enums.ts';
import { AddressReader, invalid } from './address.ts';
import type { Fact } from './facts.ts';
import { supportedDecimals } from './supported-decimals.ts';
import type { FigureColumn, ReadTable, TableContent } from './table.ts';

/** The arguments of `trend`, written in an address. */
export const TREND_PARAMETERS = {
  indicator: {
    fr: 'Indicateur suivi.',
    en: 'Indicator that is followed.',
  },
  territories: {
    fr: 'Territoires suivis, séparés par des virgules, une ligne chacun.',
    en: 'Territories that are followed, separated by commas, one row each.',
  },
  from: {
    fr: 'Première année ; sans elle, la première qui a des valeurs.',
    en: 'First year; without it, the first that has values.',
  },
  to: {
    fr: 'Dernière année ; sans elle, la dernière qui a des valeurs.',
    en: 'Last year; without it, the last that has values.',
  },
  geography: {
    fr: 'CONSTANT (par défaut) ou PUBLISHED.',
    en: 'CONSTANT (by default) or PUBLISHED.',
  },
} as const;

/** Reads an address as a question `trend`; throws `ARGUMENT_INVALID`, `TERRITORY_ID_INVALID` and `LIMIT_EXCEEDED`. */
export function readTrendTable(parameters: URLSearchParams, limits: Limits): ReadTable {
  const address = new AddressReader(parameters, TREND_PARAMETERS);
  const indicator = address.maybeOne('indicator');
  if (!indicator) throw invalid('indicator', 'un indicateur est attendu');
  const [from, to] = [address.maybeYear('from'), address.maybeYear('to')];
  if (from && to && from > to) throw invalid('from', `${from} est après ${to}`);
  const reading = address.maybeChoice<Reading>('geography', READINGS) ?? 'CONSTANT';
  const territories = toTerritoryIds('territories', address.list('territories'), limits, 'compareTerritories');
  return async (lease, language) => {
    const years = lease.cube.indicator(indicator) ? lease.cube.years(indicator).length : 1;
    const question = { indicator, territories, from, to, reading };
    return toContent(lease, await lease.ask(territories.length * years, (cube) => cube.trend(question)), language);
  };
}

const WORDS: Readonly<Record<Language, Readonly<Record<'title' | 'territories' | 'event', string>>>> = {
  fr: { title: 'Évolution', territories: 'Territoires', event: 'Événement' },
  en: { title: 'Change', territories: 'Territories', event: 'Event' },
};

async function toContent(lease: Lease, answer: Trend, language: Language): Promise<TableContent> {
  const words = WORDS[language];
  const tell = (change: TrendChange): string =>
    language === 'fr' ? change.sentence : explainChangeInEnglish(indicator, change);
  const name = (label: string): string => (language === 'fr' ? label : explainEventInEnglish(label));
  const { indicator, series, years } = answer;
  const decimals = await Promise.all(series.map((one) => supportedDecimals(lease, indicator, one)));
  const incomplete = await Promise.all(series.map((one) => incompleteFrom(lease, one)));
  const events = new Map(
    series.flatMap(({ events: all }) => all.map((event) => [`${event.date} ${event.label}`, event])),
  );
  return {
    title: words.title,
    answer,
    asked: [
      [words.territories, series.map(({ territory }) => territory.name).join(', ')],
      ...series.flatMap(({ territory, change }): Fact[] =>
        change ? [[words.title, territory.name, tell(change)]] : [],
      ),
      ...[...events.values()].map(({ date, label }): Fact => [words.event, date, name(label)]),
    ],
    rows: series.map(({ territory }) => territory),
    columns: years.map((year, index) => toYear(answer, { decimals, incomplete }, year, index)),
  };
}

function toYear(
  { indicator, series }: Trend,
  { decimals, incomplete }: Readonly<Record<'decimals' | 'incomplete', readonly (ArrayLike<number> | undefined)[]>>,
  year: number,
  index: number,
): FigureColumn {
  const shares = series.map(({ coverage }) => coverage[index]!);
  const few = series.map((one) => one.fewCases()?.[index] ?? false);
  const counts = incomplete.map((one) => one?.[index] ?? 0);
  return {
    kind: 'figure',
    indicator,
    year,
    values: Float64Array.from(series, ({ values }) => values[index]!),
    states: series.map(({ states }) => states[index]!),
    decimals: decimals.some((one) => one) ? decimals.map((one) => one?.[index] ?? indicator.decimals) : undefined,
    coverage: shares.some((share) => share < 1) ? shares : undefined,
    incomplete: counts.some((count) => count > 0) ? counts : undefined,
    few: few.includes(true) ? few : undefined,
  };
}
