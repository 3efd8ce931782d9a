import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AnswerCache, FinishedAnswer } from '../src/http/answer-cache.ts';
import { startWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const FIGURES =
  '{ grid(rows: {level: COMMUNE}, columns: [{indicator: "population_municipale", year: 2022}]) { rows { names } columns { values states } } }';

function read(query: string, headers: Record<string, string> = {}, on = world): Promise<Response> {
  return fetch(`${on.url}/graphql?query=${encodeURIComponent(query)}`, { headers });
}

async function hits(on = world): Promise<number> {
  const text = await (await fetch(`${on.url}/metrics`)).text();
  return Number(/^boussole_answer_hits (\d+)/m.exec(text)?.[1]);
}

describe('finished answers', () => {
  test('are the same bytes under the same strong tag, and not sent again to who has them', async () => {
    const first = await read(FIGURES);
    const tag = first.headers.get('etag')!;
    expect(tag).toMatch(/^"[\w-]{22}"$/);
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const before = await hits();
    const second = await read(FIGURES);
    expect([await second.text(), second.headers.get('etag')]).toEqual([await first.text(), tag]);
    expect(await hits()).toBe(before + 1);
    const unchanged = await read(FIGURES, { 'if-none-match': `"other", ${tag}`, 'cache-control': 'max-age=0' });
    expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
    expect((await read(FIGURES, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test.each([
    ['br;q=0.1, gzip;q=0.9', 'gzip'],
    ['gzip, br', 'br'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['deflate', null],
    ['gzip;q=0.5, identity', null],
    ['br;q=0', null],
  ])('come in what is wished for: %s', async (wished, encoding) => {
    const long = `{ ${Array.from({ length: 30 }, (_, index) => `a${index}: territory(id: "commune:01001") { id name code }`).join(' ')} }`;
    const { headers } = await read(long, { 'accept-encoding': wished });
    expect(headers.get('content-encoding')).toBe(encoding);
    expect(headers.get('etag')).toMatch(encoding === null ? /^"[\w-]{22}"$/ : new RegExp(`^"[\\w-]{22}-${encoding}"$`));
  });

  test('do not mix variables, operations, nor what is accepted', async () => {
    const query = 'query A($id: ID!) { territory(id: $id) { name } } query B($id: ID!) { territory(id: $id) { code } }';
    const ask = async (operationName: string, id: string) => {
      const body = JSON.stringify({ query, operationName, variables: { id } });
      const response = await fetch(`${world.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return ((await response.json()) as { data: unknown }).data;
    };
    for (let time = 0; time < 2; time++) {
      expect(await ask('A', 'commune:01001')).toEqual({ territory: { name: 'Abbaye' } });
      expect(await ask('B', 'commune:01001')).toEqual({ territory: { code: '01001' } });
      expect(await ask('B', 'departement:01')).toEqual({ territory: { code: '01' } });
    }
    const accept = async (type: string) =>
      (await read(FIGURES, { accept: type })).headers.get('content-type')?.split(';')[0];
    expect(await accept('application/json')).toBe('application/json');
    expect(await accept('application/graphql-response+json')).toBe('application/graphql-response+json');
  });

  test('leave out errors, and what people do', async () => {
    for (const query of [
      '{ territory(id: "commune:99999") { name } grid(rows: {}, columns: []) { totalCount } }',
      '{ publications { id } }',
      '{ savedViews { name } }',
      '{ viewer { name } }',
      '{ trend(indicator: "population_municipale", territories: ["commune:01001"]) { mandates { label } } }',
    ]) {
      const before = await hits();
      for (let time = 0; time < 2; time++) {
        const response = await read(query);
        expect([query, response.headers.get('etag'), response.headers.get('cache-control')]).toEqual([
          query,
          null,
          'no-store',
        ]);
      }
      expect(await hits()).toBe(before);
    }
  });

  test('give way to those of the next publication', async () => {
    const query =
      '{ compare(territories: ["commune:01001"], indicators: ["population_municipale"]) { publication { id } } }';
    const id = async (): Promise<string> => JSON.parse(await (await read(query)).text()).data.compare.publication.id;
    const before = await id();
    expect(await id()).toBe(before);
    await world.publishIncomesAgain();
    await expect.poll(id).not.toBe(before);
  });

  test('are kept within a bound, compressed ones included, and the least recently used go first', async () => {
    const bytes = Buffer.from('{"a":1}'.repeat(1_000));
    const answer = () => new FinishedAnswer(bytes, 'application/json');
    const cache = new AnswerCache(40_000);
    for (let index = 0; index < 5; index++) cache.keep(`key ${index}`, answer());
    expect(cache.find('key 0')).toBeDefined();
    cache.keep('key 5', answer());
    expect(cache.bytes).toBeLessThanOrEqual(40_000);
    expect([cache.find('key 0') !== undefined, cache.find('key 1')]).toEqual([true, undefined]);
    const kept = cache.find('key 0')!;
    const before = cache.bytes;
    const compressed = await kept.body('br');
    expect(brotliDecompressSync(compressed).equals(bytes)).toBe(true);
    cache.find('key 0');
    expect(cache.bytes).toBe(before + compressed.length);
    cache.keep('too large', new FinishedAnswer(Buffer.alloc(20_000), 'application/json'));
    expect(cache.find('too large')).toBeUndefined();
  });
});
