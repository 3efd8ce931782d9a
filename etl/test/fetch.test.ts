import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { SourceDescriptor } from '@boussole/schema';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dataFolders } from '../src/data-folders.ts';
import { fetchFiles, filesOf } from '../src/fetch/fetch-sources.ts';
import { isOutlineRequest, outlineFiles } from '../src/fetch/outline-files.ts';
import { type FetchPolicy, isPublicAddress, officialPolicy } from '../src/fetch/policy.ts';
import { parseSource, readSources } from '../src/index.ts';
import { temporaryFolder } from './support/boussole.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const folder = temporaryFolder();
const folders = dataFolders(folder.path);
let answer: Answer;
let asked: string[] = [];
let address: string;
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  answer(request, response);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  address = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  folder.remove();
});
beforeEach(() => {
  asked = [];
  for (const path of Object.values(folders)) {
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { recursive: true });
  }
  rmSync(join(folder.path, 'fetched.json'), { force: true });
});

/** The policy of the product, but for this server. */
const local: FetchPolicy = {
  ...officialPolicy(1_000),
  hosts: ['localhost'],
  protocols: ['http:'],
  privateAddresses: true,
  idleMilliseconds: 2_000,
  waitMilliseconds: 1,
};
const silent = { advance: () => undefined, within: () => undefined, stop: () => undefined };
const [shipped] = await readSources(folder.path);

