import type { LineChartContent } from '../../components/chart/line-chart-option.ts';
import { formatNumber, formatOnAxis, formatValue, type Locale, precise } from '../../format.ts';
import type { EventKind } from '../../graphql/generated.ts';
import { factorOf, hasValues, maybeBaseYear, valueIn } from './base.ts';
import { type Curve, isOneUnit, nameOf, type Trends, toDecimalYear } from './curves.ts';
import { changesOfGround } from './new-ground.ts';
import { cutYears, isMarkedByStep, type StepMark, stepMarks } from './perimeter-steps.ts';

interface ChartQuestion {
  readonly trends: Trends;
  readonly base100: boolean;
  readonly locale: Locale;
  readonly kindText: (kind: EventKind) => string;
  readonly breakText: string;
  readonly stepText: (mark: StepMark, areSeveral: boolean) => string;
  readonly listText: (names: readonly string[]) => string;
  readonly colon: string;
}

/** What is written along an axis in base 100. */
const BASE = { unit: 'RATIO', decimals: 1 } as const;
/** Above this number of marks their labels would cover each other. */
const LABELLED_MARKS = 4;

/** Turns trends into curves, as they are or in base 100. */
export function toChart({ trends, base100, locale, kindText, breakText, stepText, listText, colon }: ChartQuestion): {
  readonly content: LineChartContent;
  readonly baseYear: number | undefined;
  /** Curves that have figures, but none in the base year: they are not drawn. */
  readonly without: readonly Curve[];
} {
  const { years, curves, mandates, indicators } = trends;
  const drawn = curves.filter(hasValues);
  const baseYear = maybeBaseYear(trends, base100);
  // Without a common year, curves of several units have nothing that they could be drawn on.
  const shown = baseYear === undefined && !isOneUnit(trends) ? [] : curves;
  const [quantity] = indicators;
  const events = marksOf(trends);
  const steps = stepMarks(curves);
  const areLabelled = events.length + steps.length <= LABELLED_MARKS;
  const several = new Set(curves.map(({ territory }) => territory.id)).size > 1;
  const breaks = [...new Set(shown.flatMap((curve) => breakYears(curve)))];
  const plain = baseYear === undefined && quantity;
  const isPublished = trends.geography === 'PUBLISHED';
  return {
    baseYear,
    without: baseYear === undefined ? [] : drawn.filter((curve) => !valueIn(curve, baseYear)),
    content: {
      years,
      series: shown.map((curve) => {
        const series = toSeries(curve, nameOf(curve, trends), years, baseYear);
        return isPublished
          ? { ...series, breaks: [...series.breaks, ...yearsOfNewGround(curve), ...cutYears(curve)] }
          : series;
      }),
      periods: mandates.map(({ label, from, to }) => ({
        label,
        from: toDecimalYear(from),
        to: to ? toDecimalYear(to) : Number.POSITIVE_INFINITY,
      })),
      marks: [
        ...events.map(({ date, kind, names }) => ({
          kind: 'event' as const,
          label: !areLabelled ? '' : several ? `${kindText(kind)}${colon}${listText(names)}` : kindText(kind),
          at: toDecimalYear(date),
        })),
        ...steps.map((mark) => ({
          kind: mark.isCut ? ('break' as const) : ('event' as const),
          label: areLabelled ? stepText(mark, several) : '',
          at: mark.at,
        })),
        ...breaks.map((year) => ({ kind: 'break' as const, label: breakText, at: year - 0.5 })),
      ],
      axisText: (value, step) => formatOnAxis(locale, value, plain ? plain : BASE, step),
      valueText: (value, decimals) =>
        plain ? formatValue(locale, value, precise(plain, decimals)) : formatNumber(locale, value, 1),
      colon,
    },
  };
}

/** What happened during the years shown, each once by day and kind, with those it happened to. */
function marksOf({
  curves,
  years,
  geography,
}: Trends): readonly { readonly date: string; readonly kind: EventKind; readonly names: readonly string[] }[] {
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const names = new Map<string, Map<string, string>>();
  for (const curve of curves) {
    const { events, territory } = curve;
    const shown = events.filter(
      (event) =>
        first <= toDecimalYear(event.date) &&
        toDecimalYear(event.date) <= last &&
        !isMarkedByStep(curve, event, geography),
    );
    for (const { date, kind } of shown) {
      const key = `${date} ${kind}`;
      names.set(key, (names.get(key) ?? new Map<string, string>()).set(territory.id, territory.name));
    }
  }
  return [...names].map(([key, those]) => {
    const [date = '', kind] = key.split(' ');
    return { date, kind: kind as EventKind, names: [...those.values()] }; // as: what the key was made of
  });
}

/** Years since which a commune is another ground than before: as published, no line leads from one to the other. */
function yearsOfNewGround(curve: Curve): readonly number[] {
  return curve.events.flatMap((event) => changesOfGround(curve, event));
}

function toSeries(
  curve: Curve,
  name: string,
  years: readonly number[],
  baseYear: number | undefined,
): LineChartContent['series'][number] {
  const factor = baseYear === undefined ? 1 : factorOf(curve, baseYear);
  return {
    name,
    values: years.map((year) => {
      const value = valueIn(curve, year);
      return value === undefined || value === null ? value : maybeNumber(value * factor);
    }),
    ...(curve.decimals && { decimals: years.map((year) => curve.decimals?.[curve.years.indexOf(year)]) }),
    breaks: breakYears(curve),
    ahead: (Number.isNaN(factor) ? [] : (curve.projection?.points ?? [])).map(({ year, value, low, high }) => {
      return { year, value: value * factor, low: low * factor, high: high * factor };
    }),
  };
}

function maybeNumber(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function breakYears({ breaks }: Curve): readonly number[] {
  return breaks.map(({ year }) => year);
}
