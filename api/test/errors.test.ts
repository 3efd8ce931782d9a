import { readLimits } from '@boussole/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, startWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const { limits } = readLimits({});
const COLUMN = '{ indicator: "population_municipale", year: 2023 }';
const many = (count: number, item: string) => Array.from({ length: count }, () => item).join(' ');

describe('an error of a question', () => {
  test.each([
    ['TERRITORY_ID_INVALID', '{ territory(id: "Lyon") { id } }'],
    ['TERRITORY_ID_INVALID', '{ territories(within: "commune:x") { totalCount } }'],
    ['TERRITORY_ID_INVALID', `{ grid(rows: { territories: ["x"] }, columns: [${COLUMN}]) { totalCount } }`],
    ['TERRITORY_ID_INVALID', '{ mandates(territory: "x") { label } }'],
    [
      'TERRITORY_UNKNOWN',
      '{ compare(territories: ["commune:99999"], indicators: ["population_municipale"]) { geography } }',
    ],
    [
      'TERRITORY_UNKNOWN',
      '{ trend(indicator: "population_municipale", territories: ["epci:999999999"]) { geography } }',
    ],
    [
      'TERRITORY_UNKNOWN',
      '{ cell(indicator: "population_municipale", territory: "commune:99999", year: 2023) { value } }',
    ],
    ['TERRITORY_UNKNOWN', `{ grid(rows: { territories: ["commune:99999"] }, columns: [${COLUMN}]) { totalCount } }`],
    [
      'TERRITORY_UNKNOWN',
      '{ mapLayer(indicator: "population_municipale", year: 2023, within: "epci:999999999") { ids } }',
    ],
    ['TERRITORY_UNKNOWN', '{ territories(within: "departement:98") { totalCount } }'],
    ['TERRITORY_UNKNOWN', '{ territories(within: "commune:99999", search: "pont") { totalCount } }'],
    ['TERRITORY_UNKNOWN', '{ territories(within: "groupe:disparu") { totalCount } }'],
    [
      'TERRITORY_UNKNOWN',
      `{ grid(rows: { level: COMMUNE, within: "groupe:disparu" }, columns: [${COLUMN}]) { totalCount } }`,
    ],
    [
      'TERRITORY_UNKNOWN',
      `{ grid(rows: { level: COMMUNE, within: "departement:98" }, columns: [${COLUMN}], first: 0) { totalCount } }`,
    ],
    [
      'TERRITORY_UNKNOWN',
      '{ distribution(indicator: "population_municipale", year: 2023, within: "epci:999999999") { year } }',
    ],
    [
      'TERRITORY_UNKNOWN',
      '{ distribution(indicator: "population_municipale", year: 2023, territories: ["epci:999999999"]) { year } }',
    ],
    [
      'TERRITORY_UNKNOWN',
      '{ compare(territories: ["france:FR"], indicators: ["population_municipale"], benchmarks: ["epci:999999999"]) { geography } }',
    ],
    ['TERRITORY_UNKNOWN', '{ markedGaps(within: "epci:999999999") { tests } }'],
    ['TERRITORY_UNKNOWN', '{ ageProjection(territory: "epci:999999999") { reason } }'],
    ['TERRITORY_UNKNOWN', '{ mandates(territory: "commune:99999") { label } }'],
    ['TERRITORY_ID_INVALID', '{ territories(within: "") { totalCount } }'],
    ['TERRITORY_ID_INVALID', '{ mapLayer(indicator: "population_municipale", year: 2023, within: "") { ids } }'],
    ['TERRITORY_ID_INVALID', `{ grid(rows: { level: COMMUNE, within: "" }, columns: [${COLUMN}]) { totalCount } }`],
    ['THEME_UNKNOWN', '{ indicators(theme: "inconnu") { id } }'],
    ['THEME_UNKNOWN', '{ indicators(theme: "inconnu", search: "population") { id } }'],
    ['THEME_UNKNOWN', '{ indicators(theme: "") { id } }'],
    ['THEME_UNKNOWN', '{ coverage(theme: "inconnu") { rows { years { year } } } }'],
    [
      'THEME_UNKNOWN',
      '{ coverage(theme: "inconnu", indicators: ["population_municipale"]) { rows { years { year } } } }',
    ],
    ['INDICATOR_UNKNOWN', '{ trend(indicator: "inconnu", territories: ["france:FR"]) { geography } }'],
    ['INDICATOR_UNKNOWN', '{ compare(territories: ["france:FR"], indicators: ["inconnu"]) { geography } }'],
    ['INDICATOR_UNKNOWN', '{ cell(indicator: "inconnu", territory: "france:FR", year: 2023) { value } }'],
    ['INDICATOR_UNKNOWN', '{ mapLayer(indicator: "inconnu", year: 2023) { ids } }'],
    [
      'INDICATOR_UNKNOWN',
      '{ grid(rows: { level: EPCI }, columns: [{ indicator: "inconnu", year: 2023 }]) { totalCount } }',
    ],
    ['YEAR_UNAVAILABLE', '{ mapLayer(indicator: "population_municipale", year: 1789) { ids } }'],
    ['YEAR_UNAVAILABLE', '{ mapLayer(indicator: "population_municipale", year: 2147483647) { ids } }'],
    [
      'YEAR_UNAVAILABLE',
      '{ grid(rows: { level: EPCI }, columns: [{ indicator: "population_municipale", year: 1789 }]) { totalCount } }',
    ],
    [
      'YEAR_UNAVAILABLE',
      '{ cell(indicator: "population_municipale", territory: "france:FR", year: -2147483648) { value } }',
    ],
    ['PUBLICATION_UNKNOWN', '{ territories(publication: "../../etc/passwd") { totalCount } }'],
    ['ARGUMENT_INVALID', '{ territories(level: PARTIE) { totalCount } }'],
    ['ARGUMENT_INVALID', '{ territories(first: -1) { totalCount } }'],
    ['ARGUMENT_INVALID', '{ compare(territories: [], indicators: ["population_municipale"]) { geography } }'],
    ['ARGUMENT_INVALID', '{ compare(territories: ["france:FR"], indicators: []) { geography } }'],
    [
      'ARGUMENT_INVALID',
      '{ compare(territories: ["france:FR"], indicators: ["population_municipale"]) { columns { positions(within: COMMUNE) { ranks } } } }',
    ],
    [
      'ARGUMENT_INVALID',
      '{ trend(indicator: "population_municipale", territories: ["france:FR"], from: 2023, to: 2021) { years } }',
    ],
    ['ARGUMENT_INVALID', `{ grid(rows: {}, columns: [${COLUMN}]) { totalCount } }`],
    [
      'ARGUMENT_INVALID',
      `{ grid(rows: { level: EPCI, territories: ["france:FR"] }, columns: [${COLUMN}]) { totalCount } }`,
    ],
    ['ARGUMENT_INVALID', '{ grid(rows: { level: EPCI }, columns: []) { totalCount } }'],
    [
      'ARGUMENT_INVALID',
      `{ grid(rows: { level: EPCI }, columns: [${COLUMN}], sort: [{ name: true, code: true }]) { totalCount } }`,
    ],
    ['ARGUMENT_INVALID', `{ grid(rows: { level: EPCI }, columns: [${COLUMN}], sort: [{}]) { totalCount } }`],
    [
      'ARGUMENT_INVALID',
      `{ grid(rows: { level: EPCI }, columns: [${COLUMN}], filters: [{ column: ${COLUMN}, operator: GT }]) { totalCount } }`,
    ],
    [
      'ARGUMENT_INVALID',
      `{ grid(rows: { level: EPCI }, columns: [${COLUMN}], filters: [{ column: ${COLUMN}, operator: BETWEEN, value: 1 }]) { totalCount } }`,
    ],
    [
      'ARGUMENT_INVALID',
      `{ grid(rows: { level: EPCI }, columns: [${COLUMN}], filters: [{ column: ${COLUMN}, operator: BETWEEN, value: 10, upper: 5 }]) { totalCount } }`,
    ],
    [
      'ARGUMENT_INVALID',
      `{ grid(rows: { level: EPCI }, columns: [${COLUMN}], filters: [{ column: ${COLUMN}, operator: GT, value: 1e999 }]) { totalCount } }`,
    ],
    ['ARGUMENT_INVALID', `{ grid(rows: { level: EPCI }, columns: [${COLUMN}], offset: -1) { totalCount } }`],
    ['ARGUMENT_INVALID', 'mutation { saveView(name: "", state: "/") { id } }'],
    ['ARGUMENT_INVALID', 'mutation { saveView(name: "Vue", state: "//ailleurs.example") { id } }'],
    ['CURSOR_INVALID', '{ territories(after: "bonjour") { totalCount } }'],
    [
      'CURSOR_INVALID',
      `{ grid(rows: { level: EPCI }, columns: [${COLUMN}], after: "WzEsIngiLCJ5Il0") { totalCount } }`,
    ],
    ['LIMIT_EXCEEDED', `{ territories(first: ${limits.pageRows + 1}) { totalCount } }`],
    ['LIMIT_EXCEEDED', `{ territories(search: "${'a'.repeat(limits.searchCharacters + 1)}") { totalCount } }`],
    [
      'LIMIT_EXCEEDED',
      `{ grid(rows: { level: EPCI }, columns: [${many(limits.columns + 1, COLUMN)}]) { totalCount } }`,
    ],
    ['QUERY_INVALID', '{'],
    ['QUERY_INVALID', '{ inconnu }'],
    ['QUERY_INVALID', '{ territory(id: "commune:01001", at: "hier") { id } }'],
    ['QUERY_INVALID', '{ territories(level: CANTON) { totalCount } }'],
    ['QUERY_INVALID', '{ territories(first: 99999999999) { totalCount } }'],
    ['QUERY_INVALID', 'query A { __typename } query B { __typename }'],
  ])('is %s for %s', async (code, query) => {
    const { status, errors } = await world.ask(query);
    expect(errors?.map((error) => error.extensions)).toContainEqual({ code });
    for (const error of errors ?? []) expectOneShape(error);
    expect(status).toBe(code === 'LIMIT_EXCEEDED' || code === 'QUERY_INVALID' ? 400 : 200);
  });

  test('does not keep the other fields from answering', async () => {
    const { data, errors } = await world.ask('{ territory(id: "Lyon") { id } indicators { id } }');
    expect(data.territory).toBeNull();
    expect(data.indicators.length).toBeGreaterThan(0);
    expect(errors).toHaveLength(1);
  });
});