async function fetchFile(policy: Partial<FetchPolicy> = {}) {
  const source = {
    ...shipped!,
    id: 'essai',
    landingPage: 'https://example.org/',
    fetch: [{ url: `${address}/f_{yyyy}.csv`, vintages: [2024] }],
  };
  const [file] = await fetchFiles(filesOf(source as SourceDescriptor), {
    folders,
    policy: { ...local, ports: ['', new URL(address).port], ...policy },
    progress: silent,
  });
  return file!;
}
const inbox = join(folders.inbox, 'f_2024.csv');
const send =
  (body: string, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    void response.writeHead(200, { 'content-length': String(Buffer.byteLength(body)), ...headers }).end(body);

describe('outlines', () => {
  it('are asked for by name, whole or by département', () => {
    expect(['contours', 'contours-2A', 'insee_deces', 'contours69'].map(isOutlineRequest)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const one = outlineFiles(['contours-69'], ['01', '69']);
    expect(one.map(({ url, file }) => [url, file])).toEqual([
      [
        'https://geo.api.gouv.fr/departements/69/communes?format=geojson&geometry=contour',
        'contours-communes-69.geojson',
      ],
    ]);
    expect(outlineFiles(['contours', 'contours-69'], ['01', '69'])).toHaveLength(2);
    expect(officialPolicy(1).hosts).toContain(new URL(one[0]!.url).hostname);
    expect(() => outlineFiles(['contours-99'], ['01'])).toThrow('« 99 » n’est pas un département');
  });
});

describe('a download', () => {
  it('puts the file of each vintage in the inbox', async () => {
    answer = send('a;b\n');
    expect(await fetchFile()).toMatchObject({
      source: 'essai',
      vintage: 2024,
      file: 'f_2024.csv',
      outcome: 'new',
      bytes: 4,
    });
    expect(asked).toEqual(['/f_2024.csv']);
    expect(readFileSync(inbox, 'utf8')).toBe('a;b\n');
  });

  it('is not done twice: the site says that nothing changed, or the bytes do', async () => {
    answer = (request, response) =>
      request.headers['if-none-match'] === '"1"'
        ? void response.writeHead(304).end()
        : send('a', { etag: '"1"' })(request, response);
    expect(await fetchFile()).toMatchObject({ outcome: 'new' });
    expect(await fetchFile()).toMatchObject({ outcome: 'unchanged' });
    rmSync(inbox);
    expect(await fetchFile()).toMatchObject({ outcome: 'new' });
    answer = send('a');
    expect(await fetchFile()).toMatchObject({ outcome: 'unchanged' });
    answer = send('b');
    expect(await fetchFile()).toMatchObject({ outcome: 'new' });
  });

  it('is tried again when the site fails, or cuts', async () => {
    const answers: Answer[] = [
      (_, response) => void response.writeHead(503).end(),
      (_, response) => response.writeHead(200, { 'content-length': '10' }).write('half', () => response.destroy()),
      send('whole'),
    ];
    answer = (request, response) => answers.shift()!(request, response);
    expect(await fetchFile()).toMatchObject({ outcome: 'new', bytes: 5 });
    expect(asked).toHaveLength(3);
  });

  it.each([
    [
      'is not there',
      ((_, response) => void response.writeHead(404).end()) as Answer,
      'FETCH_FAILED',
      'le site répond 404',
    ],
    ['announces too much', send('x'.repeat(2_000)), 'FETCH_REFUSED', 'plus de 1000 octets'],
    [
      'is larger than it says',
      ((_, response) => void response.writeHead(200).end('x'.repeat(2_000))) as Answer,
      'FETCH_REFUSED',
      'plus de 1000 octets',
    ],
    [
      'is cut every time',
      ((_, response) =>
        response.writeHead(200, { 'content-length': '9' }).write('x', () => response.destroy())) as Answer,
      'FETCH_FAILED',
      'https://example.org/',
    ],
    ['never comes', (() => undefined) as Answer, 'FETCH_FAILED', 'ETIMEDOUT'],
    [
      'redirects elsewhere',
      ((_, response) => void response.writeHead(302, { location: 'http://evil.example/x' }).end()) as Answer,
      'FETCH_REFUSED',
      'evil.example n’est pas un site officiel',
    ],
    [
      'redirects to an address',
      ((_, response) => void response.writeHead(302, { location: 'http://127.0.0.1/x' }).end()) as Answer,
      'FETCH_REFUSED',
      '127.0.0.1 n’est pas un site officiel',
    ],
    [
      'redirects to a file',
      ((_, response) => void response.writeHead(301, { location: 'file:///etc/passwd' }).end()) as Answer,
      'FETCH_REFUSED',
      'n’est pas en HTTPS',
    ],
    [
      'redirects for ever',
      ((_, response) => void response.writeHead(302, { location: '/f' }).end()) as Answer,
      'FETCH_REFUSED',
      'plus de 5 redirections',
    ],
  ])('of a file that %s fails with its reason, and leaves nothing', async (_, how, code, problem) => {
    answer = how;
    const { outcome, error } = await fetchFile();
    expect({ outcome, code: error?.code }).toEqual({ outcome: 'failed', code });
    expect(error?.message).toContain(problem);
    expect(existsSync(inbox)).toBe(false);
    expect(existsSync(join(folders.temporary, 'f_2024.csv.part'))).toBe(false);
  });

  it('never reaches a private network, even through a name that is allowed', async () => {
    answer = send('secret');
    const { error } = await fetchFile({ privateAddresses: false });
    expect(error?.message).toMatch(/localhost mène à l’adresse privée (127\.|::1)/);
    expect(asked).toEqual([]);
  });

  it('asks official sites in HTTPS only', async () => {
    const { error } = await fetchFile(officialPolicy(1_000));
    expect(error).toMatchObject({ code: 'FETCH_REFUSED', message: expect.stringContaining('n’est pas en HTTPS') });
    expect(asked).toEqual([]);
  });

  it('says offline where to find the file and where to put it', async () => {
    const { error } = await fetchFile({ hosts: ['nowhere.invalid'], retries: 0 });
    expect(error?.code).toBe('FETCH_REFUSED');
    const source = {
      ...shipped!,
      landingPage: 'https://example.org/',
      fetch: [{ url: 'http://nowhere.invalid/f.csv', vintages: [2024] }],
    };
    const policy = { ...local, hosts: ['nowhere.invalid'], retries: 0 };
    const [file] = await fetchFiles(filesOf(source as SourceDescriptor), { folders, policy, progress: silent });
    expect(file?.error).toMatchObject({ code: 'FETCH_OFFLINE' });
    expect(file?.error?.message).toContain(`depuis https://example.org/, et déposez-le dans ${folders.inbox}`);
  });

  it('leaves alone a file of the same name that a person has put in the inbox', async () => {
    answer = send('official');
    writeFileSync(inbox, 'mine');
    expect((await fetchFile()).error?.message).toContain('a déjà un autre f_2024.csv');
    expect(readFileSync(inbox, 'utf8')).toBe('mine');
  });
});

describe('addresses', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'not an address',
  ])('%s is not public', (text) => {
    expect(isPublicAddress(text)).toBe(false);
  });

  it.each(['8.8.8.8', '193.252.0.1', '2a00:1450:4007:80e::2003'])('%s is public', (text) => {
    expect(isPublicAddress(text)).toBe(true);
  });

  it('of the built-in descriptors are official, and named by vintage', async () => {
    const files = (await readSources(folder.path)).flatMap(filesOf);
    expect(files).toContainEqual({
      source: 'insee_cog_communes',
      vintage: 2025,
      url: 'https://www.insee.fr/fr/statistiques/fichier/8377162/v_commune_2025.csv',
      file: 'v_commune_2025.csv',
      landingPage: expect.stringMatching(/^https:/),
    });
    const { hosts } = officialPolicy(1);
    for (const { url } of files) expect(hosts).toContain(new URL(url).hostname);
  });

  it.each(['http://www.insee.fr/f.csv', 'ftp://www.insee.fr/f.csv', 'insee'])(
    '%s is refused in a descriptor',
    (url) => {
      const text = `id: essai\nreader: insee-communes\ntitle: { fr: a, en: a }\nproducer: a\nlicence: a\nlandingPage: https://example.org/\nfetch: [{ url: "${url}", vintages: [2024] }]\n`;
      expect(() => parseSource('essai.yaml', text)).toThrow(/clé « fetch\[0\]\.url »/);
    },
  );
});
