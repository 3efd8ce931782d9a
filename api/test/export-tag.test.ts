import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorld, type World } from './support/world.ts';

const ASKED = 'level=COMMUNE&columns=population_municipale@2023,revenu_median@2021';

let world: World;
let clock: World;
let now = new Date('2026-03-15T08:30:00Z');
beforeAll(async () => {
  world = await startWorld();
  clock = await world.again({ now: () => now });
});
afterAll(async () => {
  await clock?.close();
  await world?.close();
});

interface File {
  readonly status: number;
  readonly tag: string | undefined;
  readonly encoding: string | undefined;
  readonly cacheControl: string | undefined;
  readonly vary: string;
  readonly bytes: Buffer;
}

/** Downloads a file as it travels, its encoding not undone. */
function download(
  file: string,
  headers: Record<string, string> = {},
  { on = clock, method = 'GET' } = {},
): Promise<File> {
  return new Promise((resolve, reject) => {
    request(`${on.url}/export/${file}`, { method, headers, agent: false }, async (response) => {
      const bytes = Buffer.concat(await response.toArray());
      const { etag: tag, vary, 'content-encoding': encoding, 'cache-control': cacheControl } = response.headers;
      resolve({ status: response.statusCode!, tag, encoding, cacheControl, vary: vary ?? '', bytes });
    })
      .on('error', reject)
      .end();
  });
}

const hash = ({ bytes }: File) => createHash('sha256').update(bytes).digest('hex');