describe('a limit', () => {
  const messageOf = async (query: string, headers?: Record<string, string>) =>
    (await world.ask(query, {}, headers)).errors?.[0]?.message;
  const deep = (levels: number) => `{ territory(id: "x") { ${'parents { '.repeat(levels)}id${' }'.repeat(levels)} } }`;

  test('tells how much was asked, or that it is at least so much where counting stops', async () => {
    expect(await messageOf(deep(40))).toContain('« queryDepth » : 42 demandés, 12 admis');
    expect(await messageOf(deep(1_000))).toContain('« queryDepth » : au moins 13 demandés, 12 admis');
    expect(await messageOf(deep(1_000), { 'accept-language': 'en' })).toContain(
      '“queryDepth”: at least 13 asked, 12 allowed',
    );
    expect(await messageOf(`{ ${'__typename '.repeat(60)} }`)).toContain('« queryAliases » : 60 demandés, 50 admis');
    expect(await messageOf(`{ ${'__typename '.repeat(5_000)} }`)).toContain(
      '« queryTokens » : au moins 4001 demandés, 4000 admis',
    );
  });

  test('on the length of a request tells that length when it was said', async () => {
    const body = JSON.stringify({ query: `{${' '.repeat(300_000)}__typename}` });
    const post = async (sent: string | ReadableStream) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${world.url}/graphql`, { method: 'POST', headers, body: sent, duplex: 'half' });
      return ((await response.json()) as { errors: { message: string }[] }).errors[0]?.message;
    };
    expect(await post(body)).toContain(`« bodyBytes » : ${body.length} demandés, 262144 admis`);
    expect(await post(new Blob([body]).stream())).toContain('« bodyBytes » : au moins 262145 demandés, 262144 admis');
  });
});

describe('an interval', () => {
  const ask = (value: number, upper: number, headers?: Record<string, string>) =>
    world.ask(
      `{ grid(rows: { level: EPCI }, columns: [${COLUMN}], filters: [{ column: ${COLUMN}, operator: BETWEEN, value: ${value}, upper: ${upper} }]) { totalCount } }`,
      {},
      headers,
    );

  test('upside down is refused in the words of whoever asks', async () => {
    expect((await ask(10, 5)).errors?.[0]?.message).toBe(
      'Argument « filters » : BETWEEN va de la plus petite borne à la plus grande, et non de 10 à 5.',
    );
    expect((await ask(10, -5, { 'accept-language': 'en' })).errors?.[0]?.message).toBe(
      'Argument “filters”: BETWEEN goes from the lower bound to the upper one, not from 10 to -5.',
    );
  });

  test('of one number holds what equals it', async () => {
    expect((await ask(0, 0)).data.grid.totalCount).toBe(0);
    const { data } = await world.ask(`{ grid(rows: { level: EPCI }, columns: [${COLUMN}]) { columns { values } } }`);
    const [value] = data.grid.columns[0].values;
    expect((await ask(value, value)).data.grid.totalCount).toBe(1);
  });
});

describe('a condition on rows', () => {
  const ask = (condition: string, headers?: Record<string, string>) =>
    world.ask(
      `{ grid(rows: { level: EPCI }, columns: [${COLUMN}], filters: [{ column: ${COLUMN}, ${condition} }]) { totalCount } }`,
      {},
      headers,
    );

  test.each([
    ['operator: GT, value: 1, upper: 2', 'GT ne prend pas de « upper », retirez-le', 'GT takes no “upper”'],
    ['operator: HIGHEST, value: 1, upper: 2', 'HIGHEST ne prend pas de « upper »', 'HIGHEST takes no “upper”'],
    [
      'operator: GT, value: 1e999',
      '« value » est un nombre trop grand, donnez-en un plus petit',
      '“value” is too big a number',
    ],
    ['operator: BETWEEN, value: 0, upper: 1e999', '« upper » est un nombre trop grand', '“upper” is too big a number'],
    ['operator: HAS_VALUE, value: 0', 'HAS_VALUE ne prend pas de « value »', 'HAS_VALUE takes no “value”'],
    ['operator: HAS_NO_VALUE, upper: 0', 'HAS_NO_VALUE ne prend pas de « upper »', 'HAS_NO_VALUE takes no “upper”'],
  ])('with more than its operator takes is refused: %s', async (condition, french, english) => {
    const [inFrench] = (await ask(condition)).errors!;
    expect(inFrench).toMatchObject({
      message: expect.stringContaining(`Argument « filters » : ${french}`),
      extensions: { code: 'ARGUMENT_INVALID' },
    });
    const { errors } = await ask(condition, { 'accept-language': 'en' });
    expect(errors?.[0]?.message).toContain(`Argument “filters”: ${english}`);
  });

  test('with a number too big in variables is told so', async () => {
    const query = `query ($v: Float) { grid(rows: { level: EPCI }, columns: [${COLUMN}], filters: [{ column: ${COLUMN}, operator: GT, value: $v }]) { totalCount } }`;
    const told = async (language: string) => {
      const response = await fetch(`${world.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-language': language },
        body: `{"query":${JSON.stringify(query)},"variables":{"v":1e999}}`,
      });
      return ((await response.json()) as { errors: { message: string }[] }).errors[0]?.message;
    };
    expect(await told('fr')).toMatch(
      /la variable « \$v » ne va pas : ce nombre est trop grand pour être lu\. Donnez-en/,
    );
    expect(await told('en')).toMatch(
      /the variable “\$v” is wrong: this number is too big to be read\. Give a smaller one\.$/,
    );
  });

  test('may leave out by null what its operator does not take', async () => {
    expect((await ask('operator: HAS_VALUE, value: null, upper: null')).data.grid.totalCount).toBe(2);
    expect((await ask('operator: GTE, value: 0, upper: null')).data.grid.totalCount).toBe(2);
  });
});

