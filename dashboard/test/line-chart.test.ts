import { CustomChart, type CustomSeriesOption, LineChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { describe, expect, it } from 'vitest';
import { startsAboveZero } from '../src/components/chart/above-zero.ts';
import { type LineChartContent, toOption } from '../src/components/chart/line-chart-option.ts';

const PALETTE = {
  ink: 'i',
  muted: 'm',
  line: 'l',
  shade: 's',
  break: 'b',
  surface: 'u',
  font: 'f',
  series: ['1', '2'],
};

interface DrawnSeries {
  readonly data: readonly (readonly [number, number | '-'])[];
  readonly lineStyle: { readonly type?: string };
  readonly markLine?: { readonly data: readonly { readonly name: string; readonly xAxis: number }[] };
}

function drawn(series: Partial<LineChartContent['series'][number]>, marks: LineChartContent['marks'] = []) {
  const one = { name: 'Lyon', values: [], breaks: [], ahead: [], ...series };
  const text = String;
  const content = {
    years: [2018, 2019, 2020, 2021],
    series: [one],
    periods: [],
    marks,
    axisText: text,
    valueText: text,
    colon: ' : ',
  };
  const all = toOption(content, PALETTE, 1_000).series as (DrawnSeries & { readonly type: string })[];
  return all.filter(({ type }) => type === 'line');
}

describe('curves', () => {
  it('are not drawn across a break, by a full line nor by a dotted one', () => {
    const series = drawn({ values: [1, 2, 3, 4], breaks: [2020] }, [{ kind: 'break', label: 'rupture', at: 2019.5 }]);
    expect(series).toHaveLength(1);
    expect(series[0]!.data).toEqual([
      [2018, 1],
      [2019, 2],
      [2020, '-'],
      [2020, 3],
      [2021, 4],
    ]);
    expect(series[0]!.markLine?.data).toMatchObject([{ name: 'rupture', xAxis: 2019.5 }]);
  });

  it('show a year without a figure as a hole that a dotted line crosses', () => {
    const [line, bridge, ...others] = drawn({ values: [1, null, 3, 4] });
    expect(line!.data[1]).toEqual([2019, '-']);
    expect(bridge!.lineStyle.type).toBe('dotted');
    expect(bridge!.data).toEqual([
      [2018, 1],
      [2020, 3],
      [2021, 4],
    ]);
    expect(others).toEqual([]);
  });

  it('are dotted over years further apart than the others, whatever the curves beside know', () => {
    const [line, bridge] = drawn({ values: [1, undefined, 3, 4] });
    expect(line!.data).toEqual([
      [2018, 1],
      [2019, '-'],
      [2020, 3],
      [2021, 4],
    ]);
    expect(bridge!.lineStyle.type).toBe('dotted');
    expect(drawn({ values: [1, undefined, 3, undefined] })).toHaveLength(1);
  });
});

/** Draws as the page does, without a page. */
function toSvg(option: ReturnType<typeof toOption>): string {
  use([LineChart, CustomChart, GridComponent, TooltipComponent, MarkAreaComponent, SVGRenderer]);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 1_000, height: 420 });
  chart.setOption({ ...option, animation: false });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

describe('a mandate', () => {
  it('is shaded under the lines of the grid', () => {
    const content = {
      years: [2018, 2019, 2020],
      series: [{ name: 'Lyon', values: [1, 2, 3], breaks: [], ahead: [] }],
      periods: [{ label: 'Mandat', from: 2018, to: 2020 }],
      marks: [],
      axisText: String,
      valueText: String,
      colon: ' : ',
    };
    const svg = toSvg(toOption(content, { ...PALETTE, line: '#dddd01', shade: '#eeee02' }, 1_000));
    const shade = svg.indexOf('#eeee02');
    expect(shade).toBeGreaterThan(0);
    expect(svg.indexOf('#dddd01')).toBeGreaterThan(shade);
  });
});