describe('a file of public figures', () => {
  test.each(['csv', 'xlsx', 'parquet', 'json', 'jsonstat.json', 'zip', 'about.json', 'csv?style=plain'])(
    '.%s is the same bytes under the same strong tag, all day long',
    async (ending) => {
      const [extension, style] = ending.split('?');
      const file = `grid.${extension}?${ASKED}${style ? `&${style}` : ''}`;
      now = new Date('2026-03-15T08:30:00Z');
      const morning = await download(file);
      expect(morning.status).toBe(200);
      expect(morning.tag).toMatch(/^"[\w-]{22}"$/);
      now = new Date('2026-03-15T20:45:10Z');
      const evening = await download(file);
      expect([evening.tag, hash(evening)]).toEqual([morning.tag, hash(morning)]);
      now = new Date('2026-03-16T08:30:00Z');
      const next = await download(file);
      const isSame = style !== undefined;
      expect([next.tag === morning.tag, hash(next) === hash(morning)]).toEqual([isSame, isSame]);
    },
  );

  test.each(['xlsx', 'zip'])(
    '.%s has archived entries of the day that it tells, not of the moment',
    async (extension) => {
      now = new Date('2026-03-16T08:30:00Z');
      const { bytes } = await download(`grid.${extension}?${ASKED}`);
      // Local file headers of a ZIP: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7.
      const days = bytes
        .toString('latin1')
        .split('PK\u0003\u0004')
        .slice(1)
        .map((entry) => {
          const day = Buffer.from(entry, 'latin1').readUInt16LE(8);
          return [(day >> 9) + 1980, (day >> 5) & 15, day & 31].join('-');
        });
      expect(days.length).toBeGreaterThan(1);
      expect(new Set(days)).toEqual(new Set(['2026-3-16']));
    },
  );

  test('has a tag of its own in each encoding, of the very bytes', async () => {
    const file = `grid.csv?${ASKED}`;
    const plain = await download(file);
    const gzip = await download(file, { 'accept-encoding': 'gzip' });
    const brotli = await download(file, { 'accept-encoding': 'gzip, br' });
    const stem = plain.tag!.slice(0, -1);
    expect([plain.encoding, gzip.encoding, brotli.encoding]).toEqual([undefined, 'gzip', 'br']);
    expect([gzip.tag, brotli.tag]).toEqual([`${stem}-gzip"`, `${stem}-br"`]);
    expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
    expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true);
    expect(hash(await download(file, { 'accept-encoding': 'br' }))).toBe(hash(brotli));
    expect(plain.vary).toMatch(/accept-encoding/i);
    const crossed = await download(file, { 'accept-encoding': 'gzip', 'if-none-match': brotli.tag! });
    expect([crossed.status, crossed.tag]).toEqual([200, gzip.tag]);
  });

  test('is not made again for whoever has it', async () => {
    const file = `grid.csv?${ASKED}`;
    for (const encoding of ['identity', 'gzip', 'br']) {
      const headers = { 'accept-encoding': encoding };
      const { tag } = await download(file, headers);
      const before = await cellsRead();
      for (const held of [tag!, `W/${tag}`, `"other", ${tag}`]) {
        const again = await download(file, { ...headers, 'if-none-match': held });
        expect([again.status, again.bytes.length, again.tag, again.cacheControl]).toEqual([
          304,
          0,
          tag,
          'no-cache, no-transform',
        ]);
      }
      expect((await download(file, { ...headers, 'if-none-match': tag! }, { method: 'HEAD' })).status).toBe(304);
      expect(await cellsRead()).toBe(before);
    }
    expect((await download(file, { 'if-none-match': '*' })).status).toBe(304);
    expect((await download(file, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('has another tag for another question, format, page, or server address', async () => {
    const files = [
      `grid.csv?${ASKED}`,
      `grid.json?${ASKED}`,
      `grid.csv?${ASKED}&language=EN`,
      `grid.csv?${ASKED}&style=plain`,
      `grid.csv?${ASKED}&view=/explorer`,
      `grid.csv?${ASKED}&sort=name`,
      'trend.csv?indicator=population_municipale&territories=commune:01001',
    ];
    const tags = await Promise.all(files.map(async (file) => (await download(file)).tag));
    expect(new Set(tags).size).toBe(files.length);
    const access = { publicUrl: 'https://boussole.example', provider: undefined };
    const elsewhere = await world.again({ access, now: () => now });
    try {
      const file = await download(files[0]!, {}, { on: elsewhere });
      expect(tags).not.toContain(file.tag);
    } finally {
      await elsewhere.close();
    }
  });

  test('changes with a group of communes that its address names', async () => {
    const file = `grid.csv?territories=groupe:essai&columns=population_municipale@2023&style=plain`;
    const group = { code: 'essai', name: 'Essai', description: '', vintage: 2025 };
    await world.catalogue.saveGroup({ ...group, communes: ['01001', '01002'] });
    await expect.poll(async () => (await download(file)).status, { timeout: 5_000 }).toBe(200);
    const before = await download(file);
    await world.catalogue.saveGroup({ ...group, communes: ['01001'] });
    await expect
      .poll(async () => (await download(file, { 'if-none-match': before.tag! })).status, { timeout: 5_000 })
      .toBe(200);
    const after = await download(file);
    expect(after.tag).not.toBe(before.tag);
    expect(hash(after)).not.toBe(hash(before));
    await world.catalogue.deleteGroup('essai');
    await expect.poll(async () => (await download(file)).status, { timeout: 5_000 }).toBe(404);
  });

  test('that cannot be made is an error that nobody keeps, whatever the client has', async () => {
    const file = await download('grid.csv?level=COMMUNE&columns=inconnu@2023&publication=', { 'if-none-match': '*' });
    expect([file.status, file.tag]).toEqual([404, undefined]);
    expect(file.cacheControl ?? '').not.toContain('public');
  });

  test('gives way to that of the next publication; a publication that is named stays', async () => {
    const latest = await download(`grid.csv?${ASKED}&style=plain`);
    const address = JSON.parse((await download(`grid.about.json?${ASKED}`)).bytes.toString()).address as string;
    const pinned = address.slice(address.indexOf('grid.about'));
    const { tag, cacheControl } = await download(pinned);
    expect(cacheControl).toBe('public, max-age=86400, no-transform');
    await world.publishIncomesAgain();
    await expect
      .poll(async () => (await download(`grid.csv?${ASKED}&style=plain`)).tag, { timeout: 10_000 })
      .not.toBe(latest.tag);
    expect((await download(pinned, { 'if-none-match': tag! })).status).toBe(304);
  });
});

/** How many cells the server has read so far. */
async function cellsRead(): Promise<number> {
  const text = await (await fetch(`${clock.url}/metrics`)).text();
  return Number(/^boussole_cells\w* (\d+)/m.exec(text)?.[1]);
}
