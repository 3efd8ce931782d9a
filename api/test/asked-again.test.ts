import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorld, type World } from './support/world.ts';

let first: World;
let world: World;
beforeAll(async () => {
  first = await startWorld();
  world = await first.again({ limits: { answerBytes: 1 } });
});
afterAll(async () => {
  await world.close();
  await first.close();
});

const QUERY = `query Trend($indicator: ID!, $territories: [ID!]!) {
  trend(indicator: $indicator, territories: $territories) { years series { territory { name } values states } } }`;
const VARIABLES = { indicator: 'population_municipale', territories: ['commune:01001', 'departement:69'] };

function post(body: unknown, headers: Record<string, string> = {}, on = world): Promise<Response> {
  return fetch(`${on.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers of any shape
const jsonOf = async (response: Promise<Response> | Response): Promise<any> => (await response).json();

/** How many questions were answered the short way so far. */
async function again(on = world): Promise<number> {
  const text = await (await fetch(`${on.url}/metrics`)).text();
  return Number(/^boussole_answers_again (\d+)/m.exec(text)?.[1]);
}

/** Asks, and tells by how much that counter moved. */
async function moved(ask: () => Promise<unknown>, on = world): Promise<number> {
  const before = await again(on);
  await ask();
  return (await again(on)) - before;
}

const OF_ONE_REQUEST = ['date', 'x-request-id', 'ratelimit'];

function headersOf(response: Response): Record<string, string> {
  return Object.fromEntries([...response.headers].filter(([name]) => !OF_ONE_REQUEST.includes(name)).sort());
}

describe('a question asked again', () => {
  test('is answered the same, with the same headers, without Apollo', async () => {
    const accepted: Record<string, string>[] = [
      {},
      { accept: 'application/graphql-response+json' },
      { 'accept-encoding': 'br' },
    ];
    for (const headers of accepted) {
      const body = { query: `${QUERY} # ${JSON.stringify(headers)}`, variables: VARIABLES };
      const [general, short] = [await post(body, headers), await post(body, headers)];
      expect(await moved(() => post(body, headers))).toBe(1);
      expect([short.status, headersOf(short)]).toEqual([general.status, headersOf(general)]);
      expect(await short.text()).toBe(await general.text());
      expect(short.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    }
  });

  test('is of other territories, and of figures that are not in memory yet', async () => {
    await post({ query: QUERY, variables: VARIABLES });
    const variables = { indicator: 'population_totale', territories: ['commune:69001'] };
    const answers: unknown[] = [];
    expect(await moved(async () => answers.push(await jsonOf(post({ query: QUERY, variables }))))).toBe(1);
    const { data } = await world.ask(`${QUERY} # another`, variables);
    expect(answers).toEqual([{ data }]);
  });

  test('is known by its hash, and by the name of its operation', async () => {
    const query = `query A { territory(id: "commune:01001") { name } } query B { territory(id: "commune:01001") { code } }`;
    const ask = async (body: object) => (await jsonOf(post(body))).data?.territory;
    for (let time = 0; time < 2; time++) {
      expect(await ask({ query, operationName: 'A' })).toEqual({ name: 'Abbaye' });
      expect(await ask({ query, operationName: 'B' })).toEqual({ code: '01001' });
    }
    expect(await ask({ query })).toBeUndefined();
    const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
    const hashed = { operationName: 'A', extensions: { persistedQuery } };
    expect(await moved(async () => expect(await ask(hashed)).toEqual({ name: 'Abbaye' }))).toBe(1);
    const other = { operationName: 'A', extensions: { persistedQuery: { ...persistedQuery, version: 2 } } };
    expect(await moved(async () => expect(await ask(other)).toBeUndefined())).toBe(0);
  });

  test('is told what is wrong as any other', async () => {
    const wrong: [object, string][] = [
      [{ ...VARIABLES, territories: ['commune:99999'] }, 'TERRITORY_UNKNOWN'],
      [{ ...VARIABLES, territories: ['nulle part'] }, 'TERRITORY_ID_INVALID'],
      [{ ...VARIABLES, indicator: 'rien' }, 'INDICATOR_UNKNOWN'],
      [{ ...VARIABLES, territories: [] }, 'ARGUMENT_INVALID'],
      [{ indicator: 'population_municipale' }, 'QUERY_INVALID'],
    ];
    await post({ query: QUERY, variables: VARIABLES });
    for (const [variables, code] of wrong) {
      const headers = { 'accept-language': 'en' };
      const [known, fresh] = [
        await post({ query: QUERY, variables }, headers),
        await post({ query: `${QUERY} # ${code}`, variables }, headers),
      ];
      const told = await jsonOf(known);
      expect([known.status, told.errors[0].extensions.code]).toEqual([fresh.status, code]);
      expect(told).toEqual(await fresh.json());
      expect(headersOf(known)).toEqual(headersOf(fresh));
    }
  });

  test('is told what is wrong when it is only known once its figures are read', async () => {
    const cold = await first.again({ limits: { answerBytes: 1, hotBytes: 1 } });
    const query = `query Map($year: Int!) { mapLayer(indicator: "population_municipale", year: $year, level: COMMUNE) { values }
      compare(territories: ["commune:01001"], indicators: ["population_totale"], year: $year) { columns { values } } }`;
    expect((await jsonOf(post({ query, variables: { year: 2021 } }, {}, cold))).errors).toBeUndefined();
    const answer = await post({ query, variables: { year: 1850 } }, {}, cold);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'YEAR_UNAVAILABLE' } }] });
    await cold.close();
  });

  test('counts for whoever asks, once, whichever way it is answered', async () => {
    const counted = await first.again({
      limits: { questionsPerMinute: 4, answerBytes: 1 },
      trustedProxies: ['loopback'],
    });
    const ask = (variables: object, client: string) =>
      post({ query: QUERY, variables }, { 'x-forwarded-for': client }, counted);
    const left = async (variables: object, client = '192.0.2.1') =>
      /r=(\d+)/.exec((await ask(variables, client)).headers.get('ratelimit')!)?.[1];
    const wrong = { ...VARIABLES, territories: ['commune:99999'] };
    expect([await left(VARIABLES), await left(VARIABLES), await left(wrong), await left(VARIABLES)]).toEqual([
      '3',
      '2',
      '1',
      '0',
    ]);
    const refused = await ask(VARIABLES, '192.0.2.1');
    expect([refused.status, (await jsonOf(refused)).errors[0].extensions.code]).toEqual([429, 'TOO_MANY_QUESTIONS']);
    expect(await left(VARIABLES, '192.0.2.2')).toBe('3');
    await counted.close();
  });

  test('is answered the general way to who signs in, or writes it otherwise', async () => {
    const body = { query: QUERY, variables: VARIABLES };
    await post(body);
    const { id } = await world.catalogue.createLocalAccount('lectrice', 'reader');
    const { secret } = await world.catalogue.createToken({ accountId: id, name: 'Jeton', scopes: ['read'], days: 30 });
    const ways: [unknown, Record<string, string>, number][] = [
      [body, { authorization: `Bearer ${secret}` }, 200],
      [body, { authorization: 'Bearer faux' }, 401],
      [body, { cookie: 'boussole_session=rien' }, 200],
      [body, { 'content-type': 'text/plain' }, 400],
      [body, { 'content-type': 'application/json; charset=latin9' }, 415],
      [[body], {}, 400],
      ['{"query":', {}, 400],
      [{ ...body, variables: JSON.stringify(VARIABLES) }, {}, 400],
      [{ ...body, operationName: 7 }, {}, 400],
      [{ ...body, padding: ' '.repeat(100_000) }, {}, 200],
    ];
    for (const [sent, headers, status] of ways)
      expect(
        await moved(async () => expect([headers, (await post(sent, headers)).status]).toEqual([headers, status])),
      ).toBe(0);
  });

  test('reads nothing but figures', async () => {
    const query =
      '{ trend(indicator: "population_municipale", territories: ["commune:01001"]) { mandates { label } } }';
    const ask = async () => expect((await jsonOf(post({ query }))).errors).toBeUndefined();
    await ask();
    expect(await moved(ask)).toBe(0);
  });

  test('may come in pieces, one after the other, or half and then nothing', async () => {
    const body = JSON.stringify({ query: QUERY, variables: VARIABLES });
    await post(body);
    const head = `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
    const port = Number(new URL(world.url).port);
    const gone = connect(port, 'localhost');
    gone.write(head + body.slice(0, 20));
    await setTimeout(20);
    gone.destroy();
    const socket = connect(port, 'localhost');
    let text = '';
    socket.on('data', (part) => {
      text += part;
    });
    socket.write(head + body.slice(0, 30));
    await setTimeout(20);
    socket.write(body.slice(30));
    // The next two come together.
    socket.write(head + body + head + body);
    await expect.poll(() => text.match(/"territory":{"name":"Abbaye"}/g)?.length).toBe(3);
    expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3);
    socket.destroy();
  });
});
