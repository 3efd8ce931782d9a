import { readFile } from 'node:fs/promises';
import { ERROR_CODES, failure } from '@boussole/schema';
import {
  buildSchema,
  findBreakingChanges,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  introspectionFromSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  parse,
  printSchema,
  validate,
  validateSchema,
} from 'graphql';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { breakingChanges } from '../src/contract.ts';
import { toAnsweredError } from '../src/errors.ts';
import { WORKED_QUERIES } from '../src/landing/queries.ts';
import { toGraphqlSchema } from '../src/schema.ts';

const schema = toGraphqlSchema();
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
);

describe('the GraphQL schema', () => {
  test('is one that GraphQL allows', () => {
    expect(validateSchema(schema)).toEqual([]);
    expect(introspectionFromSchema(schema).__schema.queryType.name).toBe('Query');
  });

  test('describes every type, field, argument and enum value', () => {
    expect(types.length).toBeGreaterThan(30);
    expect(types.flatMap(undescribed)).toEqual([]);
  });

  test('is the one committed in schema/schema.graphql: run « npm run generate »', async () => {
    const committed = await readFile(new URL('../../schema/schema.graphql', import.meta.url), 'utf8');
    // Which argument comes first depends on the order in which modules were imported.
    const sorted = (some: GraphQLSchema): string => printSchema(lexicographicSortSchema(some));
    expect(sorted(buildSchema(committed))).toBe(sorted(schema));
    expect(findBreakingChanges(buildSchema(committed), schema)).toEqual([]);
  });

  test('is never emitted without saying what it takes from clients', () => {
    const printed = printSchema(schema);
    expect(breakingChanges(printed, schema)).toEqual([]);
    expect(breakingChanges('', schema)).toEqual([]);
    const before = `${printed}\nextend type Query { weather(of: ID!): String }`;
    expect(breakingChanges(before, schema)).toEqual(['Query.weather was removed.']);
    expect(breakingChanges(printed, buildSchema(`${printed}\ntype More { id: ID }`))).toEqual([]);
  });

  test('promises no error that the server would answer as its own fault', () => {
    const printed = printSchema(schema);
    const promised = ERROR_CODES.filter((code) => new RegExp(`[ .]${code}[ ,.;]`).test(printed));
    expect(promised.length).toBeGreaterThan(10);
    const log = pino({ level: 'silent' });
    // Whatever the parameters of that code are, its sentence takes them.
    const answered = promised.map((code) => toAnsweredError(failure(code, {} as never), log).extensions.code);
    expect(answered).toEqual(promised);
  });

  test('gives each state, unit and level the name of its own value', () => {
    const level = schema.getType('Level');
    expect(isEnumType(level) && level.getValues().map(({ name, value }) => [name, value])).toContainEqual([
      'COMMUNE',
      'commune',
    ]);
  });

  test('answers figures as columns, with nulls only where a cell may have no value', () => {
    const column = schema.getType('GridColumn');
    const fields = isObjectType(column) ? column.getFields() : {};
    expect(String(fields.values?.type)).toBe('[Float]!');
    expect(String(fields.states?.type)).toBe('[CellState!]!');
  });

  test.each(WORKED_QUERIES)('accepts the worked question « $title »', ({ query }) => {
    expect(validate(schema, parse(query))).toEqual([]);
  });
});

function undescribed(type: GraphQLNamedType): string[] {
  const own = type.description ? [] : [type.name];
  if (isEnumType(type)) {
    return [...own, ...type.getValues().flatMap((value) => (value.description ? [] : [`${type.name}.${value.name}`]))];
  }
  if (!isObjectType(type) && !isInputObjectType(type)) return own;
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const args: readonly GraphQLArgument[] = 'args' in field ? field.args : [];
    const missing = args.flatMap((arg) => (arg.description ? [] : [`${type.name}.${field.name}(${arg.name})`]));
    return field.description ? missing : [`${type.name}.${field.name}`, ...missing];
  });
  return [...own, ...fields];
}
