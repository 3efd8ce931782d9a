import { useComputedColorScheme } from '@mantine/core';
import { CustomChart, LineChart as LineSeries } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { Drawing } from '../../export/figure.ts';
import { usePrinting } from '../use-printing.ts';
import { CurveKey } from './curve-key.tsx';
import { isNarrow, type LineChartContent, toOption } from './line-chart-option.ts';
import { ON_PAPER, onPaper } from './on-paper.ts';

use([
  LineSeries,
  CustomChart,
  GridComponent,
  TooltipComponent,
  MarkAreaComponent,
  MarkLineComponent,
  LabelLayout,
  SVGRenderer,
]);

interface LineChartProps {
  readonly content: LineChartContent;
  /** What the chart shows, in words; the figures are in the table that follows it. */
  readonly label: string;
  readonly height?: number;
  /** Names curves below even where the chart has room for their names; without, only where it has not. */
  readonly keyed?: boolean;
  readonly ref?: Ref<ChartHandle>;
}

/** What a page may ask of a chart that it shows. */
export interface ChartHandle {
  /** The chart as it is on the screen, on paper; undefined before it is drawn. */
  draw(): Drawing | undefined;
}

/** Curves over the years. Loaded with the page that shows them. */
export function LineChart({ content, label, height = 420, keyed = false, ref }: LineChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const scheme = useComputedColorScheme('light');
  const printing = usePrinting();
  const [width, setWidth] = useState(0);

  useImperativeHandle(ref, () => ({ draw: () => (holder.current ? toDrawing(content, holder.current) : undefined) }), [
    content,
  ]);

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const made = init(element);
    chart.current = made;
    const observer = new ResizeObserver(() => {
      made.resize();
      setWidth(element.clientWidth);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours of the page change with the scheme
  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const option = toOption(content, paletteOf(element), element.clientWidth);
    chart.current?.setOption(printing || prefersStillness() ? { ...option, animation: false } : option, true);
  }, [content, scheme, width, printing]);

  return (
    <>
      <div ref={holder} className={printing ? ON_PAPER : undefined} role="img" aria-label={label} style={{ height }} />
      {width > 0 && (keyed || isNarrow(width)) && <CurveKey names={content.series.map(({ name }) => name)} />}
    </>
  );
}

function prefersStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** An image has the fonts of whoever reads it: names are up to so many pixels wider. */
const SPARE = 28;

function toDrawing(content: LineChartContent, { clientWidth, clientHeight }: HTMLElement): Drawing {
  return onPaper({ width: clientWidth, height: clientHeight }, (element, width) => {
    const palette = paletteOf(element);
    const drawn = init(element, null, { renderer: 'svg' });
    drawn.setOption({ ...toOption(content, palette, width, SPARE), animation: false });
    const svg = drawn.renderToSVGString();
    drawn.dispose();
    const { ink, muted, surface } = palette;
    return { svg, width, height: clientHeight, ink, muted, surface };
  });
}

function paletteOf(element: HTMLElement) {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: read('--ink'),
    muted: read('--muted'),
    line: read('--line'),
    shade: read('--sunken'),
    break: read('--worse'),
    surface: read('--surface'),
    // ECharts writes it inside an attribute between double quotes.
    font: style.fontFamily.replaceAll('"', "'"),
    series: [1, 2, 3, 4, 5, 6, 7].map((index) => read(`--series-${index}`)),
  };
}
