import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { EChartsCoreOption } from 'echarts/core';
import { startsAboveZero } from './above-zero.ts';
import { axisStep, PARTS } from './axis-step.ts';
import { toNames } from './curve-names.ts';
import { bridgesOf, piecesOf, pointsOf } from './curve-points.ts';
import { toTooltip } from './line-chart-tooltip.ts';
import { MARK_HEIGHT, placeMarks } from './mark-labels.ts';

export interface LineChartContent {
  readonly years: readonly number[];
  readonly series: readonly {
    readonly name: string;
    /** Aligned with the years: null where there is no figure, undefined in a year that the series has not. */
    readonly values: readonly (number | null | undefined)[];
    /** Those that the values support, aligned with them; undefined when all have those of what is drawn. */
    readonly decimals?: readonly (number | undefined)[];
    /** First years of a new series: the curve is not drawn from before to after. */
    readonly breaks: readonly number[];
    /** Points to come after the last value, with their interval. */
    readonly ahead: readonly {
      readonly year: number;
      readonly value: number;
      readonly low: number;
      readonly high: number;
    }[];
  }[];
  /** Periods shaded behind the curves. */
  readonly periods: readonly { readonly label: string; readonly from: number; readonly to: number }[];
  /** Moments marked by a vertical line. */
  readonly marks: readonly { readonly kind: 'event' | 'break'; readonly label: string; readonly at: number }[];
  /** Writes a value along the axis, told from those a step away. */
  readonly axisText: (value: number, step: number) => string;
  /** Writes a value, with the decimals that it supports when they are fewer than those of what is drawn. */
  readonly valueText: (value: number, decimals?: number) => string;
  /** What stands between a name and its value, as the language of the page has it. */
  readonly colon: string;
}

export interface ChartPalette {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly shade: string;
  readonly break: string;
  readonly surface: string;
  readonly font: string;
  readonly series: readonly string[];
}

export interface CurveSymbol {
  readonly shape: 'circle' | 'rect' | 'triangle' | 'diamond';
  /** Drawn by its outline only. */
  readonly isOpen: boolean;
}
const SHAPES = ['circle', 'rect', 'triangle', 'diamond'] as const;
const SYMBOLS = [false, true].flatMap((isOpen) => SHAPES.map((shape): CurveSymbol => ({ shape, isOpen }))).slice(0, 7);

/** The symbol of a curve, which tells it apart where colours do not. */
export function symbolOf(index: number): CurveSymbol {
  return SYMBOLS[index % SYMBOLS.length]!; // of a list that is not empty
}
/** Below this width, in pixels, there is no room for names beside the curves: a key stands under the chart. */
const NARROW = 560;

export function isNarrow(width: number): boolean {
  return width < NARROW;
}

/** Mean width of a character of the label of a period, with some room around. */
const CHARACTER = 7;
/** Width of a year under the axis, with some room around. */
const YEAR_WIDTH = 44;

