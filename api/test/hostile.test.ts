import { connect } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.ask('{ territories(search: "bourg") { totalCount } }');
});
afterAll(() => world.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const COLUMN = '{ indicator: "population_municipale", year: 2023 }';
const repeat = (count: number, item: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => item(index)).join(' ');

/** Far above what refusing takes, far below what hostile documents took before they were refused. */
const CPU_MILLISECONDS = 400;

async function send(init: RequestInit, path = '/graphql') {
  const before = process.cpuUsage();
  const response = await fetch(`${world.url}${path}`, init);
  const text = await response.text();
  const { user, system } = process.cpuUsage(before);
  return { status: response.status, text, milliseconds: (user + system) / 1_000 };
}

const toQuestion = (query: string, variables: object = {}): RequestInit => ({
  method: 'POST',
  headers: JSON_TYPE,
  body: JSON.stringify({ query, variables }),
});

function expectOneShape(text: string): void {
  const { errors, ...others } = JSON.parse(text);
  expect(Object.keys(others).filter((key) => key !== 'data')).toEqual([]);
  for (const { extensions, message } of errors) {
    expect(Object.keys(extensions)).toEqual(['code']);
    expect(extensions.code).not.toBe('INTERNAL');
    expect(message.length).toBeLessThan(1_000);
  }
  expect(text).not.toMatch(/SELECT |node_modules|\/tmp\/|at .*\.[jt]s:\d/);
}

const COMPARE = 'query($t: [ID!]!) { compare(territories: $t, indicators: ["population_municipale"]) { geography } }';
const GRID = 'query($c: [GridColumnInput!]!) { grid(rows: { level: COMMUNE }, columns: $c) { totalCount } }';

describe('a hostile document', () => {
  test.each<[string, string, object?]>([
    ['20,000 missing ids in variables', COMPARE, { t: Array(20_000).fill(null) }],
    ['20,000 objects for ids in variables', COMPARE, { t: Array(20_000).fill({ a: 1 }) }],
    ['30,000 empty columns in variables', GRID, { c: Array(30_000).fill({}) }],
    ['15,000 codes', COMPARE, { t: Array(15_000).fill('commune:01001') }],
    [
      'fields merged from 250 places',
      `{ territory(id: "commune:01001") { ${repeat(250, () => 'parents{parents{parents{id}}}')} } }`,
    ],
    [
      'fields merged from 250 fragments',
      `{ territory(id: "commune:01001") { ${repeat(250, (index) => `...F${index}`)} } } ${repeat(250, (index) => `fragment F${index} on Territory { parents { id } }`)}`,
    ],
    ['the whole schema 50 times', `{ ${repeat(50, (index) => `a${index}: __schema { types { name } }`)} }`],
    ['an alias of 100,000 characters', `{ ${'x'.repeat(100_000)}: __typename }`],
    ['a subscription', 'subscription { a }'],
    ['types of variables 5,000 deep', `query($t: ${'['.repeat(5_000)}ID${']'.repeat(5_000)}) { __typename }`],
    ['fields of fields of the schema', `{ __schema { types { ${'fields{type{'.repeat(5)}name${'}}'.repeat(5)} } } }`],
    [
      '400 fragments that nothing uses',
      `{ __typename } ${repeat(400, (index) => `fragment F${index} on Query { __typename }`)}`,
    ],
    [
      'fragments that double 60 times',
      `{ ...F0 } ${repeat(60, (index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`)} fragment F60 on Query { __typename }`,
    ],
    ['a directive ten times', `{ __typename ${'@a'.repeat(10)} }`],
    ['directives nobody knows', `{ __typename ${'@a '.repeat(60)} }`],
    [
      'a search of 250,000 characters',
      '{ a: __typename }'.replace('a: __typename', `indicators(search: "${'x'.repeat(250_000)}") { id }`),
    ],
  ])('of %s gets a 4xx at once', async (_name, query, variables) => {
    const { status, text, milliseconds } = await send(toQuestion(query, variables));
    expect(status).toBe(400);
    expectOneShape(text);
    expect(milliseconds).toBeLessThan(CPU_MILLISECONDS);
  });

  test.each([
    ['a territory', '{ territory(id: $x) { id } }'],
    ['a publication', '{ territory(id: "commune:01001", publication: $x) { id } }'],
    ['an indicator', '{ cell(indicator: $x, territory: "france:FR", year: 2023) { value } }'],
    [
      'a band of ages',
      `{ grid(rows: { level: EPCI }, columns: [{ indicator: "population_municipale", year: 2023, age: $x }]) { totalCount } }`,
    ],
    ['a cursor', `{ grid(rows: { level: EPCI }, columns: [${COLUMN}], after: $x) { totalCount } }`],
  ])('is not told %s of 200,000 characters back', async (_name, selection) => {
    for (const text of ['x'.repeat(200_000), '../'.repeat(60_000), '\u0000'.repeat(30_000), 'W1tb'.repeat(50_000)]) {
      const type = selection.includes('after:') ? 'String!' : 'ID!';
      const answer = await send(toQuestion(`query($x: ${type}) ${selection}`, { x: text }));
      expect(answer.status).toBeLessThan(500);
      expectOneShape(answer.text);
      expect(answer.milliseconds).toBeLessThan(CPU_MILLISECONDS);
    }
  });

  test.each([
    '\uFDFA'.repeat(200),
    'e\u0301'.repeat(100),
    '(a+)+$'.repeat(30),
    '\u202E\u200F\uFFFD😀',
    'e\u0301👩‍👩‍👧‍👦مدينة\tx\r\n',
    '%_\\'.repeat(60),
    ' '.repeat(200),
  ])('may search %j and learns nothing', async (text) => {
    const query = 'query($s: String!) { territories(search: $s) { totalCount } indicators(search: $s) { id } }';
    const { status, text: answer, milliseconds } = await send(toQuestion(query, { s: text }));
    expect(status).toBe(200);
    expect(JSON.parse(answer).errors).toBeUndefined();
    expect(milliseconds).toBeLessThan(CPU_MILLISECONDS);
  });
});

describe('odd characters', () => {
  const SEARCH = 'query($s: String!) { territories(search: $s) { totalCount } }';
  const escaped = (text: string) => `{ territories(search: "${text}") { totalCount } }`;
  const told = async (query: string, variables: object, language = 'fr') => {
    const { body } = toQuestion(query, variables);
    const headers = { ...JSON_TYPE, 'accept-language': language };
    const { status, text } = await send({ method: 'POST', headers, body });
    return { status, message: JSON.parse(text).errors?.[0]?.message };
  };

  test.each([
    ['\u0000', 'U+0000'],
    ['a\u0007', 'U+0007'],
    ['a\u007f', 'U+007F'],
    ['a\u0085', 'U+0085'],
    ['a\b', 'U+0008'],
    ['a\ud83d', 'U+D83D'],
    ['\ude00', 'U+DE00'],
    ['\ufdd0', 'U+FDD0'],
    ['\uffff', 'U+FFFF'],
    ['\u{1fffe}', 'U+1FFFE'],
  ])('%j is refused in variables and documents, as itself or by its code', async (text, name) => {
    // Once admitted, a question is asked again another way.
    expect((await told(SEARCH, { s: 'bourg' })).status).toBe(200);
    for (const variables of [{ s: text }, { s: 'bourg', other: [{ a: text }] }]) {
      const { status, message } = await told(SEARCH, variables);
      expect(status).toBe(400);
      expect(message).toMatch(
        new RegExp(`la variable « \\$(s|other) » contient le caractère ${name.replace('+', '\\+')}, qui`),
      );
    }
    const english = await told(SEARCH, { s: text }, 'en');
    expect(english.message).toBe(
      `The question is not valid: the variable “$s” holds the character ${name}, which cannot be written. Remove it.`,
    );
    const code = [...text].map((character) => `\\u{${character.codePointAt(0)!.toString(16)}}`).join('');
    for (const query of [escaped(text), escaped(code), `{ __typename } # ${text}`]) {
      expect((await told(query, {})).status).toBe(400);
    }
  });

  test('by their codes alone are told with their place', async () => {
    expect((await told(escaped('a\\u0000'), {})).message).toBe(
      'La question n’est pas valide : ligne 1, colonne 23, un texte contient le caractère U+0000, qui ne peut pas s’écrire. Retirez-le.',
    );
  });

  test('are refused in the address too', async () => {
    const variables = encodeURIComponent(JSON.stringify({ s: 'a\u0000' }));
    const { status } = await send({}, `/graphql?query=${encodeURIComponent(SEARCH)}&variables=${variables}`);
    expect(status).toBe(400);
  });

  test.each([
    'Œuvre d’été, « ÿ »',
    '👩‍👩‍👧‍👦 🇫🇷',
    'e\u0301a\u0308',
    'مدينة \u200f\u202b',
    'a\tb\r\nc',
    '𝒳 \u{10fffd}',
    '\ufeff\ufffd',
  ])('are not those of people: %j', async (text) => {
    const code = [...text].map((character) => `\\u{${character.codePointAt(0)!.toString(16)}}`).join('');
    expect((await told(SEARCH, { s: text })).status).toBe(200);
    expect((await told(escaped(code), {})).status).toBe(200);
  });

  test('are in no name of a saved view, and those of people are', async () => {
    const SAVE = 'mutation($n: String!) { saveView(name: $n, state: "/comparer") { name } }';
    const save = async (name: string) => JSON.parse((await send(toQuestion(SAVE, { n: name }))).text);
    for (const name of ['Été 🌻', 'e\u0301cole مدينة']) {
      expect(await save(name)).toEqual({ data: { saveView: { name } } });
    }
    expect(await save('Une\tvue\n de plus')).toEqual({ data: { saveView: { name: 'Une vue de plus' } } });
    for (const name of ['a\u0000', 'a\u001b[31m', '\ud83d']) {
      expect(await save(name)).toMatchObject({ errors: [{ extensions: { code: 'QUERY_INVALID' } }] });
    }
  });

  test('a code that is written, and not meant, is a text', async () => {
    expect((await told(escaped('\\\\u0000'), {})).status).toBe(200);
  });
});

