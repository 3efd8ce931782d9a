import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIMITS, readLimits } from '@boussole/schema';
import { storeOutlines } from '@boussole/warehouse';
import { serverAudits } from 'graphql-http';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WORKED_QUERIES } from '../src/landing/queries.ts';
import { startServer } from '../src/server.ts';
import { type Answer, startWorld, type World } from './support/world.ts';

let world: World;
let dashboardDirectory: string;
beforeAll(async () => {
  dashboardDirectory = await mkdtemp(join(tmpdir(), 'boussole-dist-'));
  await mkdir(join(dashboardDirectory, 'assets'));
  await writeFile(join(dashboardDirectory, 'index.html'), '<!doctype html><title>Boussole</title>');
  await writeFile(join(dashboardDirectory, 'assets', 'app-1a2b3c.js'), `${'// tableau de bord '.repeat(200)}\n`);
  world = await startWorld({ dashboardDirectory });
});
afterAll(async () => {
  await world.close();
  await rm(dashboardDirectory, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${world.url}${path}`, { headers });
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('GraphQL over HTTP', () => {
  const audits = serverAudits({ url: () => `${world.url}/graphql` });

  test.each(audits)('$id: $name', async (audit) => {
    expect(await audit.fn()).toMatchObject({ status: 'ok' });
  });

  test('answers a plain link, and refuses one that another site sends', async () => {
    expect((await get('/graphql?query={publications{id}}')).status).toBe(200);
    expect((await get('/graphql?query={publications{id}}', { 'sec-fetch-site': 'cross-site' })).status).toBe(400);
  });

  test('refuses to change anything by GET', async () => {
    const response = await get('/graphql?query=mutation{deleteView(id:"x")}');
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  test('refuses a form of another site', async () => {
    const response = await fetch(`${world.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{"query":"{publications{id}}"}',
    });
    expect(response.status).toBe(400);
  });

  test('answers persisted operations by their hash', async () => {
    const extensions = {
      persistedQuery: { version: 1, sha256Hash: '1aab60a90cdb8dd8a36dca3c4e6d70eaaa2ab6d2ab2ea1a7d5a1c4b3d9c3a4f1' },
    };
    const response = await get(`/graphql?extensions=${encodeURIComponent(JSON.stringify(extensions))}`);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] });
  });

  const QUESTION = '{__typename}';
  const HASH = createHash('sha256').update(QUESTION).digest('hex');
  const OTHER = createHash('sha256').update('{}').digest('hex');
  const TYPES = ['application/json', 'application/graphql-response+json'];
  const persisted = async (persistedQuery: unknown, query?: string | null, headers: Record<string, string> = {}) => {
    const body = JSON.stringify({ query, extensions: { persistedQuery } });
    const sent = { 'content-type': 'application/json', ...headers };
    const response = await fetch(`${world.url}/graphql`, { method: 'POST', headers: sent, body });
    return { status: response.status, ...((await response.json()) as Pick<Answer, 'data' | 'errors'>) };
  };

  test.each([
    ['a text', HASH, undefined, 'doit être un objet', 'must be an object'],
    ['a number', 0, undefined, 'doit être un objet', 'must be an object'],
    ['false beside a question', false, QUESTION, 'doit être un objet', 'must be an object'],
    ['a list', [HASH], undefined, 'doit être un objet', 'must be an object'],
    ['no version', { sha256Hash: HASH }, undefined, 'Mettez « version » à 1', 'Set “version” to 1'],
    ['another version', { version: 2, sha256Hash: HASH }, QUESTION, 'Mettez « version » à 1', 'Set “version” to 1'],
    ['a version in a text', { version: '1', sha256Hash: HASH }, undefined, 'Mettez « version »', 'Set “version”'],
    ['no hash', { version: 1 }, undefined, '64 chiffres', '64 hexadecimal digits'],
    ['a number for a hash', { version: 1, sha256Hash: 12 }, undefined, '64 chiffres', '64 hexadecimal digits'],
    ['a short hash', { version: 1, sha256Hash: 'abc' }, undefined, '64 chiffres', '64 hexadecimal digits'],
    ['capitals', { version: 1, sha256Hash: OTHER.toUpperCase() }, undefined, '64 chiffres', 'in lower case'],
    ['another hash', { version: 1, sha256Hash: OTHER }, QUESTION, 'n’est pas celle de la', 'is not that of the'],
    ['a hash of nothing', { version: 1, sha256Hash: HASH }, '', 'n’est pas celle de la', 'is not that of the'],
  ])('refuses as a persisted operation %s', async (_name, asked, query, french, english) => {
    for (const accept of TYPES) {
      const { status, errors } = await persisted(asked, query, { accept });
      expect(status).toBe(400);
      const message = expect.stringContaining(french);
      expect(errors).toEqual([{ message, extensions: { code: 'QUERY_INVALID' } }]);
    }
    expect((await persisted(asked, query, { 'accept-language': 'en' })).errors?.[0]?.message).toContain(english);
    const search = new URLSearchParams({ extensions: JSON.stringify({ persistedQuery: asked }) });
    if (query !== undefined) search.set('query', query);
    expect((await get(`/graphql?${search}`)).status).toBe(400);
  });

  test('keeps an operation under its hash once it was sent, and asks for it before, as clients of Apollo expect', async () => {
    const query = '{ __typename publications { id } }';
    const sha256Hash = createHash('sha256').update(query).digest('hex');
    for (const accept of TYPES) {
      expect(await persisted({ version: 1, sha256Hash: OTHER }, undefined, { accept })).toEqual({
        status: 200,
        errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
      });
    }
    expect(await persisted({ version: 1, sha256Hash })).toMatchObject({ errors: [{}] });
    expect(await persisted({ version: 1, sha256Hash }, query)).toMatchObject({ status: 200, data: {} });
    expect(await persisted({ version: 1, sha256Hash }, null)).toMatchObject({ data: { __typename: 'Query' } });
    expect(await persisted(null, query)).toMatchObject({ status: 200, data: { __typename: 'Query' } });
  });

  test.each(WORKED_QUERIES)('answers the worked question « $title »', async ({ query }) => {
    const { status, errors } = await world.ask(query);
    expect(status).toBe(200);
    // These questions name real territories and years, which this small publication need not have.
    expect(errors?.map((error) => error.extensions.code) ?? []).not.toContain('INTERNAL');
  });

  test('shows a page with the worked questions to a browser, without anything from another site', async () => {
    const response = await get('/graphql', HTML);
    const page = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    for (const { title } of WORKED_QUERIES) expect(page).toContain(title);
    for (const [name, { sentence, environment }] of Object.entries(LIMITS)) {
      expect(page).toContain(`<code>${name}</code>`);
      expect(page).toContain(`<code>${environment}</code>`);
      expect(page).toContain(sentence);
    }
    expect(page).toContain('<code>queryDepth</code></th><td>12</td><td>12</td>');
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect((await get('/graphql/explorer.js')).headers.get('content-type')).toContain('javascript');
    expect((await get('/graphql/explorer.css')).status).toBe(200);
    expect(await (await get('/graphql/schema.graphql')).text()).toContain('type Query');
  });

  test('gives its contract with a strong tag of its own in each encoding, and not again to who has it', async () => {
    const tags = new Set<string>();
    for (const encoding of ['br', 'gzip', 'identity']) {
      const ask = (headers: Record<string, string>) =>
        get('/graphql/schema.graphql', { 'accept-encoding': encoding, 'cache-control': 'max-age=0', ...headers });
      const whole = await ask({});
      const tag = whole.headers.get('etag')!;
      expect(tag).toMatch(/^"[\w-]+"$/);
      expect(whole.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
      expect(whole.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(whole.headers.get('vary')).toMatch(/accept-encoding/i);
      expect(await whole.text()).toContain('type Query');
      const again = await ask({ 'if-none-match': tag });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
      expect((await ask({ 'if-none-match': '"autre"' })).status).toBe(200);
      tags.add(tag);
    }
    expect(tags.size).toBe(3);
    const head = await fetch(`${world.url}/graphql/schema.graphql`, { method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, expect.any(String), '']);
  });
});

