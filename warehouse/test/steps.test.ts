import { setImmediate as nextTurn } from 'node:timers/promises';
import { atOnce, Gradual, type Steps, sortedInSteps } from '@boussole/warehouse';
import { array, assert, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';

function* counted(steps: number, done: () => void): Steps<string> {
  for (let step = 0; step < steps; step++) {
    done();
    yield;
  }
  return 'made';
}

describe('work in steps', () => {
  it('is done at once for who asks, however far it was, and once for all', async () => {
    let done = 0;
    const work = new Gradual(() => counted(10, () => done++));
    const prepared = work.prepare();
    expect(work.value).toBe('made');
    await prepared;
    expect([work.value, done]).toEqual(['made', 10]);
  });

  it('gives others their turn between steps', async () => {
    const slow = (): void => {
      for (const end = performance.now() + 3; performance.now() < end; );
    };
    const work = new Gradual(() => counted(20, slow));
    let turns = 0;
    let isDone = false;
    const prepared = work.prepare().then(() => {
      isDone = true;
    });
    for (; !isDone; turns++) await nextTurn();
    await prepared;
    expect(turns).toBeGreaterThan(5);
  });

  it('tells what went wrong each time it is asked for', async () => {
    const work = new Gradual<string>(function* () {
      yield;
      throw new RangeError('no list');
    });
    await expect(work.prepare()).rejects.toThrow('no list');
    expect(() => work.value).toThrow('no list');
    expect(() => work.value).toThrow('no list');
  });

  it('sorts as a list sorts itself, equals in their order', () => {
    const item = record({ key: integer({ min: 0, max: 50 }), id: integer() });
    const byKey = (left: { key: number }, right: { key: number }) => left.key - right.key;
    assert(
      property(array(item, { maxLength: 60 }), integer({ min: 1, max: 200 }), (few, times) => {
        const list = Array.from({ length: times }, () => few).flat();
        expect(atOnce(sortedInSteps(list, byKey))).toEqual([...list].sort(byKey));
      }),
    );
  });
});