describe('what exists and holds nothing', () => {
  test.each([
    ['a commune', '{ empty: territories(within: "commune:01001") { totalCount } }', { totalCount: 0 }],
    [
      'a commune, in a table',
      `{ empty: grid(rows: { level: EPCI, within: "commune:01001" }, columns: [${COLUMN}]) { totalCount } }`,
      { totalCount: 0 },
    ],
    ['a theme of the catalogue without figures', '{ empty: indicators(theme: "petite_enfance") { id } }', []],
    [
      'that theme, in the coverage',
      '{ empty: coverage(theme: "petite_enfance") { rows { years { year } } } }',
      { rows: [] },
    ],
  ])('answers nothing, and is no error: %s', async (_name, query, empty) => {
    expect(await world.ask(query)).toMatchObject({ status: 200, data: { empty }, errors: undefined });
  });

  test('is told from an unknown theme, which names those there are', async () => {
    const { errors } = await world.ask('{ indicators(theme: "inconnu") { id } }');
    expect(errors?.[0]?.message).toMatch(/^Le thème « inconnu » n’est pas au catalogue\..* : .*population.*\.$/);
  });
});

describe('an answer', () => {
  test('that grows too large is refused as a whole', async () => {
    const small = await world.again({ limits: { objects: 20, cells: 10 } });
    try {
      const members = await small.ask(
        '{ territories { edges { node { members(level: COMMUNE) { edges { node { id } } } } } } }',
      );
      const cells = await small.ask(`{ a: grid(rows: { level: EPCI }, columns: [${COLUMN}], first: 8) { totalCount }
        b: grid(rows: { level: EPCI }, columns: [${COLUMN}], first: 8) { totalCount } }`);
      const layer = await small.ask('{ mapLayer(indicator: "population_municipale", year: 2023) { ids } }');
      for (const { status, data, errors } of [members, cells, layer]) {
        expect(status).toBe(400);
        expect(data).toBeUndefined();
        expect(errors).toHaveLength(1);
        expect(errors?.[0]?.extensions).toEqual({ code: 'LIMIT_EXCEEDED' });
      }
    } finally {
      await small.close();
    }
  });
});