describe('every answer', () => {
  test.each(['/', '/graphql?query={__typename}', '/healthz', '/inconnu', '/export/grid.csv'])(
    'of %s carries security headers and a reference',
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toContain("script-src 'self'");
      expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    },
  );

  test('repeats the reference of the caller when it is a plain word', async () => {
    expect((await get('/healthz', { 'x-request-id': 'demande-0001' })).headers.get('x-request-id')).toBe(
      'demande-0001',
    );
    expect((await get('/healthz', { 'x-request-id': '<script>' })).headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  });

  test.each(['br', 'gzip'])('is compressed with %s for who takes it', async (encoding) => {
    const response = await get('/assets/app-1a2b3c.js', { 'accept-encoding': encoding });
    expect(response.headers.get('content-encoding')).toBe(encoding);
  });

  test.each([
    ['/inconnu', 404, 'ADDRESS_UNKNOWN'],
    ['/assets/absent.js', 404, 'ADDRESS_UNKNOWN'],
    ['/%E0%A4%A', 400, 'QUERY_INVALID'],
    [`/graphql?query=${'a'.repeat(50_000)}`, 431, 'QUERY_INVALID'],
  ])('to %.20s that fails is %i %s in the one shape of errors', async (path, status, code) => {
    const response = await get(path, { accept: 'application/json' });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ message: expect.any(String), extensions: { code } }] });
  });
});