describe('variables', () => {
  const SEARCH = 'query($s: String) { territories(search: $s) { totalCount } }';
  test.each([20, 5_000, 20_000])('%i deep get a 4xx at once, whether they are of use or not', async (depth) => {
    await send(toQuestion(SEARCH, { s: 'bourg' }));
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      for (const name of ['s', 'other']) {
        const body = `{"query":${JSON.stringify(SEARCH)},"variables":{"${name}":${open.repeat(depth)}1${close.repeat(depth)}}}`;
        const { status, text, milliseconds } = await send({ method: 'POST', headers: JSON_TYPE, body });
        expect(status).toBe(400);
        expectOneShape(text);
        expect(text).toContain('queryDepth');
        expect(milliseconds).toBeLessThan(CPU_MILLISECONDS);
      }
    }
  });
});

describe('a hostile request', () => {
  const bomb = Buffer.alloc(32 * 2 ** 20, 32);
  const brotli = brotliCompressSync(bomb, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  test.each<[string, number, RequestInit]>([
    ['a gzip bomb', 413, { body: gzipSync(bomb), headers: { ...JSON_TYPE, 'content-encoding': 'gzip' } }],
    ['a brotli bomb', 413, { body: brotli, headers: { ...JSON_TYPE, 'content-encoding': 'br' } }],
    ['an encoding that is not its own', 400, { body: 'hello', headers: { ...JSON_TYPE, 'content-encoding': 'gzip' } }],
    ['an unknown encoding', 415, { body: '{}', headers: { ...JSON_TYPE, 'content-encoding': 'zip' } }],
    ['an unknown charset', 415, { body: '{}', headers: { 'content-type': 'application/json; charset=klingon' } }],
    ['an array 100,000 deep', 400, { body: '['.repeat(100_000) + ']'.repeat(100_000), headers: JSON_TYPE }],
    ['a batch', 400, { body: JSON.stringify(Array(100).fill({ query: '{__typename}' })), headers: JSON_TYPE }],
    ['a form', 400, { body: 'query={__typename}', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['no question', 400, { body: '{}', headers: { ...JSON_TYPE, accept: 'application/json' } }],
    ['a prototype', 400, { body: '{"__proto__":{"query":"{__typename}"}}', headers: JSON_TYPE }],
  ])('with %s gets %i', async (_name, expected, init) => {
    const { status, text, milliseconds } = await send({ method: 'POST', ...init });
    expect(status).toBe(expected);
    expectOneShape(text);
    expect(milliseconds).toBeLessThan(CPU_MILLISECONDS);
  });

  test.each([
    '/%E0%A4%A',
    '/..%2f..%2fetc%2fpasswd',
    '/%00',
    '/geo/%E0%A4%A.topojson',
    '/geo/..%2f..%2fx.topojson',
    '/export/inconnu.csv',
    '/export/grid.csv?__proto__=1',
    `/export/grid.csv?level=EPCI&columns=${encodeURIComponent("x';DROP TABLE cell;--@2022")}`,
    `/export/grid.csv?level=EPCI&columns=population_municipale@2023&publication=${'x'.repeat(5_000)}`,
    '/graphql?query={a}&query={b}',
    '/graphql?query={__typename}&variables=%7B',
  ])('for %s gets a 4xx', async (path) => {
    const { status, text } = await send({ headers: { accept: 'application/json' } }, path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expectOneShape(text);
  });

  test.each([
    ['without a host', 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n', 400],
    [
      'that expects what nobody knows',
      'POST /graphql HTTP/1.1\r\nhost: x\r\nexpect: more\r\ncontent-length: 2\r\n\r\n{}',
      417,
    ],
    [
      'of two lengths',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['that is no HTTP', '\u0016\u0003\u0001\u0002\r\n\r\n', 400],
  ])('%s is refused in the same shape', async (_name, bytes, expected) => {
    const { status, body } = await sendBytes(world.url, bytes);
    expect(status).toBe(expected);
    expectOneShape(body);
  });

  test('that never ends is cut, while others are answered', async () => {
    const strict = await world.again({ limits: { requestMilliseconds: 2_000 } });
    const slow = sendBytes(
      strict.url,
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
    );
    expect((await strict.ask('{ __typename }')).status).toBe(200);
    const { status, body } = await slow;
    expect(status).toBe(408);
    expectOneShape(body);
    await strict.close();
  });
});

describe('a question that asks for much', () => {
  const INDICATORS = ['population_municipale', 'naissances', 'taux_natalite', 'revenu_median'];
  const COMPARED = `query($i: [ID!]!) { compare(territories: ["commune:01001", "commune:01002"], indicators: $i) { columns {
    positions(within: FRANCE) { ranks } intervals { low } changes { absolute } againstBenchmarks { verdicts } } } }`;

  test('is refused once, whichever of its fields pass the limit, and the server goes on', async () => {
    const known: { id: string }[] = (await world.ask('{ indicators { id } }')).data.indicators;
    const indicators = INDICATORS.filter((id) => known.some((each) => each.id === id));
    const whole = indicators.flatMap((id) => Array<string>(8).fill(id));
    const strict = await world.again({ limits: { cells: 600 } });
    for (const count of Array.from(whole.keys())) {
      const { status, errors } = await strict.ask(COMPARED, { i: whole.slice(0, count + 1) });
      if (status !== 200) expect(errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }]);
    }
    expect((await strict.ask(COMPARED, { i: whole })).status).toBe(400);
    expect((await strict.ask('{ __typename }')).status).toBe(200);
    await strict.close();
  });

  test('does not keep others waiting', async () => {
    const ids = Array.from({ length: 400 }, (_, index) => `commune:0100${1 + (index % 2)}`);
    const asked = world.ask(COMPARED.replace('["commune:01001", "commune:01002"]', JSON.stringify(ids)), {
      i: Array(40).fill('population_municipale'),
    });
    let isAnswered = false;
    const large = asked.finally(() => {
      isAnswered = true;
    });
    let others = 0;
    while (!isAnswered) {
      await world.ask('{ __typename }');
      others++;
    }
    expect((await large).status).toBe(200);
    expect(others).toBeGreaterThan(5);
  });

  test.each([
    ['conditions', 'filters', `{ column: ${COLUMN}, operator: HIGHEST, value: 3 }`],
    ['keys', 'sort', `{ column: ${COLUMN} }`],
  ])('of more %s than a table takes is refused', async (_name, argument, one) => {
    const { status, errors } = await world.ask(
      `{ grid(rows: { level: COMMUNE }, columns: [${COLUMN}], ${argument}: [${repeat(21, () => one)}]) { totalCount } }`,
    );
    expect(status).toBe(400);
    expect(errors?.[0]?.message).toMatch(/« conditions » : 21 demandés, 20 admis/);
  });
});

test('nothing of this was an unexpected error', async () => {
  expect(world.log).toEqual([]);
  expect((await world.ask('{ territory(id: "commune:01001") { name } }')).data).toEqual({
    territory: { name: 'Abbaye' },
  });
});

/** Sends bytes as they are, and reads until the server closes. */
function sendBytes(url: string, bytes: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(new URL(url).port), 'localhost', () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    socket.once('error', reject).once('close', () => {
      const [head = '', ...body] = answer.split('\r\n\r\n');
      const chunked = /transfer-encoding: chunked/i.test(head);
      const text = body.join('\r\n\r\n');
      resolve({ status: Number(head.split(' ')[1]), body: chunked ? (text.split('\r\n')[1] ?? '') : text });
    });
  });
}
