import { describe, expect, it } from 'vitest';
import { HotMemory } from '../src/cube/hot-memory.ts';
import { HotStore } from '../src/cube/hot-store.ts';
import { type Series, toSeries } from '../src/cube/series.ts';

const CELL = 9;
const TERRITORIES = 100;

/** A series of one year without a figure: a value and a state by territory. */
async function fill(): Promise<Series> {
  const extents = new Map([[0, { years: [2020], first: 0, territories: TERRITORIES }]]);
  const series = await toSeries(extents, () => Promise.resolve());
  return series.get(0)!;
}

const bytesOf = (...stores: readonly HotStore[]): number =>
  stores.reduce((sum, store) => sum + store.usage().hotBytes, 0);

describe('memory that open publications share', () => {
  it('is not passed by all of them together: the one asked least recently gives way', async () => {
    const memory = new HotMemory(3 * CELL * TERRITORIES);
    const [past, current] = [new HotStore(memory, fill), new HotStore(memory, fill)];
    for (const key of ['a', 'b', 'c']) await past.series(key);
    expect(bytesOf(past)).toBe(memory.maximum);
    for (const key of ['a', 'b', 'c']) {
      await current.series(key);
      expect(bytesOf(past, current)).toBeLessThanOrEqual(memory.maximum);
    }
    expect(current.has('c')).toBe(true);
    expect(past.has('a')).toBe(false);
    expect(past.usage().evictions + current.usage().evictions).toBe(3);
  });

  it('counts what is worked out of series, which goes before them', async () => {
    const memory = new HotMemory(4 * CELL * TERRITORIES);
    const store = new HotStore(memory, fill);
    const series = await store.series('a');
    series.derived.keep('list', () => new Float64Array(TERRITORIES));
    await store.series('a');
    expect(bytesOf(store)).toBe((CELL + 8) * TERRITORIES);
    for (const key of ['b', 'c', 'd']) await store.series(key);
    expect(bytesOf(store)).toBe(memory.maximum);
    expect(store.usage()).toMatchObject({ hotSeries: 4, evictions: 0 });
  });

  it('is given back by a publication that is closed', async () => {
    const memory = new HotMemory(2 * CELL * TERRITORIES);
    const [past, current] = [new HotStore(memory, fill), new HotStore(memory, fill)];
    await past.series('a');
    await past.series('b');
    const late = past.series('c');
    past.close();
    await late;
    expect(bytesOf(past)).toBe(0);
    await current.series('a');
    await current.series('b');
    expect(current.usage()).toMatchObject({ hotSeries: 2, evictions: 0 });
  });
});
