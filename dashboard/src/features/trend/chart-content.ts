import type { LineChartContent } from '../../components/chart/line-chart-option.ts';
import { formatCompact, formatNumber, formatValue, type Locale } from '../../format.ts';
import type { EventKind, TrendQuery } from '../../graphql/generated.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';

export type TrendAnswer = TrendQuery['trend'];

interface ChartQuestion {
  readonly answer: TrendAnswer;
  readonly indicator: Indicator;
  readonly base100: boolean;
  readonly locale: Locale;
  readonly kindText: (kind: EventKind) => string;
}

/** Above this number of marks their labels would cover each other. */
const LABELLED_MARKS = 4;

/** Turns a trend into curves. Base 100 starts at the first year for which every drawn territory has a value. */
export function toChart({ answer, indicator, base100, locale, kindText }: ChartQuestion): {
  readonly content: LineChartContent;
  readonly baseYear: number | undefined;
} {
  const { years, series, mandates } = answer;
  const drawn = series.filter(({ values }) => values.some((value) => value !== null));
  const base = base100
    ? years.findIndex((_, index) => drawn.length > 0 && drawn.every(({ values }) => Boolean(values[index])))
    : -1;
  const events = new Map(
    series.flatMap(({ events: all }) => all.map((event) => [`${event.date} ${event.kind}`, event])),
  );
  return {
    baseYear: years[base],
    content: {
      years,
      series: series.map(({ territory, values, projection }) => {
        const factor = base < 0 ? 1 : 100 / (values[base] || Number.NaN);
        return {
          name: territory.name,
          values: base < 0 ? values : rebase(values, base),
          ahead: (projection?.points ?? []).map(({ year, value, low, high }) => {
            return { year, value: value * factor, low: low * factor, high: high * factor };
          }),
        };
      }),
      periods: mandates.map(({ label, from, to }) => ({
        label,
        from: toDecimalYear(from),
        to: to ? toDecimalYear(to) : Number.POSITIVE_INFINITY,
      })),
      marks: [...events.values()].map(({ date, kind }) => ({
        label: events.size > LABELLED_MARKS ? '' : kindText(kind),
        at: toDecimalYear(date),
      })),
      axisText: (value) => (base < 0 ? formatCompact(locale, value, indicator) : formatNumber(locale, value, 1)),
      valueText: (value) => (base < 0 ? formatValue(locale, value, indicator) : formatNumber(locale, value, 1)),
    },
  };
}

/** The events that happened during the years shown, each once, oldest first. */
export function eventsShown({ years, series }: TrendAnswer): TrendAnswer['series'][number]['events'] {
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const events = new Map(
    series.flatMap(({ events: all }) => all.map((event) => [`${event.date} ${event.label}`, event])),
  );
  return [...events.values()]
    .filter(({ date }) => toDecimalYear(date) >= first && toDecimalYear(date) <= last)
    .sort((left, right) => left.date.localeCompare(right.date));
}

/** Years to which trends are continued, in order. */
export function yearsAhead({ series }: TrendAnswer): readonly number[] {
  const years = series.flatMap(({ projection }) => (projection?.points ?? []).map(({ year }) => year));
  return [...new Set(years)].sort((left, right) => left - right);
}

/** How trends are continued, each way once. */
export function methodsOf({ series }: TrendAnswer): readonly string[] {
  return [...new Set(series.flatMap(({ projection }) => projection?.method ?? []))];
}

/** Leaves out the years that are not available for any of these territories: they would break every curve to say nothing. */
export function withoutEmptyYears(answer: TrendAnswer): TrendAnswer {
  const kept = answer.years.flatMap((_, index) =>
    answer.series.some(({ states }) => states[index] !== 'NOT_AVAILABLE') ? [index] : [],
  );
  if (kept.length === 0 || kept.length === answer.years.length) return answer;
  const pick = <Item>(items: readonly Item[]): Item[] => kept.map((index) => items[index]!);
  return {
    ...answer,
    years: pick(answer.years),
    series: answer.series.map((series) => ({
      ...series,
      values: pick(series.values),
      states: pick(series.states),
      coverage: pick(series.coverage),
    })),
  };
}

/** Where a day stands on an axis of years: `2017-07-02` -> 2017.5. */
export function toDecimalYear(day: string): number {
  const year = Number(day.slice(0, 4));
  const start = Date.UTC(year, 0, 1);
  return year + (Date.parse(`${day.slice(0, 10)}T00:00:00Z`) - start) / (Date.UTC(year + 1, 0, 1) - start);
}

function rebase(values: readonly (number | null)[], base: number): (number | null)[] {
  const reference = values[base];
  return values.map((value) => (value === null || !reference ? null : (100 * value) / reference));
}