describe('a method that an address does not answer', () => {
  const READING = 'GET, HEAD';
  const ask = (method: string, path: string, headers: Record<string, string> = HTML) =>
    fetch(`${world.url}${path}`, { method, headers, redirect: 'manual' });

  test.each([
    ['/healthz', READING],
    ['/readyz', READING],
    ['/metrics', READING],
    ['/geo/epci-2025.topojson', READING],
    ['/export', READING],
    ['/export/grid.csv', READING],
    ['/graphql/schema.graphql', READING],
    ['/graphql/explorer.js', READING],
    ['/access/sign-in', READING],
    ['/access/secret', 'GET, HEAD, POST'],
    ['/', READING],
    ['/comparer', READING],
    ['/graphql', 'GET, HEAD, POST'],
    ['/graphql/explorer.css', READING],
    ['/assets/app-1a2b3c.js', READING],
  ])('is refused at %s, which tells those that it does', async (path, allowed) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      if (allowed.includes(method)) continue;
      const response = await ask(method, path);
      expect([method, response.status, response.headers.get('allow')]).toEqual([method, 405, allowed]);
      const message = `L’adresse « ${path} » ne répond pas à ${method}. Demandez-la par ${allowed}.`;
      expect(await response.json()).toEqual({ errors: [{ message, extensions: { code: 'METHOD_NOT_ALLOWED' } }] });
    }
  });

  test('is told in English to who prefers it', async () => {
    const response = await ask('DELETE', '/healthz', { 'accept-language': 'en' });
    expect(await response.json()).toMatchObject({
      errors: [{ message: 'The address “/healthz” does not answer DELETE. Ask it by GET, HEAD.' }],
    });
  });

  test('is reading, where something is done', async () => {
    const response = await ask('GET', '/access/sign-out');
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  const QUESTION = `/graphql?query=${encodeURIComponent('{ publications { id } }')}`;
  test.each([
    '/graphql',
    QUESTION,
    `/graphql?query=${encodeURIComponent('{ inconnu }')}`,
    `/graphql?query=${encodeURIComponent('mutation { deleteView(id: "x") }')}`,
    '/graphql/schema.graphql',
    '/export',
    '/export/grid.csv?level=EPCI&columns=population_municipale@2023',
    '/export/grid.xlsx?level=EPCI&columns=population_municipale@2023',
    '/export/grid.csv?level=CANTON',
    '/export/inconnu.csv',
    '/geo/inconnu-2025.topojson',
  ])('is not HEAD where GET is answered: %s', async (path) => {
    for (const headers of [{ accept: 'application/json' }, HTML, { accept: '*/*', 'sec-fetch-site': 'cross-site' }]) {
      const [get, head] = [await ask('GET', path, headers), await ask('HEAD', path, headers)];
      expect([head.status, head.headers.get('content-type'), head.headers.get('etag')]).toEqual([
        get.status,
        get.headers.get('content-type'),
        get.headers.get('etag'),
      ]);
      expect(await head.text()).toBe('');
      expect(await get.text()).not.toBe('');
    }
    expect(world.log.filter((line) => line.includes('a question failed'))).toEqual([]);
  });

  test('can be known beforehand', async () => {
    const response = await ask('OPTIONS', '/readyz');
    expect([response.status, response.headers.get('allow')]).toEqual([204, READING]);
  });

  test.each(['/inconnu.json', '/assets/absent.js', '/export/inconnu.csv', '/geo/inconnu', '/.env'])(
    'matters less than that %s is nothing',
    async (path) => {
      expect((await ask('POST', path)).status).toBe(404);
    },
  );
});

