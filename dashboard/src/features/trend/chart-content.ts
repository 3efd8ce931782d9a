import type { LineChartContent } from '../../components/chart/line-chart-option.ts';
import { formatCompact, formatNumber, formatValue, type Locale, precise } from '../../format.ts';
import type { EventKind } from '../../graphql/generated.ts';
import { type Curve, isOneUnit, nameOf, type Trends, toDecimalYear } from './curves.ts';

interface ChartQuestion {
  readonly trends: Trends;
  readonly base100: boolean;
  readonly locale: Locale;
  readonly kindText: (kind: EventKind) => string;
  readonly breakText: string;
  readonly colon: string;
}

/** Above this number of marks their labels would cover each other. */
const LABELLED_MARKS = 4;

/** Turns trends into curves. Base 100 starts at the first year for which every drawn curve has a value; several units have no other axis. */
export function toChart({ trends, base100, locale, kindText, breakText, colon }: ChartQuestion): {
  readonly content: LineChartContent;
  readonly baseYear: number | undefined;
} {
  const { years, curves, mandates, indicators } = trends;
  const drawn = curves.filter(({ values }) => values.some((value) => value !== null));
  const based = base100 || !isOneUnit(trends);
  const baseYear = based
    ? years.find((year) => drawn.length > 0 && drawn.every((curve) => Boolean(valueIn(curve, year))))
    : undefined;
  // Without a common year, curves of several units have nothing that they could be drawn on.
  const shown = based && baseYear === undefined && !isOneUnit(trends) ? [] : curves;
  const [quantity] = indicators;
  const events = new Map(
    curves.flatMap(({ events: all }) => all.map((event) => [`${event.date} ${event.kind}`, event])),
  );
  const breaks = [...new Set(shown.flatMap((curve) => breakYears(curve)))];
  const plain = baseYear === undefined && quantity;
  return {
    baseYear,
    content: {
      years,
      series: shown.map((curve) => toSeries(curve, nameOf(curve, trends), years, baseYear)),
      periods: mandates.map(({ label, from, to }) => ({
        label,
        from: toDecimalYear(from),
        to: to ? toDecimalYear(to) : Number.POSITIVE_INFINITY,
      })),
      marks: [
        ...[...events.values()].map(({ date, kind }) => ({
          kind: 'event' as const,
          label: events.size > LABELLED_MARKS ? '' : kindText(kind),
          at: toDecimalYear(date),
        })),
        ...breaks.map((year) => ({ kind: 'break' as const, label: breakText, at: year - 0.5 })),
      ],
      axisText: (value) => (plain ? formatCompact(locale, value, plain) : formatNumber(locale, value, 1)),
      valueText: (value, decimals) =>
        plain ? formatValue(locale, value, precise(plain, decimals)) : formatNumber(locale, value, 1),
      colon,
    },
  };
}

function toSeries(
  curve: Curve,
  name: string,
  years: readonly number[],
  baseYear: number | undefined,
): LineChartContent['series'][number] {
  const base = baseYear === undefined ? undefined : valueIn(curve, baseYear);
  const factor = baseYear === undefined ? 1 : 100 / (base || Number.NaN);
  return {
    name,
    values: years.map((year) => {
      const value = valueIn(curve, year);
      return value === undefined || value === null ? value : maybeNumber(value * factor);
    }),
    ...(curve.decimals && { decimals: years.map((year) => curve.decimals?.[curve.years.indexOf(year)]) }),
    breaks: breakYears(curve),
    ahead: (curve.projection?.points ?? []).map(({ year, value, low, high }) => {
      return { year, value: value * factor, low: low * factor, high: high * factor };
    }),
  };
}

/** Undefined in a year that the indicator has not, null where there is no figure. */
function valueIn({ years, values }: Curve, year: number): number | null | undefined {
  const index = years.indexOf(year);
  return index === -1 ? undefined : (values[index] ?? null);
}

function maybeNumber(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function breakYears({ breaks }: Curve): readonly number[] {
  return breaks.map(({ year }) => year);
}
