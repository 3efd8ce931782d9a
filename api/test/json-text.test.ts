import { describe, expect, test } from 'vitest';
import { JsonText, writeJson } from '../src/columnar/json-text.ts';
import { startWorld } from './support/world.ts';

describe('an answer', () => {
  test('is written as JSON.stringify writes it', () => {
    const answer = {
      data: {
        'publié "le"': new Date('2026-03-01T08:00:00Z'),
        list: [null, undefined, 1.5, 'é"\n', [], {}],
        hole: undefined,
      },
      errors: [{ message: 'non', path: ['a', 0], extensions: { code: 'X' } }],
    };
    expect(writeJson(answer).toString()).toBe(JSON.stringify(answer));
  });

  test('holds what is JSON already as it is, short or long', () => {
    const long = JSON.stringify(Array.from({ length: 2_000 }, (_, index) => index));
    expect(JSON.parse(writeJson({ a: new JsonText('[1,2]'), b: new JsonText(long) }).toString())).toEqual({
      a: [1, 2],
      b: JSON.parse(long),
    });
  });

  test('tells moments as texts', async () => {
    const world = await startWorld();
    const { data } = await world.ask('{ publications { publishedAt } }');
    expect(data.publications[0].publishedAt).toBe('2026-03-02T08:00:00.000Z');
    await world.close();
  });
});
