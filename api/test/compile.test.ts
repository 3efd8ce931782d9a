import { type GraphQLSchema, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toExecutor } from '../src/columnar/executor.ts';
import { toGraphqlSchema } from '../src/schema.ts';
import { type Required, wholeQuestion } from './support/every-field.ts';
import { startWorld, type World } from './support/world.ts';

const schema: GraphQLSchema = toGraphqlSchema();
const { compiled } = toExecutor(schema);
let world: World;
let first: World;
beforeAll(async () => {
  first = await startWorld({ hasAges: true });
  const limits = { queryDepth: 60, queryTokens: 50_000, queryCost: 1e12, objects: 1e9, answerBytes: 1 };
  world = await first.again({ limits });
});
afterAll(async () => {
  await world.close();
  await first.close();
});

const REQUIRED: Required = {
  first: '2',
  within: 'FRANCE',
  level: 'COMMUNE',
  language: 'EN',
  search: '"population"',
  indicators: '["population_municipale"]',
  benchmark: '"departement:69"',
};
const TERRITORIES = '["commune:01002", "commune:69001", "departement:69", "france:FR", "partie:200000022-69"]';
const QUESTIONS: Readonly<Record<string, string>> = {
  territory: '(id: "commune:01002")',
  territories: '(search: "abb", first: 5)',
  themes: '',
  indicators: '',
  indicator: '(id: "population_municipale")',
  cell: '(indicator: "population_municipale", territory: "departement:69", year: 2021)',
  compare: `(indicators: ["population_municipale", "population_totale"], territories: ${TERRITORIES})`,
  trend: `(indicator: "population_municipale", territories: ${TERRITORIES}, geography: PUBLISHED)`,
  grid: '(rows: { level: COMMUNE }, groups: { by: DEPARTEMENT }, columns: [{ indicator: "population_municipale", year: 2021 }])',
  mapLayer: '(indicator: "population_municipale", year: 2021)',
  distribution: `(indicator: "population_municipale", year: 2021, territories: ${TERRITORIES})`,
  peers: '(territory: "commune:01002")',
  markedGaps: '(within: "departement:69")',
  coverage: '',
  publications: '',
  mandates: '(territory: "commune:01002")',
};

function operationOf(source: string) {
  const document = parse(source);
  const operation = document.definitions.find((node) => node.kind === 'OperationDefinition')!;
  return compiled(document, operation);
}

async function textOf(query: string, variables = {}): Promise<string> {
  const response = await fetch(`${world.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return response.text();
}

describe('a compiled document', () => {
  test.each(Object.entries(QUESTIONS))('answers as graphql-js does, to the byte: %s', async (name, written) => {
    const whole = wholeQuestion(schema.getQueryType()!.getFields()[name]!, written, REQUIRED);
    const plain = `query { ...Whole } fragment Whole on Query ${whole}`;
    const unusual = `query Unusual($yes: Boolean!) { ...Whole @include(if: $yes) } fragment Whole on Query ${whole}`;
    expect([operationOf(plain) !== undefined, operationOf(unusual)]).toEqual([true, undefined]);
    const text = await textOf(plain);
    expect(JSON.parse(text).errors).toBeUndefined();
    expect(text).toBe(await textOf(unusual, { yes: true }));
    expect(text, 'asked again').toBe(await textOf(plain));
  });

  test('opens fragments, merges what is asked twice, and leaves out what is not wanted', async () => {
    const query = `query Some($no: Boolean!, $yes: Boolean!) {
      __typename
      here: territory(id: "commune:01001") { id ...Names id }
      here: territory(id: "commune:01001") { ... on Territory { code @skip(if: $yes) level @skip(if: $no) } parents { id } }
      territory(id: "commune:01001") @include(if: $no) { id }
      nobody: territory(id: "commune:99999") { name }
      never: themes @include(if: false) { id }
    }
    fragment Names on Territory { name title: name }`;
    expect(operationOf(query)).toBeDefined();
    const { data, errors } = JSON.parse(await textOf(query, { no: false, yes: true }));
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toMatch(
      /^{"__typename":"Query","here":{"id":"commune:01001","name":"Abbaye","title":"Abbaye","level":"COMMUNE","parents":\[.+\]},"nobody":null}$/,
    );
  });

  test('leaves to graphql-js changes, questions about the schema, and what depends on variables in several ways', () => {
    for (const query of [
      'mutation { signOut }',
      '{ __schema { types { name } } }',
      'query A($a: Boolean!) { territory(id: "commune:01001") @include(if: $a) { id } territory(id: "commune:01001") { name } }',
    ])
      expect([query, operationOf(query)]).toEqual([query, undefined]);
  });

  test('tells wrong variables and errors of fields as graphql-js does', async () => {
    const query = 'query A($id: ID!) { territory(id: $id) { name } here: territory(id: "commune:01001") { name } }';
    expect(operationOf(query)).toBeDefined();
    expect(JSON.parse(await textOf(query)).errors[0].extensions.code).toBe('QUERY_INVALID');
    const { data, errors } = JSON.parse(await textOf(query, { id: 'nulle part' }));
    expect(data).toEqual({ territory: null, here: { name: 'Abbaye' } });
    expect(errors).toMatchObject([{ path: ['territory'], extensions: { code: 'TERRITORY_ID_INVALID' } }]);
  });

  test('does not count twice what is asked again because it failed', async () => {
    const narrow = await first.again({ limits: { cells: 5, answerBytes: 1 } });
    const query = `query A($id: ID!) {
      trend(indicator: "population_municipale", territories: ["commune:01001"]) { years }
      territory(id: $id) { name }
    }`;
    const { data, errors } = await narrow.ask(query, { id: 'nulle part' });
    expect(data.trend.years).toHaveLength(3);
    expect(errors).toMatchObject([{ extensions: { code: 'TERRITORY_ID_INVALID' } }]);
    await narrow.close();
  });
});
