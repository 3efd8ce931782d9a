import { useComputedColorScheme } from '@mantine/core';
import { ScatterChart as ScatterSeries } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { type ScatterContent, toScatterOption } from './scatter-chart-option.ts';

use([ScatterSeries, GridComponent, TooltipComponent, LegendComponent, CanvasRenderer]);

interface ScatterChartProps {
  readonly content: ScatterContent;
  /** What the chart shows, in words; figures are in the table that follows it. */
  readonly label: string;
}

/** A cloud of points. Loaded with the page that shows it. */
export function ScatterChart({ content, label }: ScatterChartProps) {
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
    if (!element) return;
    const style = getComputedStyle(element);
    const read = (name: string) => style.getPropertyValue(name).trim();
    chart.current?.setOption(toScatterOption(content, read, style.fontFamily), true);
  }, [content, scheme]);

  return <div ref={holder} role="img" aria-label={label} style={{ height: 460 }} />;
}