/** Turns curves into what ECharts draws. Years stand at their true distance; a hole breaks the line. */
export function toOption(
  content: LineChartContent,
  palette: ChartPalette,
  width: number,
  /** Pixels more at the right, where names may be written wider than they are measured. */
  spare = 0,
): EChartsCoreOption {
  const { axisText } = content;
  const [first, last] = extentOf(content);
  const marks = marksOf(content, width);
  const step = axisStep(content);
  const narrow = isNarrow(width);
  const interval = last - first > (narrow ? 8 : 16) ? 5 : narrow && last - first > 4 ? 2 : 1;
  // The last year is always written: the one before makes room for it.
  const beside = (last - first) % interval;
  const crowded = beside > 0 && (beside / (last - first)) * plotWidth(width) < YEAR_WIDTH ? last - beside : undefined;
  return {
    animationDuration: 250,
    textStyle: { fontFamily: palette.font, color: palette.ink, fontSize: 13 },
    grid: {
      left: 8,
      right: (narrow ? 20 : 150) + spare,
      top: 24 + MARK_HEIGHT * rowsOf(marks),
      bottom: 8,
      containLabel: true,
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: palette.surface,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontFamily: palette.font },
      formatter: (shown: unknown) => toTooltip(content, shown),
      axisPointer: { label: { formatter: ({ value }: { value: unknown }) => String(Math.round(Number(value))) } },
    },
    xAxis: {
      type: 'value',
      min: first,
      max: last,
      interval,
      axisLabel: {
        color: palette.muted,
        fontSize: 13,
        formatter: (value: number) => (value === crowded ? '' : String(value)),
      },
      axisLine: { lineStyle: { color: palette.muted } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      scale: startsAboveZero(content),
      splitNumber: PARTS,
      axisLabel: { color: palette.muted, fontSize: 13, formatter: (value: number) => axisText(value, step) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      ...content.series.map((series, index) => toSeries(content, series, index, palette, width)),
      ...content.series.flatMap((series, index) => toBridge(content, series, index, palette)),
      ...content.series.flatMap((series, index) => toAhead(content, series, index, palette)),
      ...(narrow ? [] : toNames(content, palette)),
    ],
  };
}

/** Room at the left of the curves for the values of the axis, and at their right for their names. */
const AXIS = 64;

/** About how many pixels the years spread over. */
function plotWidth(width: number): number {
  return width - AXIS - (isNarrow(width) ? 20 : 150);
}

/** A label of a period, its last words only when there is no room for all of them, nothing when there is room for none. */
function fitting(label: string, room: number): string {
  const words = label.split(' ');
  const kept = words.map((_, index) => words.slice(index).join(' ')).find((text) => text.length * CHARACTER <= room);
  return kept ?? '';
}

/** The marks that the years shown hold, and where their labels are written. */
function marksOf(content: LineChartContent, width: number) {
  const [first, last] = extentOf(content);
  const [left, room] = [first, plotWidth(width) / (last - first || 1)];
  return placeMarks(
    content.marks.filter(({ at }) => at >= first && at <= last),
    { xOf: (at) => AXIS + (at - left) * room, width },
  );
}

function rowsOf(marks: ReturnType<typeof marksOf>): number {
  return 1 + Math.max(0, ...marks.map(({ row }) => row));
}

/** First and last year of the axis. */
function extentOf({ years, series }: LineChartContent): readonly [number, number] {
  const ahead = series.flatMap((one) => one.ahead.map(({ year }) => year));
  return [Math.min(...years), Math.max(...years, ...ahead)];
}

/** A dashed line from the last value to the points to come, in a band that holds their interval. */
function toAhead(
  { years }: LineChartContent,
  { values, ahead }: LineChartContent['series'][number],
  index: number,
  palette: ChartPalette,
): (LineSeriesOption | CustomSeriesOption)[] {
  const at = values.findLastIndex((value) => value != null);
  if (ahead.length === 0 || at < 0) return [];
  const colour = palette.series[index % palette.series.length] ?? palette.ink;
  const [year, value] = [years[at]!, values[at]!];
  const points = [{ year, value, low: value, high: value }, ...ahead];
  const line = (of: (point: (typeof points)[number]) => number, lineStyle: LineSeriesOption['lineStyle']) =>
    ({
      type: 'line',
      silent: true,
      symbol: 'none',
      data: points.map((point) => [point.year, of(point)]),
      lineStyle,
      z: 1,
    }) as const;
  return [
    {
      type: 'custom',
      silent: true,
      // A point of the curve: the axes hold what is given here.
      data: [[year, value]],
      z: 1,
      renderItem: (_, { coord }) => ({
        type: 'polygon',
        shape: {
          points: [
            ...points.map((point) => coord([point.year, point.high])),
            ...points.toReversed().map((point) => coord([point.year, point.low])),
          ],
        },
        style: { fill: colour, opacity: 0.14 },
      }),
    },
    {
      ...line((point) => point.value, { width: 2.25, type: 'dashed', color: colour }),
    },
    line((point) => point.low, { width: 0.75, color: colour, opacity: 0.5 }),
    line((point) => point.high, { width: 0.75, color: colour, opacity: 0.5 }),
  ];
}

/** A dotted line over the years that miss between two known ones: the eye follows, and sees that nothing is known there. None crosses a break. */
function toBridge(
  { years }: LineChartContent,
  series: LineChartContent['series'][number],
  index: number,
  palette: ChartPalette,
): LineSeriesOption[] {
  return bridgesOf(years, series).map((data) => ({
    type: 'line',
    silent: true,
    symbol: 'none',
    data: data.map((point) => [...point]),
    lineStyle: { width: 1.25, type: 'dotted', color: palette.series[index % palette.series.length] ?? palette.ink },
    z: 1,
  }));
}

function toSeries(
  content: LineChartContent,
  { name, values, breaks }: LineChartContent['series'][number],
  index: number,
  palette: ChartPalette,
  width: number,
): LineSeriesOption {
  const colour = palette.series[index % palette.series.length] ?? palette.ink;
  const { shape, isOpen } = symbolOf(index);
  const { years, periods } = content;
  const [first, last] = extentOf(content);
  const points = pointsOf(years, values);
  const base: LineSeriesOption = {
    type: 'line',
    name,
    // A point without a value between two pieces keeps the line from joining them.
    data: piecesOf(points, breaks).flatMap((piece, rank) => [
      ...(rank === 0 ? [] : [[piece[0]!.year, '-' as const]]),
      ...piece.map(({ year, value }) => [year, value ?? '-']),
    ]),
    symbol: shape,
    ...(isOpen ? { itemStyle: { color: palette.surface, borderColor: colour, borderWidth: 2 } } : {}),
    symbolSize: 7,
    showAllSymbol: true,
    color: colour,
    // Without a colour of its own a line has that of its symbols, which are open or not.
    lineStyle: { width: 2.25, color: colour, type: index >= palette.series.length ? 'dashed' : 'solid' },
    emphasis: { focus: 'series' },
  };
  if (index > 0) return base;
  return {
    ...base,
    markArea: {
      silent: true,
      // Under the lines of the grid and the intervals of what is continued.
      z: -1,
      label: { position: 'insideTop', color: palette.muted, fontSize: 12, distance: 6 },
      data: periods
        .filter(({ from, to }) => to > first && from < last)
        .map(({ label, from, to }, position) => [
          {
            name: fitting(label, ((Math.min(to, last) - Math.max(from, first)) / (last - first)) * plotWidth(width)),
            xAxis: Math.max(from, first),
            itemStyle: { color: position % 2 === 0 ? palette.shade : 'transparent' },
          },
          { xAxis: Math.min(to, last) },
        ]),
    },
    markLine: {
      symbol: 'none',
      silent: true,
      animation: false,
      lineStyle: { color: palette.ink, type: 'dashed', width: 1 },
      label: { position: 'end', rotate: 0, color: palette.ink, fontSize: 12, formatter: '{b}' },
      data: marksOf(content, width).map(({ kind, label, at, row, align }) => ({
        name: label,
        xAxis: at,
        label: { distance: [0, 5 + row * MARK_HEIGHT], align },
        ...(kind === 'break' ? { lineStyle: { color: palette.break, type: 'solid', width: 2 } } : {}),
      })),
    },
  };
}
