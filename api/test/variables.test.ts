import { getVariableValues, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { toVariables } from '../src/columnar/variables.ts';
import { toGraphqlSchema } from '../src/schema.ts';

const schema = toGraphqlSchema();
const definitions = (
  parse(`query A($id: ID!, $ids: [ID!]!, $first: Int = 5, $level: Level, $columns: [GridColumnInput!], $sort: GridSortInput,
    $filters: [GridFilterInput!]! = [], $flag: Boolean! = true) { __typename }`)
    .definitions[0] as OperationDefinitionNode
).variableDefinitions!;
const read = toVariables(schema, definitions);
const column = { indicator: 'population_municipale', year: 2021 };

describe('variables', () => {
  test.each([
    { id: 'a', ids: ['b'] },
    { id: 7, ids: 'b', first: null, level: 'EPCI', flag: false },
    { id: 'a', ids: [1, 'b'], columns: column },
    { id: 'a', ids: [], columns: [column, { ...column, sex: 'F', age: null }], sort: { column } },
    { id: 'a', ids: [], sort: { name: true, descending: true }, filters: [{ column, operator: 'GT', value: 1.5 }] },
    { id: 'a', ids: [], columns: null, unknown: 1 },
  ])('are those that graphql-js reads: %j', (given) => {
    const { coerced, errors } = getVariableValues(schema, definitions, given);
    expect(errors).toBeUndefined();
    expect(read(given)).toEqual(coerced);
  });

  test.each([
    { ids: ['b'] },
    { id: null, ids: [] },
    { id: {}, ids: [] },
    { id: 'a', ids: [null] },
    { id: 'a', ids: [['b']] },
    { id: 'a', ids: [], first: 'cinq' },
    { id: 'a', ids: [], first: 2 ** 40 },
    { id: 'a', ids: [], level: 'PLANETE' },
    { id: 'a', ids: [], level: ['EPCI', 'EPCI'] },
    { id: 'a', ids: [], columns: [{ indicator: 'a' }] },
    { id: 'a', ids: [], columns: [{ ...column, other: 1 }] },
    { id: 'a', ids: [], columns: [JSON.parse(`{"indicator":"a","year":1,"__proto__":{"year":2}}`)] },
    { id: 'a', ids: [], columns: ['a'] },
    { id: 'a', ids: [], sort: [{ name: true }] },
    { id: 'a', ids: [], filters: null },
    { id: 'a', ids: [], flag: null },
  ])('are refused when graphql-js refuses them: %j', (given) => {
    expect(getVariableValues(schema, definitions, given).errors?.length).toBeGreaterThan(0);
    expect(() => read(given)).toThrow();
  });
});
