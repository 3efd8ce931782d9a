import { expect, it } from 'vitest';
import { spread, toLabelLayout } from '../src/components/chart/spread-labels.ts';

const box = ([x, y]: readonly [number, number]) => ({ x, y, width: 60, height: 16 });
const places = (...labels: readonly (readonly [number, number])[]) => spread(labels.map(box));

it('leaves labels that are apart where they are, above each other or side by side', () => {
  expect(places([0, 10], [0, 40], [0, 80])).toEqual([10, 40, 80]);
  expect(places([0, 10], [70, 12])).toEqual([10, 12]);
});

it('moves labels that would cover each other to the nearest free place', () => {
  expect(places([0, 100], [30, 104])).toEqual([100, 118]);
  expect(places([0, 100], [30, 96])).toEqual([100, 82]);
  const crowded = [...places([0, 100], [5, 100], [0, 101], [9, 99], [0, 102])].sort((one, other) => one - other);
  for (const [index, top] of crowded.slice(1).entries()) expect(top - crowded[index]!).toBeGreaterThanOrEqual(18);
});

it('keeps labels that begin at the same place in the order of what they name', () => {
  const crowd: [number, number][] = [
    [0, 101],
    [0, 100],
    [0, 105],
    [0, 99],
    [0, 103],
  ];
  const tops = places(...crowd);
  const order = (values: readonly number[]) => [...values.keys()].sort((one, other) => values[one]! - values[other]!);
  expect(order(tops)).toEqual(order(crowd.map(([, y]) => y)));
  expect(new Set(tops).size).toBe(5);
});

it('moves a label off the lines that would strike it, as little as can be', () => {
  const line = [
    [0, 108],
    [200, 108],
  ] as const;
  expect(spread([box([20, 100])], [line])).toEqual([92]);
  expect(
    spread(
      [box([20, 100])],
      [
        [
          [0, 104],
          [200, 104],
        ],
      ],
    ),
  ).toEqual([104]);
  expect(spread([box([20, 100]), box([20, 112])], [line])).toEqual([92, 112]);
  expect(spread([box([300, 100])], [line])).toEqual([100]);
});

it('leaves a label where lines are all around', () => {
  const lines = Array.from(
    { length: 40 },
    (_, index) =>
      [
        [0, 10 * index],
        [200, 10 * index],
      ] as const,
  );
  expect(spread([box([20, 100])], lines)).toEqual([100]);
});

it('lays labels out again when a chart does: the places of before are free', () => {
  const layout = toLabelLayout();
  const all = () => [0, 1, 2].map((dataIndex) => layout({ seriesIndex: 2, dataIndex, labelRect: box([0, 50]) }).dy);
  expect(all()).toEqual([0, -18, 18]);
  expect(all()).toEqual([0, -18, 18]);
});
