import { EventEmitter, once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GEOGRAPHY } from './support/rows.ts';
import { type AgainOptions, startWorld, type World } from './support/world.ts';

/** Names so long that a file of them is more than what connections hold on their way. */
const LONG = 'nom '.repeat(250_000);
const FILE = '/export/grid.csv?level=COMMUNE&columns=population_municipale@2023&style=plain';

let world: World;
beforeAll(async () => {
  const commune = [...GEOGRAPHY.commune!].map((row) => ({ ...row, name: `${row.name} ${LONG}` }));
  const observation = [...GEOGRAPHY.commune!]
    .filter(({ cog }) => cog === 2025)
    .map(({ code }, line) => {
      const row = { measure: 'population_municipale', year: 2023, level: 'commune', cog: 2025 } as const;
      return { ...row, code, value: 100 + line, state: 'PUBLISHED' as const, line };
    });
  world = await startWorld({
    deliveries: [
      { id: 'geographie', title: 'Géographie', vintage: '2025', tables: { ...GEOGRAPHY, commune } },
      { id: 'populations', title: 'Populations', vintage: '2023', tables: { observation } },
    ],
  });
}, 120_000);
afterAll(() => world?.close());

/** Asks for the file, and reads nothing of it but its head. */
async function startDownload({ url }: World): Promise<IncomingMessage> {
  const [response] = (await once(get(url + FILE, { agent: false }), 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(200);
  return response.pause();
}

async function lengthOf(response: IncomingMessage): Promise<number> {
  let length = 0;
  for await (const chunk of response) length += (chunk as Buffer).length;
  return length;
}

/** A server that answers one question, and never the others; `asked` is called for each of these. */
function stuck(asked: () => void): AgainOptions['change'] {
  let isFirst = true;
  return ({ warehouse, ...others }) => ({
    ...others,
    warehouse: {
      ...warehouse,
      hold: () => undefined,
      read(publication, question) {
        if (isFirst) {
          isFirst = false;
          return warehouse.read(publication, question);
        }
        asked();
        return new Promise(() => undefined);
      },
    },
  });
}

describe('a server that stops', () => {
  test('lets a slow client have the whole of its file, when questions are long cut', async () => {
    const whole = await lengthOf(await startDownload(world));
    expect(whole).toBeGreaterThan(10_000_000);
    const told = new EventEmitter();
    const asked = once(told, 'asked');
    const change = stuck(() => told.emit('asked'));
    const stopping = await world.again({ limits: { questionMilliseconds: 200 }, change });
    const slow = await startDownload(stopping);
    const question = get(`${stopping.url}/graphql?query={indicators{id}}`, { agent: false });
    const cut = once(question, 'error');
    await asked;
    let isClosed = false;
    const closed = stopping.close().then(() => {
      isClosed = true;
    });
    // The time of questions is over, and the file waits for its reader.
    expect(await cut).toMatchObject([{ code: 'ECONNRESET' }]);
    expect(isClosed).toBe(false);
    expect(await lengthOf(slow)).toBe(whole);
    await closed;
    expect(stopping.log.filter((line) => line.includes('cut short'))).toHaveLength(1);
  });

  test('takes no new connection meanwhile, and refuses what is asked on one that is open', async () => {
    const stopping = await world.again({});
    const socket = connect(Number(new URL(stopping.url).port), 'localhost');
    socket.write(`GET ${FILE} HTTP/1.1\r\nhost: boussole\r\n\r\n`);
    await once(socket, 'readable');
    const closed = stopping.close();
    await expect(fetch(`${stopping.url}/healthz`)).rejects.toThrow();
    socket.write('GET /healthz HTTP/1.1\r\nhost: boussole\r\naccept-language: en\r\n\r\n');
    const text = await textOf(socket);
    const [, refusal = ''] = text.split(/(?=HTTP\/1\.1 503)/);
    expect(refusal).toMatch(/^HTTP\/1\.1 503 /);
    expect(refusal).toMatch(/\r\nretry-after: \d+\r\n/i);
    expect(JSON.parse(refusal.slice(refusal.indexOf('{')))).toEqual({
      errors: [{ message: expect.stringMatching(/^The server is stopping/), extensions: { code: 'SERVER_STOPPING' } }],
    });
    await closed;
  });

  test('cuts a file that nobody reads once its time is over, and says so', async () => {
    const stopping = await world.again({ limits: { lastDownloadMilliseconds: 100 } });
    const slow = await startDownload(stopping);
    await stopping.close();
    await expect(lengthOf(slow)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(stopping.log).toHaveLength(1);
    expect(JSON.parse(stopping.log[0]!)).toMatchObject({ kind: 'download', count: 1 });
  });

  test('closes at once connections on which nothing is asked', async () => {
    const stopping = await world.again({});
    const socket = connect(Number(new URL(stopping.url).port), 'localhost');
    await once(socket, 'connect');
    socket.write('GET /healthz HTTP/1.1\r\nhost: boussole\r\n\r\n');
    await once(socket, 'readable');
    await stopping.close();
    expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

async function textOf(socket: Socket): Promise<string> {
  return Buffer.concat(await socket.toArray()).toString();
}
