import { type FieldNode, getArgumentValues, getVariableValues, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { toArguments } from '../src/columnar/arguments.ts';
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

describe('arguments', () => {
  const fields = schema.getQueryType()!.getFields();
  const VARIABLES: readonly Record<string, unknown>[] = [
    { id: 'a', ids: ['b', 'c'], level: 'EPCI', year: 2021, none: null },
    { id: 'a' },
    { id: null, ids: null, year: null },
    {},
  ];

  test.each([
    'territory(id: "commune:69001")',
    'territory(id: $id)',
    'territories(search: $id, first: 5, level: $level)',
    'territories',
    'trend(indicator: $id, territories: $ids, geography: CONSTANT)',
    'trend(indicator: "a", territories: [$id, "b"])',
    'grid(rows: { level: COMMUNE, within: $id }, columns: [{ indicator: "a", year: $year }], first: $year)',
    'grid(rows: { list: $ids }, columns: [{ indicator: $id, year: 2021 }], groups: null)',
    'mapLayer(indicator: "a", year: $year, level: $none)',
  ])('are those that graphql-js reads: %s', (asked) => {
    const { selectionSet } = parse(`{ ${asked} }`).definitions[0] as OperationDefinitionNode;
    const node = selectionSet.selections[0] as FieldNode;
    const field = fields[node.name.value]!;
    const read = toArguments(field, node);
    for (const variables of VARIABLES) {
      let expected: unknown;
      try {
        expected = getArgumentValues(field, node, variables);
      } catch {
        expect(() => read(variables), JSON.stringify(variables)).toThrow();
        continue;
      }
      expect(read(variables), JSON.stringify(variables)).toEqual(expected);
    }
  });
});