describe('the dashboard', () => {
  test.each(['/export/inconnu.csv', '/export/grid.pdf', '/geo/inconnu', '/robots.txt', '/.env', '/donnees.json'])(
    'is not what %s answers, to a browser either',
    async (path) => {
      const response = await get(path, HTML);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'ADDRESS_UNKNOWN' } }] });
    },
  );

  test.each(['/', '/comparer?t=commune:69123', '/portrait/commune:69123'])(
    '%s is its page, asked for each time',
    async (path) => {
      const response = await get(path, HTML);
      expect(await response.text()).toContain('<title>Boussole</title>');
      expect(response.headers.get('cache-control')).toContain('no-cache');
    },
  );

  test('files named by their content are kept for a year', async () => {
    const { headers } = await get('/assets/app-1a2b3c.js');
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable, no-transform');
  });

  test('each encoding of a file has a strong tag of its own, that spares sending it again', async () => {
    for (const path of ['/assets/app-1a2b3c.js', '/']) {
      const tags = new Set<string | null>();
      for (const encoding of ['br', 'gzip', 'identity']) {
        const headers = { ...HTML, 'accept-encoding': encoding };
        const whole = await get(path, headers);
        const tag = whole.headers.get('etag')!;
        expect(tag).toMatch(/^"[0-9a-f]{32}(-br|-gzip)?"$/);
        expect(whole.headers.get('vary')).toMatch(/accept-encoding/i);
        tags.add(tag);
        const again = await get(path, { ...headers, 'if-none-match': tag, 'cache-control': 'max-age=0' });
        expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
      }
      expect(tags.size).toBe(3);
    }
    const head = await fetch(`${world.url}/assets/app-1a2b3c.js`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, expect.stringContaining('javascript')]);
    const script = join(dashboardDirectory, 'assets', 'app-1a2b3c.js');
    const before = await get('/assets/app-1a2b3c.js');
    await writeFile(script, `${await before.text()}// encore\n`);
    const after = await get('/assets/app-1a2b3c.js');
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    expect(await after.text()).toContain('encore');
  });

  test('files outside of it are out of reach', async () => {
    for (const path of ['/..%2f..%2fetc%2fpasswd', '/assets/..%2f..%2f..%2fetc%2fpasswd', '/.git/config']) {
      expect((await get(path, { accept: 'text/plain' })).status).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('outlines', () => {
  const square = { level: 'epci', vintage: 2025, territories: 1, missing: 2, merged: true } as const;
  const credits = ['IGN'];

  test('are listed, kept for ever at the address of their content, and asked for again without it', async () => {
    expect((await world.ask('{ outlines { address } }')).data).toEqual({ outlines: [] });
    await storeOutlines(world.dataDirectory, [
      { ...square, credits, text: '{"type":"Topology"}' },
      { ...square, credits, level: 'commune', departement: '01', text: '{"type":"Topology","arcs":[]}' },
    ]);
    const { data } = await world.ask(
      '{ outlines(level: EPCI) { level vintage departement territories missing merged credits address } }',
    );
    const address = expect.stringMatching(/^\/geo\/epci-2025\.topojson\?v=[0-9a-f]{16}$/);
    expect(data.outlines).toEqual([{ ...square, credits, level: 'EPCI', departement: null, address }]);

    const named = await get(data.outlines[0].address);
    expect(await named.json()).toEqual({ type: 'Topology' });
    expect(named.headers.get('content-encoding')).toBe('gzip');
    expect(named.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const etag = named.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{16}"$/);

    const latest = await get('/geo/epci-2025.topojson', { 'accept-encoding': 'identity' });
    expect(await latest.json()).toEqual({ type: 'Topology' });
    expect(latest.headers.get('cache-control')).toBe('no-cache');
    for (const encoding of ['gzip', 'identity']) {
      const headers = { 'if-none-match': etag, 'cache-control': 'max-age=0', 'accept-encoding': encoding };
      expect((await get('/geo/epci-2025.topojson', headers)).status).toBe(304);
    }
    expect(await (await get('/geo/commune-2025-01.topojson')).json()).toMatchObject({ arcs: [] });
  });

  test.each(['/geo/epci-1999.topojson', '/geo/..%2Findex.topojson'])(
    'that are not there are told: %s',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        errors: [{ message: expect.stringContaining('epci-2025'), extensions: { code: 'OUTLINES_UNKNOWN' } }],
      });
    },
  );
});

describe('health', () => {
  test('a server with a publication and a catalogue is ready', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
    const ready = await get('/readyz');
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ status: 'ready', publication: expect.any(String), catalogue: true });
  });

  test('a server without publication is alive and not ready, and says what to do', async () => {
    const empty = await startWorld({ isPublished: false });
    try {
      expect((await fetch(`${empty.url}/healthz`)).status).toBe(200);
      const ready = await fetch(`${empty.url}/readyz`);
      expect(ready.status).toBe(503);
      expect(await ready.json()).toEqual({ status: 'not ready', publication: null, catalogue: true });
      expect(await empty.ask('{ publications { id } }')).toMatchObject({ data: { publications: [] } });
      const { errors } = await empty.ask('{ indicators { id } }');
      expect(errors?.[0]).toMatchObject({
        message: expect.stringContaining('boussole load'),
        extensions: { code: 'PUBLICATION_NONE' },
      });
      expect((await fetch(`${empty.url}/export/grid.csv?level=EPCI&columns=population_municipale@2023`)).status).toBe(
        503,
      );
    } finally {
      await empty.close();
    }
  });
});

