import { GraphQLFloat, GraphQLList } from 'graphql';
import { describe, expect, test } from 'vitest';
import { maybeColumnType } from '../src/columnar/column-type.ts';
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

  test('has columns of any length as JSON.stringify writes them, the first time and the next ones', () => {
    const type = maybeColumnType(new GraphQLList(GraphQLFloat))!;
    for (const length of [70_000, 2_000, 3, 0, 300]) {
      const values = Float64Array.from({ length }, (_, index) =>
        index % 7 === 3 ? Number.NaN : 100 * Math.sin(index),
      );
      for (let time = 0; time < 3; time++) {
        expect(writeJson({ values: type.serialize(values) }).toString()).toBe(JSON.stringify({ values: [...values] }));
      }
    }
  });

  test('tells moments as texts', async () => {
    const world = await startWorld();
    const { data } = await world.ask('{ publications { publishedAt } }');
    expect(data.publications[0].publishedAt).toBe('2026-03-02T08:00:00.000Z');
    await world.close();
  });
});