describe('a hostile document', () => {
  const nested = `{territory(id:"commune:01001"){${'parents{'.repeat(10_000)}id${'}'.repeat(10_000)}}}`;
  const fragments = Array.from(
    { length: 150 },
    (_, index) => `fragment F${index} on Territory{...F${index + 1} parents{...F${index + 1}}} `,
  );
  test.each([
    ['10,000 levels', { query: nested }, 400],
    [
      '10,000 aliases',
      { query: `{${Array.from({ length: 10_000 }, (_, index) => `a${index}:__typename`).join(' ')}}` },
      400,
    ],
    ['fragments inside one another', { query: '{...A} fragment A on Query{...B} fragment B on Query{...A}' }, 400],
    [
      'fragments that double',
      { query: `${fragments.join('')}fragment F150 on Territory{id} {territory(id:"commune:01001"){...F0}}` },
      400,
    ],
    ['one field 900 times', { query: `{${many(900, 'publications{id}')}}` }, 400],
    ['2,000 unknown directives', { query: `{publications ${many(1_900, '@a')}{id}}` }, 400],
    ['1 MB', { query: `{${'a '.repeat(500_000)}}` }, 413],
    [
      '100,000 codes',
      { query: '{__typename}', variables: { ids: Array.from({ length: 100_000 }, () => 'commune:01001') } },
      413,
    ],
    [
      '15,000 codes',
      {
        query: 'query($ids: [ID!]!) { compare(territories: $ids, indicators: ["x"]) { geography } }',
        variables: { ids: Array.from({ length: 15_000 }, () => 'commune:01001') },
      },
      400,
    ],
    [
      '15,000 wrong variables',
      {
        query: 'query($ids: [ID!]!) { compare(territories: $ids, indicators: ["x"]) { geography } }',
        variables: { ids: Array.from({ length: 15_000 }, () => ({})) },
      },
      400,
    ],
    ['half a surrogate', { query: '{territory(id:"\ud800"){id}}' }, 400],
    [
      'members of members',
      {
        query: `{territories(first:1000){edges{node{${'members(level:COMMUNE,first:1000){edges{node{'.repeat(2)}id${'}}}'.repeat(2)}}}}}`,
      },
      400,
    ],
    [
      'members of members, sizes in variables',
      {
        query: `query($n: Int = 1000) {territories(first:$n){edges{node{...M}}}} fragment M on Territory{members(level:COMMUNE,first:$n){edges{node{id}}}}`,
      },
      400,
    ],
    [
      '50 grids',
      {
        query: `{${Array.from({ length: 50 }, (_, index) => `g${index}:grid(rows:{level:COMMUNE},columns:[${COLUMN}]){totalCount}`).join(' ')}}`,
      },
      400,
    ],
    [
      'events of events',
      {
        query:
          '{territories(first:1000){edges{node{events{before{events{before{events{before{events{before{id}}}}}}}}}}}}',
      },
      400,
    ],
    ['no query', { requete: '' }, 400],
    ['a list', [{ query: '{__typename}' }], 400],
    ['not JSON', '{"query": ', 400],
    [
      'JSON 60,000 deep',
      `{"query":"query($i:[ID!]){__typename}","variables":{"i":${'['.repeat(60_000)}${']'.repeat(60_000)}}}`,
      400,
    ],
  ])('of %s gets %3$i', async (_name, body, expected) => {
    const { status, errors, data } = await ask(world.url, body);
    expect(status).toBe(expected);
    expect(data).toBeUndefined();
    for (const error of errors ?? []) expectOneShape(error);
    expect(errors?.length).toBeGreaterThan(0);
  });

  test('is refused every time, and the server goes on', async () => {
    for (let count = 0; count < 20; count++) expect((await ask(world.url, { query: nested })).status).toBe(400);
    expect((await world.ask('{ publications { id } }')).status).toBe(200);
  });

  test('never makes the server log an unexpected error', () => {
    expect(world.log).toEqual([]);
  });
});

