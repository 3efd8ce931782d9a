import type { EChartsCoreOption } from 'echarts/core';
import { toLabelLayout } from './spread-labels.ts';

export interface ScatterPoint {
  readonly name: string;
  readonly across: number;
  readonly up: number;
  /** Those that each figure supports; without, those of its axis. */
  readonly decimals?: { readonly across: number | undefined; readonly up: number | undefined };
}

export interface ScatterContent {
  /** The background first, then what stands out. */
  readonly groups: readonly {
    readonly name: string;
    readonly points: readonly ScatterPoint[];
    readonly colour: string;
    readonly symbol: 'circle' | 'diamond' | 'triangle';
    readonly size: number;
    /** Whether points stand out of the background: their names show under the pointer, or always. */
    readonly named: 'never' | 'pointed' | 'always';
  }[];
  readonly across: ScatterAxis;
  readonly up: ScatterAxis;
  /** What stands between a name and its value, as the language of the page has it. */
  readonly colon: string;
}

/** A point under the pointer, as ECharts gives it. */
interface Hovered {
  readonly seriesIndex: number;
  readonly dataIndex: number;
}

export interface ScatterAxis {
  readonly name: string;
  readonly isLog: boolean;
  readonly axisText: (value: number) => string;
  readonly valueText: (value: number, decimals: number | undefined) => string;
}

const NARROW = 560;
/** Beyond, the points in the background are drawn together. */
const MANY = 1_000;
/** Below 4 pixels, ECharts paints points without a path. */
const DOT = 3;
/** Up to this number, points in the background are as large as they can be told apart. */
const FEW = 300;
const FEW_DOT = 7;
/** Beyond, names would fill the chart: the table behind has them. */
const MOST_NAMES = 12;

/** Turns points into what ECharts draws; `read` gives a colour of the page by the name of its variable. */
export function toScatterOption(
  content: ScatterContent,
  read: (variable: string) => string,
  font: string,
  width: number,
): EChartsCoreOption {
  const { across, up, groups, colon } = content;
  const axis = ({ name, isLog, axisText }: ScatterAxis, gap: number) => ({
    type: isLog ? 'log' : 'value',
    scale: true,
    name,
    nameLocation: 'middle',
    nameGap: gap,
    nameTextStyle: { color: read('--ink'), fontSize: 13 },
    axisLabel: { color: read('--muted'), fontSize: 12, formatter: axisText, hideOverlap: true },
    splitLine: { lineStyle: { color: read('--line') } },
  });
  return {
    animation: false,
    textStyle: { fontFamily: font, color: read('--ink'), fontSize: 13 },
    // The legend of a phone takes two lines.
    grid: { left: 72, right: 24, top: width < NARROW ? 72 : 44, bottom: 56 },
    legend: { top: 0, left: 0, itemGap: 28, textStyle: { color: read('--ink') }, selectedMode: false },
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: read('--surface'),
      borderColor: read('--line'),
      textStyle: { color: read('--ink'), fontFamily: font },
      formatter: ({ seriesIndex, dataIndex }: Hovered) => {
        const point = groups[seriesIndex]?.points[dataIndex];
        if (!point) return '';
        const line = (axis: ScatterAxis, value: number, decimals: number | undefined): string =>
          `<br>${toHtml(axis.name)}${colon}<strong>${axis.valueText(value, decimals)}</strong>`;
        return `${toHtml(point.name)}${line(across, point.across, point.decimals?.across)}${line(up, point.up, point.decimals?.up)}`;
      },
    },
    xAxis: axis(across, 32),
    yAxis: axis(up, 54),
    series: groups.map(({ name, points, colour, symbol, size, named }, index) => ({
      ...(named === 'never' ? toGround(points.length, size) : { symbolSize: size }),
      type: 'scatter',
      // Painted at once: a chart that leaves the page in the middle of a painting by parts fails.
      progressive: 0,
      // Many points are small squares painted one after the other: 35,000 circles take a second, or much more as one shape.
      large: named === 'never',
      largeThreshold: MANY,
      name,
      z: index + 2,
      symbol,
      itemStyle: { color: read(colour), opacity: named !== 'never' ? 1 : points.length <= FEW ? 0.6 : 0.35 },
      label: {
        show: named === 'always' && points.length <= MOST_NAMES,
        position: 'top',
        formatter: '{b}',
        color: read('--ink'),
        textBorderColor: read('--surface'),
        textBorderWidth: 3,
      },
      // What is pointed at is named on top of the others.
      emphasis: { label: { show: named !== 'never', fontWeight: 'bold' } },
      // Labels that are hidden are laid out too: they would move those that show.
      ...(named === 'always' ? { labelLayout: toLabelLayout() } : {}),
      data:
        named === 'never'
          ? toPairs(points)
          : points.map(({ name: own, across: x, up: y }) => ({ name: own, value: [x, y] })),
    })),
  };
}

/** Points that are not named, two numbers each: ECharts copies what it is given, twice, and 35,000 objects take it longer than drawing them. */
function toPairs(points: readonly ScatterPoint[]): Float64Array {
  const pairs = new Float64Array(2 * points.length);
  for (const [index, { across, up }] of points.entries()) pairs.set([across, up], 2 * index);
  return pairs;
}

function toGround(count: number, size: number): { readonly symbolSize: number } {
  return { symbolSize: count >= MANY ? DOT : count <= FEW ? FEW_DOT : size };
}

/** ECharts writes the text of names as HTML. */
function toHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
