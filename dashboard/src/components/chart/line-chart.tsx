import { useComputedColorScheme } from '@mantine/core';
import { LineChart as LineSeries } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { type LineChartContent, toOption } from './line-chart-option.ts';

use([LineSeries, GridComponent, TooltipComponent, MarkAreaComponent, MarkLineComponent, LabelLayout, SVGRenderer]);

interface LineChartProps {
  readonly content: LineChartContent;
  /** What the chart shows, in words; the figures are in the table that follows it. */
  readonly label: string;
  readonly height?: number;
}

/** Curves over the years. Loaded with the page that shows them. */
export function LineChart({ content, label, height = 420 }: LineChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const scheme = useComputedColorScheme('light');

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const made = init(element);
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours of the page change with the scheme
  useEffect(() => {
    const element = holder.current;
    if (element) chart.current?.setOption(toOption(content, paletteOf(element), element.clientWidth), true);
  }, [content, scheme]);

  return <div ref={holder} role="img" aria-label={label} style={{ height }} />;
}

function paletteOf(element: HTMLElement) {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: read('--ink'),
    muted: read('--muted'),
    line: read('--line'),
    shade: read('--sunken'),
    surface: read('--surface'),
    font: style.fontFamily,
    series: [1, 2, 3, 4, 5, 6, 7].map((index) => read(`--series-${index}`)),
  };
}