describe('an unexpected error', () => {
  test('gives a reference and nothing else; the log has the rest', async () => {
    const broken = await world.again({
      change: ({ catalogue, ...others }) => ({
        ...others,
        catalogue: {
          ...catalogue,
          loads: () => Promise.reject(new Error('SELECT * FROM load; -- /srv/boussole/secret.ts')),
        },
      }),
    });
    try {
      const { errors, headers } = await broken.ask('{ loads { id } }');
      const reference = headers.get('x-request-id');
      expect(errors?.[0]?.extensions).toEqual({ code: 'INTERNAL' });
      expect(errors?.[0]?.message).toContain(reference);
      expectOneShape(errors![0]!);
      expect(broken.log).toHaveLength(1);
      expect(broken.log[0]).toContain(reference);
      expect(broken.log[0]).toContain('secret.ts');
    } finally {
      await broken.close();
    }
  });
});

/** One shape, a French sentence, and nothing of the inside of the server. */
function expectOneShape(error: { message: string; extensions: { code: string } }): void {
  expect(Object.keys(error).filter((key) => !['message', 'extensions', 'locations', 'path'].includes(key))).toEqual([]);
  expect(Object.keys(error.extensions)).toEqual(['code']);
  expect(error.message.length).toBeLessThan(500);
  expect(JSON.stringify(error)).not.toMatch(/SELECT|node_modules|\.ts\b|\/tmp|\/srv| at \//);
}
