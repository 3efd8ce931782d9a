import type { CustomSeriesOption } from 'echarts/charts';
import type { ChartPalette, LineChartContent } from './line-chart-option.ts';
import { spread } from './spread-labels.ts';

const NAME_SIZE = 13;
const NAME_HEIGHT = 16;
const NAME_WIDTH = 140;
/** Mean width of a character of a name, with some room around. */
const CHARACTER = 7;
/** Pixels from the end of a curve to its name. */
const NAME_GAP = 8;

/** Names of the curves where they end, none over another. */
export function toNames({ years, series }: LineChartContent, palette: ChartPalette): readonly CustomSeriesOption[] {
  const ends = series.flatMap(({ name, values, ahead }, index) => {
    const at = values.findLastIndex((value) => value != null);
    const end = ahead.at(-1) ?? (at < 0 ? undefined : { year: years[at]!, value: values[at]! });
    return end ? [{ name, end, colour: palette.series[index % palette.series.length] ?? palette.ink }] : [];
  });
  const [first] = ends;
  if (!first) return [];
  return [
    {
      type: 'custom',
      silent: true,
      // A point of a curve: the axes hold what is given here.
      data: [[first.end.year, first.end.value]],
      z: 3,
      renderItem: (_, { coord }) => {
        const boxes = ends.map(({ name, end }) => {
          const [x = 0, y = 0] = coord([end.year, end.value]);
          const width = Math.min(NAME_WIDTH, name.length * CHARACTER);
          return { x: x + NAME_GAP, y: y - NAME_HEIGHT / 2, width, height: NAME_HEIGHT };
        });
        const tops = spread(boxes);
        return {
          type: 'group',
          children: ends.map(({ name, colour }, index) => ({
            type: 'text',
            x: boxes[index]!.x,
            y: tops[index]! + NAME_HEIGHT / 2,
            style: {
              text: name,
              fill: colour,
              fontFamily: palette.font,
              fontSize: NAME_SIZE,
              fontWeight: 600,
              verticalAlign: 'middle',
              width: NAME_WIDTH,
              overflow: 'truncate',
            },
          })),
        };
      },
    },
  ];
}
