import { startsAboveZero } from './above-zero.ts';
import type { LineChartContent } from './line-chart-option.ts';

/** About how many parts an axis of values is cut in. */
export const PARTS = 5;

/** Distance between two values written along the axis of these curves, as ECharts chooses it. */
export function axisStep(content: Pick<LineChartContent, 'series'>): number {
  const values = content.series.flatMap(({ values: all, ahead }) => [
    ...all.flatMap((value) => value ?? []),
    ...ahead.map(({ value }) => value),
  ]);
  const zero = startsAboveZero(content) ? [] : [0];
  const extent = Math.max(...values, ...zero) - Math.min(...values, ...zero);
  if (!(extent > 0)) return 1;
  const part = extent / PARTS;
  const power = 10 ** Math.floor(Math.log10(part));
  const share = part / power;
  return power * (share < 1.5 ? 1 : share < 2.5 ? 2 : share < 4 ? 3 : share < 7 ? 5 : 10);
}
