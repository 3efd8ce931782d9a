import type { CustomSeriesOption } from 'echarts/charts';
import type { ChartPalette, LineChartContent } from './line-chart-option.ts';
import { type Line, spread } from './spread-labels.ts';

const NAME_SIZE = 13;
const NAME_HEIGHT = 16;
const NAME_WIDTH = 140;
/** Mean width of a character of a name, with some room around. */
const CHARACTER = 7;
const MOST_CHARACTERS = NAME_WIDTH / CHARACTER;
/** Two names that are cut and begin with as many characters are hardly told apart by the few left. */
const TELLING_CHARACTERS = 15;
/** Width of what sets a name apart from what is under it. */
const HALO = 4;
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
  const labels = toLabels(ends.map(({ name }) => name));
  return [
    {
      type: 'custom',
      silent: true,
      // A point of a curve: the axes hold what is given here.
      data: [[first.end.year, first.end.value]],
      z: 3,
      renderItem: (_, { coord }) => {
        const boxes = ends.map(({ end }, index) => {
          const [x = 0, y = 0] = coord([end.year, end.value]);
          const width = Math.min(NAME_WIDTH, labels[index]!.length * CHARACTER);
          return { x: x + NAME_GAP, y: y - NAME_HEIGHT / 2, width, height: NAME_HEIGHT };
        });
        const tops = spread(boxes, linesOf(years, series, coord));
        return {
          type: 'group',
          children: ends.map(({ colour }, index) => ({
            type: 'text',
            x: boxes[index]!.x,
            y: tops[index]! + NAME_HEIGHT / 2,
            style: {
              text: labels[index]!,
              fill: colour,
              stroke: palette.surface,
              lineWidth: HALO,
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

/** The curves as they are drawn, from a point to the next. */
function linesOf(
  years: readonly number[],
  series: LineChartContent['series'],
  coord: (point: [number, number]) => readonly number[],
): readonly Line[] {
  const at = (year: number, value: number): readonly [number, number] => {
    const [x = 0, y = 0] = coord([year, value]);
    return [x, y];
  };
  return series.flatMap(({ values, ahead }) => {
    const points = [
      ...years.flatMap((year, index) => (values[index] == null ? [] : [at(year, values[index])])),
      ...ahead.map(({ year, value }) => at(year, value)),
    ];
    return points.slice(1).map((to, index): Line => [points[index]!, to]);
  });
}

/** Names as they fit beside curves. Those that would be cut after the same beginning lose it instead. */
function toLabels(names: readonly string[]): readonly string[] {
  const heads = names.map((name) => (name.length > MOST_CHARACTERS ? name.slice(0, TELLING_CHARACTERS) : name));
  return names.map((name, index) => {
    const alike = names.filter((_, other) => heads[other] === heads[index]);
    const shared = alike.length > 1 ? sharedWords(alike) : 0;
    return shared === 0 ? name : `…${toWords(name).slice(shared).join('')}`;
  });
}

/** How many words all names begin with, short of the whole of the shortest. */
function sharedWords(names: readonly string[]): number {
  const words = names.map(toWords);
  const most = Math.min(...words.map(({ length }) => length)) - 1;
  const differs = Array.from({ length: most }, (_, at) => words.some((those) => those[at] !== words[0]![at]));
  return differs.includes(true) ? differs.indexOf(true) : most;
}

function toWords(name: string): readonly string[] {
  return name.split(/(?<=[ -])/);
}
