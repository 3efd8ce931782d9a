import { describe, expect, it } from 'vitest';
import { toCrossed } from '../src/features/position/scatter-content.ts';

const layer = (ids: readonly string[], values: readonly (number | null)[]) => ({
  ids: [...ids],
  names: ids.map((id) => `Nom ${id}`),
  values: [...values],
  states: values.map((value) => (value === null ? ('SECRET' as const) : ('PUBLISHED' as const))),
  decimals: null,
  warnings: [],
});

const publication = { id: 'p', publishedAt: '2026-01-01T00:00:00Z' };

describe('a cloud of two indicators', () => {
  it('crosses the figures of one territory, whatever its place in either list', () => {
    const crossed = toCrossed({
      across: layer(['commune:1', 'commune:2', 'commune:3', 'commune:5'], [10, 20, null, 50]),
      up: { ...layer(['commune:2', 'commune:1', 'commune:3', 'commune:4'], [200, 100, 300, 400]), publication },
    });
    expect(crossed.points.map(({ name, across, up }) => [name, across, up])).toEqual([
      ['Nom commune:1', 10, 100],
      ['Nom commune:2', 20, 200],
    ]);
    expect(crossed.cellsOf('commune:3')).toMatchObject({ across: { state: 'SECRET' }, up: { value: 300 } });
    expect(['commune:4', 'commune:5', 'commune:6'].map(crossed.has)).toEqual([true, true, false]);
    expect(crossed.cellsOf('commune:4')).toMatchObject({ across: { state: 'NOT_AVAILABLE' }, up: { value: 400 } });
  });
});
