import { useComputedColorScheme } from '@mantine/core';
import { ScatterChart as ScatterSeries } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { Drawing } from '../../export/figure.ts';
import { usePrinting } from '../use-printing.ts';
import { afterPaint } from './after-paint.ts';
import { coloursAt, ON_PAPER, onPaper } from './on-paper.ts';
import { type ScatterContent, toScatterOption } from './scatter-chart-option.ts';

use([ScatterSeries, GridComponent, TooltipComponent, LegendComponent, LabelLayout, CanvasRenderer, SVGRenderer]);

interface ScatterChartProps {
  readonly content: ScatterContent;
  /** What the chart shows, in words; figures are in the table that follows it. */
  readonly label: string;
  readonly ref?: Ref<ScatterHandle>;
}

/** What a page may ask of a cloud that it shows. */
export interface ScatterHandle {
  /** The cloud on paper; undefined before it is drawn. */
  draw(): Drawing | undefined;
}

const HEIGHT = 460;

/** A cloud of points. Loaded with the page that shows it. */
export function ScatterChart({ content, label, ref }: ScatterChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const scheme = useComputedColorScheme('light');
  const printing = usePrinting();

  useImperativeHandle(ref, () => ({ draw: () => (holder.current ? toDrawing(content, holder.current) : undefined) }), [
    content,
  ]);

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const made = init(element, null, { renderer: 'canvas' });
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
    const draw = () =>
      chart.current?.setOption(
        toScatterOption(content, coloursAt(element), fontAt(element), element.clientWidth),
        true,
      );
    // A sheet of paper is not painted again.
    if (!printing) return afterPaint(draw);
    draw();
    return undefined;
  }, [content, scheme, printing]);

  const className = printing ? ON_PAPER : undefined;
  return <div ref={holder} className={className} role="img" aria-label={label} style={{ height: HEIGHT }} />;
}

function toDrawing(content: ScatterContent, { clientWidth }: HTMLElement): Drawing {
  return onPaper({ width: clientWidth, height: HEIGHT }, (element, width) => {
    const read = coloursAt(element);
    const drawn = init(element, null, { renderer: 'svg' });
    drawn.setOption(toScatterOption(content, read, fontAt(element), width));
    const svg = drawn.renderToSVGString();
    drawn.dispose();
    return { svg, width, height: HEIGHT, ink: read('--ink'), muted: read('--muted'), surface: read('--surface') };
  });
}

/** ECharts writes it inside an attribute between double quotes. */
function fontAt(element: HTMLElement): string {
  return getComputedStyle(element).fontFamily.replaceAll('"', "'");
}