describe('what bounds a client', () => {
  test('a question over its time is refused as a whole, and the next ones are answered', async () => {
    const hurried = await world.again({
      limits: { questionMilliseconds: 1_000 },
      change: ({ warehouse, ...others }) => ({
        ...others,
        warehouse: {
          ...warehouse,
          hold: () => undefined,
          read: async (publication, question) => {
            if (publication) await new Promise((resolve) => setTimeout(resolve, 1_500));
            return warehouse.read(publication, question);
          },
        },
      }),
    });
    const id = (await world.ask('{ publications { id } }')).data.publications[0].id;
    const question = (argument: string): string =>
      `{ compare(territories: ["commune:01001"], indicators: ["population_municipale"]${argument}) { publication { id } } }`;
    const late = await hurried.ask(question(`, publication: "${id}"`));
    expect(late.status).toBe(400);
    expect(late.errors).toMatchObject([
      { message: expect.stringContaining('questionMilliseconds'), extensions: { code: 'LIMIT_EXCEEDED' } },
    ]);
    expect((await hurried.ask(question(''))).data).toEqual({ compare: { publication: { id } } });
    await hurried.close();
  });

  test('who asks more than is admitted in a minute waits, and the others do not', async () => {
    const counted = await world.again({ limits: { questionsPerMinute: 2 }, trustedProxies: ['loopback'] });
    const ask = (client: string) =>
      fetch(`${counted.url}/graphql?query={__typename}`, { headers: { 'x-forwarded-for': client } });
    expect([(await ask('192.0.2.1')).status, (await ask('192.0.2.1')).status]).toEqual([200, 200]);
    const refused = await ask('192.0.2.1');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit')).toMatch(/^"2-in-1min"; r=0; t=\d+$/);
    expect(refused.headers.get('ratelimit-policy')).toMatch(/^"2-in-1min"; q=2; w=60; pk=:[\w=]+:$/);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'TOO_MANY_QUESTIONS' } }] });
    expect((await ask('192.0.2.2')).status).toBe(200);
    await counted.close();
  });

  test('nobody passes for another by saying so', async () => {
    const counted = await world.again({ limits: { questionsPerMinute: 1 } });
    const ask = (client: string) =>
      fetch(`${counted.url}/graphql?query={__typename}`, { headers: { 'x-forwarded-for': client } });
    expect([(await ask('192.0.2.1')).status, (await ask('192.0.2.2')).status]).toEqual([200, 429]);
    await counted.close();
  });

  test('questions wait for their turn, and are refused when too many do', async () => {
    const gates: (() => void)[] = [];
    let isOpen = false;
    const narrow = await world.again({
      limits: { runningQuestions: 1, waitingQuestions: 1 },
      change: ({ warehouse, ...others }) => ({
        ...others,
        warehouse: {
          ...warehouse,
          hold: () => undefined,
          read: async (publication, question) => {
            if (!isOpen) await new Promise<void>((resolve) => gates.push(resolve));
            return warehouse.read(publication, question);
          },
        },
      }),
    });
    const ask = () => narrow.ask('{ territory(id: "commune:01001") { name } }');
    const first = ask();
    await expect.poll(() => gates.length).toBe(1);
    const second = ask();
    await expect
      .poll(
        async () => (await (await fetch(`${narrow.url}/metrics`)).text()).match(/^boussole_questions_waiting .*/m)?.[0],
      )
      .toBe('boussole_questions_waiting 1');
    const third = await ask();
    expect(third.status).toBe(503);
    expect(third.errors).toMatchObject([{ extensions: { code: 'SERVER_BUSY' } }]);
    expect(gates).toHaveLength(1);
    isOpen = true;
    gates[0]?.();
    const expected = { territory: { name: 'Abbaye' } };
    expect([(await first).data, (await second).data]).toEqual([expected, expected]);
    await narrow.close();
  });
});

