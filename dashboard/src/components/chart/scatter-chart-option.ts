import type { EChartsCoreOption } from 'echarts/core';

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
    readonly named: boolean;
  }[];
  readonly across: ScatterAxis;
  readonly up: ScatterAxis;
  /** What stands between a name and its value, as the language of the page has it. */
  readonly colon: string;
}

/** A point under the pointer, as ECharts gives it. */
interface Hovered {
  readonly name: string;
  readonly value: readonly [number, number];
  readonly data: Pick<ScatterPoint, 'decimals'>;
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
      formatter: ({ name, value, data: { decimals } }: Hovered) =>
        `${toHtml(name)}<br>${toHtml(across.name)}${colon}<strong>${across.valueText(value[0], decimals?.across)}</strong><br>${toHtml(up.name)}${colon}<strong>${up.valueText(value[1], decimals?.up)}</strong>`,
    },
    xAxis: axis(across, 32),
    yAxis: axis(up, 54),
    series: groups.map(({ name, points, colour, symbol, size, named }, index) => ({
      type: 'scatter',
      // Painted at once: a chart that leaves the page in the middle of a painting by parts fails.
      progressive: 0,
      // Many points are small squares painted one after the other: 35,000 circles take a second, or much more as one shape.
      large: !named,
      largeThreshold: MANY,
      name,
      z: index + 2,
      symbol,
      symbolSize: !named && points.length >= MANY ? DOT : size,
      itemStyle: { color: read(colour), opacity: named ? 1 : 0.35 },
      label: {
        show: named && points.length <= 8,
        position: 'top',
        formatter: '{b}',
        color: read('--ink'),
        textBorderColor: read('--surface'),
        textBorderWidth: 3,
      },
      labelLayout: { hideOverlap: true },
      data: points.map(({ name: own, across: x, up: y, decimals }) => ({ name: own, value: [x, y], decimals })),
    })),
  };
}

/** ECharts writes the text of names as HTML. */
function toHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
