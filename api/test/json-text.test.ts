import fc from 'fast-check';
import { GraphQLFloat, GraphQLList, GraphQLNonNull } from 'graphql';
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

  test('has numbers of all kinds as JSON.stringify writes them', () => {
    const decimal = fc
      .tuple(fc.integer({ min: -(2 ** 52), max: 2 ** 52 }), fc.integer({ min: 0, max: 12 }))
      .map(([digits, decimals]) => digits / 10 ** decimals);
    const edges = [
      0,
      -0,
      5e-7,
      1e-6,
      1e-9,
      999_999.999999999,
      1e6,
      1_000_000.5,
      2 ** 31,
      -(2 ** 31),
      1e21,
      5e-324,
      0.1 + 0.2,
    ];
    const number = fc.oneof(decimal, fc.integer(), fc.double({ noDefaultInfinity: true }), fc.constantFrom(...edges));
    const type = maybeColumnType(new GraphQLList(GraphQLFloat))!;
    fc.assert(
      fc.property(fc.array(number, { maxLength: 400, size: 'max' }), (values) => {
        expect(writeJson(type.serialize(Float64Array.from(values))).toString()).toBe(JSON.stringify(values));
        expect(writeJson(type.serialize(values)).toString()).toBe(JSON.stringify(values));
      }),
      { numRuns: 300 },
    );
  });

  test('has no number that JSON has not', () => {
    const type = maybeColumnType(new GraphQLList(GraphQLFloat))!;
    expect(() => type.serialize(Float64Array.of(1, Number.POSITIVE_INFINITY))).toThrow('non numeric');
    expect(() => type.serialize(['un'])).toThrow('non numeric');
    expect(writeJson(type.serialize([1, null, undefined])).toString()).toBe('[1,null,null]');
    const required = maybeColumnType(new GraphQLList(new GraphQLNonNull(GraphQLFloat)))!;
    expect(() => required.serialize(Float64Array.of(1, Number.NaN))).toThrow('expected an item');
  });

  test('tells moments as texts', async () => {
    const world = await startWorld();
    const { data } = await world.ask('{ publications { publishedAt } }');
    expect(data.publications[0].publishedAt).toBe('2026-03-02T08:00:00.000Z');
    await world.close();
  });
});