describe('other sites', () => {
  test('may ask what anybody may, without the cookies of their visitors', async () => {
    const asked = { origin: 'https://example.org', 'access-control-request-method': 'POST' };
    const preflight = await fetch(`${world.url}/graphql`, { method: 'OPTIONS', headers: asked });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
    expect(preflight.headers.get('access-control-allow-headers')).toContain('content-type');
    const outside = await get('/access/sign-in', { origin: 'https://example.org' });
    expect(outside.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('metrics', () => {
  test('tell latencies by operation, cells, memory and the age of the publication', async () => {
    const alone = await world.again({});
    const question =
      '{ compare(territories: ["commune:01001"], indicators: ["population_municipale"]) { publication { id } } }';
    await alone.ask(question);
    await alone.ask('{ a: __typename b: __typename }');
    const response = await fetch(`${alone.url}/metrics`);
    expect(response.headers.get('content-type')).toContain('text/plain');
    const text = await response.text();
    const value = (name: string): number => Number(text.match(new RegExp(`^${name} (.+)$`, 'm'))?.[1]);
    expect(value('boussole_question_duration_seconds_count\\{operation="compare"\\}')).toBe(1);
    expect(value('boussole_question_duration_seconds_count\\{operation="several"\\}')).toBe(1);
    const posts = 'boussole_http_request_duration_seconds_count\\{route="/graphql",method="POST",status="200"\\}';
    expect(value(posts)).toBe(2);
    expect(value('boussole_cells_total')).toBeGreaterThan(0);
    expect(value('boussole_hot_bytes')).toBeGreaterThan(0);
    expect(value('boussole_duckdb_memory_bytes')).toBeGreaterThan(0);
    expect(value('boussole_publication_age_seconds')).toBe(13 * 86_400 + 1_800);
    expect(value('nodejs_heap_size_used_bytes')).toBeGreaterThan(0);
    await alone.close();
  });
});

describe('a publication that replaces another', () => {
  test('fails no question, and answers those of the publication that they name', async () => {
    const own = await startWorld();
    const seen = new Set<string>();
    let isOver = false;
    const question =
      '{ trend(indicator: "population_municipale", territories: ["commune:69001"]) { publication { id } series { values } } }';
    const { data: first } = await own.ask(question);
    const asking = Array.from({ length: 4 }, async (_, index) => {
      let asked = 0;
      for (; !isOver; asked++) {
        // Every other one names the publication that is being replaced.
        const pinned = index % 2 === 0 ? `, publication: "${first.trend.publication.id}"` : '';
        const { status, data, errors } = await own.ask(question.replace('])', `]${pinned})`));
        expect([status, errors]).toEqual([200, undefined]);
        expect(data.trend.series).toEqual(first.trend.series);
        if (pinned) expect(data.trend.publication).toEqual(first.trend.publication);
        seen.add(data.trend.publication.id);
      }
      return asked;
    });
    await own.publishIncomesAgain();
    await expect.poll(() => seen.size).toBe(2);
    isOver = true;
    for (const asked of await Promise.all(asking)) expect(asked).toBeGreaterThan(2);
    await own.close();
  });
});

describe('a server that stops', () => {
  test('finishes what it is answering, then takes no more', async () => {
    let start: () => void = () => undefined;
    const started = new Promise<void>((resolve) => {
      start = resolve;
    });
    const slow = await world.again({
      change: ({ warehouse, ...others }) => ({
        ...others,
        warehouse: {
          ...warehouse,
          hold: () => undefined,
          read: async (publication, question) => {
            start();
            await new Promise((resolve) => setTimeout(resolve, 300));
            return warehouse.read(publication, question);
          },
        },
      }),
    });
    const answer = slow.ask('{ territory(id: "commune:01001") { name } }');
    await started;
    await slow.close();
    expect((await answer).data).toEqual({ territory: { name: 'Abbaye' } });
    await expect(slow.ask('{ __typename }')).rejects.toThrow();
  });

  test('a port in use is one sentence, and the stores are closed', async () => {
    const other = createServer().listen(0);
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const dataDirectory = await mkdtemp(join(tmpdir(), 'boussole-api-'));
    try {
      const options = { port, dataDirectory, limits: readLimits({}).limits, log: pino({ level: 'silent' }) };
      await expect(startServer(options)).rejects.toMatchObject({
        code: 'PORT_IN_USE',
        message: expect.stringContaining(String(port)),
      });
      await rm(dataDirectory, { recursive: true });
    } finally {
      other.close();
    }
  });
});
