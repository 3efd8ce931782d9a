import { describe, expect, it } from 'vitest';
import { CellRows } from '../src/table/cell-rows.ts';
import { ObservationList } from '../src/table/observation-list.ts';
import type { Cell } from '../src/table/values.ts';

const figure = (value: number): Cell => ({ state: 'PUBLISHED', value, marker: undefined });
const SECRET: Cell = { state: 'SECRET', value: null, marker: undefined };
const DERIVED: Cell = {
  state: 'COMPUTED',
  value: 0,
  marker: undefined,
  derived: { rule: 'PARTS', parts: 2, partsTotal: 3 },
};

describe('rows of cells', () => {
  it('give back what was put in, past the number of rows that was expected', () => {
    const rows = new CellRows(2, 1);
    const written = [
      [figure(1), SECRET],
      [DERIVED, figure(-0.5)],
      [SECRET, DERIVED],
    ];
    expect(written.map((row) => rows.add(row))).toEqual([0, 1, 2]);
    expect(written.map((_, row) => rows.read(row))).toEqual(written);
    expect(rows.isDerived).toBe(true);
  });

  it('write over a row that was not kept', () => {
    const rows = new CellRows(2, 0);
    rows.putCell(0, SECRET);
    rows.put(0, 7);
    rows.putCell(1, SECRET);
    expect(rows.read(rows.keep())).toEqual([figure(7), SECRET]);
  });

  it('compare what two rows say, a hole being no zero', () => {
    const rows = new CellRows(1, 3);
    const [zero, hole, again] = [rows.add([figure(0)]), rows.add([SECRET]), rows.add([SECRET])];
    expect(rows.isSame(zero, hole)).toBe(false);
    expect(rows.isSame(hole, again)).toBe(true);
  });
});

describe('the figures of a delivery', () => {
  const cells = new CellRows(2, 2);
  const [first, second] = [cells.add([figure(1), SECRET]), cells.add([figure(2), figure(3)])];
  const columns = [
    { measure: 'naissances', scale: 1 },
    { measure: 'deces', scale: 1_000 },
  ];
  const rows = new Map([
    ['01004', { line: 3, number: second }],
    ['01001', { line: 2, number: first }],
  ]);
  const list = new ObservationList([{ level: 'commune', year: 2022, cog: 2023, columns, rows, cells }]);
  const told = ({ code, measure, value, state }: NonNullable<ReturnType<typeof list.at>>) =>
    `${code} ${measure} ${value} ${state}`;
  const expected = [
    '01004 naissances 2 PUBLISHED',
    '01004 deces 3000 PUBLISHED',
    '01001 naissances 1 PUBLISHED',
    '01001 deces null SECRET',
  ];

  it('come row by row, in the order of the file, as often as they are asked for', () => {
    expect([list.map(told), [...list].map(told)]).toEqual([expected, expected]);
    expect(list).toHaveLength(4);
    expect(list.at(-1)).toEqual({
      measure: 'deces',
      year: 2022,
      level: 'commune',
      code: '01001',
      cog: 2023,
      value: null,
      state: 'SECRET',
      line: 2,
    });
  });

  it('are looked up as in a list', () => {
    expect(list.filter(({ value }) => value !== null).map(told)).toEqual(expected.slice(0, 3));
    expect(list.find(({ code }) => code === '01001')?.line).toBe(2);
    expect([list.at(4), list.at(-5), list.find(({ code }) => code === '99999')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
