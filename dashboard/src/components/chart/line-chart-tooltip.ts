import type { LineChartContent } from './line-chart-option.ts';

/** The year, then one line by curve; echarts writes the text of names as HTML, so they are escaped. */
export function toTooltip({ series, valueText, years, colon }: LineChartContent, shown: unknown): string {
  const points: { axisValue?: unknown }[] = Array.isArray(shown) ? shown : [];
  const at = Number(points[0]?.axisValue);
  const position = years.indexOf(at);
  if (position === -1) return toTooltipAhead(series, at, valueText, colon);
  const lines = series.flatMap(({ name, values, decimals }) => {
    const value = values[position];
    if (value === undefined) return [];
    const text = value === null ? '–' : valueText(value, decimals?.[position]);
    return [`<div>${toHtml(name)}${colon}<strong>${text}</strong></div>`];
  });
  return `<div>${years[position]}</div>${lines.join('')}`;
}

function toTooltipAhead(
  series: LineChartContent['series'],
  at: number,
  valueText: LineChartContent['valueText'],
  colon: string,
): string {
  const lines = series.flatMap(({ name, ahead, decimals }) => {
    const point = ahead.find(({ year }) => year === at);
    if (!point) return [];
    const least = leastOf(decimals);
    const [value, low, high] = [point.value, point.low, point.high].map((one) => valueText(one, least));
    const text = `${value}</strong> (${low} – ${high})`;
    return [`<div>${toHtml(name)}${colon}<strong>${text}</div>`];
  });
  return lines.length === 0 ? '' : `<div>${at}</div>${lines.join('')}`;
}

/** What is continued is no more precise than what it rests on. */
function leastOf(decimals: readonly (number | undefined)[] | undefined): number | undefined {
  const known = (decimals ?? []).filter((one) => one !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

function toHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
