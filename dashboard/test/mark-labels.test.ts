import { expect, it } from 'vitest';
import { placeMarks } from '../src/components/chart/mark-labels.ts';

const ROOM = { xOf: (at: number) => (at - 2015) * 100, width: 600 };
const rows = (...marks: readonly (readonly [at: number, label: string])[]) =>
  placeMarks(
    marks.map(([at, label]) => ({ kind: 'event' as const, label, at })),
    ROOM,
  ).map(({ label, row, align }) => [label, row, align]);

it('writes the labels of marks beside each other while there is room, else one above the other', () => {
  expect(rows([2018, 'Fusion'], [2017, 'Fusion'])).toEqual([
    ['Fusion', 0, 'center'],
    ['Fusion', 0, 'center'],
  ]);
  const long = ['Fusion : Annecy', 'Fusion : Beauvallon', 'Fusion : Val d’Oingt'] as const;
  expect(rows([2017, long[0]], [2018, long[1]], [2019, long[2]])).toEqual([
    [long[0], 0, 'center'],
    [long[1], 1, 'center'],
    [long[2], 0, 'center'],
  ]);
});

it('writes a label within the chart, and takes no room for one that is not written', () => {
  expect(rows([2015.1, 'Fusion : Annecy'], [2020.9, 'Fusion : Beauvallon'])).toEqual([
    ['Fusion : Annecy', 0, 'left'],
    ['Fusion : Beauvallon', 0, 'right'],
  ]);
  expect(rows([2017, ''], [2017, ''])).toEqual([
    ['', 0, 'center'],
    ['', 0, 'center'],
  ]);
});