describe('lines', () => {
  const CURVES = 16;
  const option = toOption(
    {
      years: [2018, 2019],
      series: Array.from({ length: CURVES }, (_, index) => ({
        name: `Commune ${index}`,
        values: [index, index + 1],
        breaks: [],
        ahead: [],
      })),
      periods: [],
      marks: [],
      axisText: String,
      valueText: String,
      colon: ' : ',
    },
    {
      ...PALETTE,
      surface: '#fefefe',
      series: ['#100001', '#100002', '#100003', '#100004', '#100005', '#100006', '#100007'],
    },
    1_000,
  );

  it('have the colour of their curve once drawn, those with open symbols too', () => {
    const svg = toSvg(option);
    const strokes = [...svg.matchAll(/<path d="[^"]*" fill="none"[^>]* stroke="([^"]*)" stroke-width="2.25"/g)].map(
      ([, stroke]) => stroke,
    );
    expect(strokes).toHaveLength(CURVES);
    expect(new Set(strokes)).toEqual(
      new Set(['#100001', '#100002', '#100003', '#100004', '#100005', '#100006', '#100007']),
    );
  });
});

describe('labels on a narrow chart', () => {
  const content: LineChartContent = {
    years: [2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023],
    series: [{ name: 'Lyon', values: [1, 2, 3, 4, 5, 6, 7, 8], breaks: [], ahead: [] }],
    periods: [
      { label: 'Mandat 2014-2017', from: 2014.2, to: 2017.2 },
      { label: 'Mandat 2017-2020', from: 2017.2, to: 2020.2 },
      { label: 'Mandat 2020-2026', from: 2020.2, to: 2026.2 },
    ],
    marks: [],
    axisText: String,
    valueText: String,
    colon: ' : ',
  };

  function labelsAt(width: number) {
    const option = toOption(content, PALETTE, width) as {
      readonly xAxis: { readonly axisLabel: { readonly formatter: (year: number) => string } };
      readonly series: readonly { readonly markArea: { readonly data: readonly (readonly [{ name: string }])[] } }[];
    };
    return {
      periods: option.series[0]!.markArea.data.map(([{ name }]) => name),
      years: [2020, 2022, 2023].map(option.xAxis.axisLabel.formatter),
    };
  }

  it('are written whole where there is room', () => {
    expect(labelsAt(1_200)).toEqual({
      periods: ['Mandat 2014-2017', 'Mandat 2017-2020', 'Mandat 2020-2026'],
      years: ['2020', '2022', '2023'],
    });
  });

  it('keep within their period, and the last year has its own place', () => {
    expect(labelsAt(320)).toEqual({ periods: ['', '2017-2020', '2020-2026'], years: ['2020', '', '2023'] });
  });
});

describe('the axis of values', () => {
  const drawn = (...series: readonly (readonly (number | null)[])[]) => ({
    series: series.map((values) => ({ values })),
  });

  it('begins above zero only where all curves are far from it', () => {
    expect(startsAboveZero(drawn([100, null, 98], [95, 97]))).toBe(true);
    expect(startsAboveZero(drawn([100, 98], [36, 37]))).toBe(false);
    expect(startsAboveZero(drawn([-3, 4]))).toBe(false);
    expect(startsAboveZero(drawn([null]))).toBe(false);
  });
});

describe('names at the end of curves', () => {
  const namesOf = (names: readonly string[]): readonly string[] => {
    const content: LineChartContent = {
      years: [2020],
      series: names.map((name) => ({ name, values: [1], breaks: [], ahead: [] })),
      periods: [],
      marks: [],
      axisText: String,
      valueText: String,
      colon: ' : ',
    };
    const drawnNames = (toOption(content, PALETTE, 1_000).series as CustomSeriesOption[]).at(-1)!;
    const group = drawnNames.renderItem!({} as never, { coord: (at: number[]) => at } as never) as unknown as {
      readonly children: readonly { readonly style: { readonly text: string } }[];
    };
    return group.children.map(({ style }) => style.text);
  };

  it('tell apart by their last words those that would be cut alike', () => {
    expect(namesOf(['Part des familles monoparentales', 'Part des familles nombreuses', 'Taux de chômage'])).toEqual([
      '…monoparentales',
      '…nombreuses',
      'Taux de chômage',
    ]);
  });

  it('stay whole where their beginnings differ', () => {
    const names = ['Saint-Laurent-de-Mure', 'Saint-Pierre-de-Chandieu', 'Saint-Laurent-d’Agny'];
    expect(namesOf(names)).toEqual(names);
    expect(namesOf(['Saint-Laurent-de-Mure', 'Saint-Laurent-de-Chamousset'])).toEqual(['…Mure', '…Chamousset']);
  });
});
