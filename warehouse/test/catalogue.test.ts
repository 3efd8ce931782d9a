import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NewLoad, openCatalogue, type PeopleCatalogue } from '../src/index.ts';
import { type LoopbackServer, startLoopbackServer } from './catalogue/loopback-server.ts';

const PUBLISHED: NewLoad = {
  source: 'filosofi_communes',
  vintage: '2021',
  inputId: 'a1b2',
  file: { name: 'cc_filosofi_2021_COM.csv', bytes: 3_141_592, sha256: 'c3d4' },
  rows: { read: 34_926, kept: 34_920, quarantined: 6 },
  quarantine: { CODE_UNKNOWN: 4, ROW_DUPLICATE: 2 },
  startedAt: '2026-03-22T18:00:00.000Z',
  durationMs: 1_234.6,
  verdict: 'PUBLISHED',
  problem: null,
  publicationId: 'p2',
  convention: null,
};

describe.each(['embedded in the data directory', 'on a server'])('a catalogue %s', (where) => {
  let directory: string;
  let server: LoopbackServer | undefined;
  let databaseUrl: string | undefined;
  let catalogue: PeopleCatalogue;
  let clock = 0;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'boussole-test-'));
    await chmod(directory, 0o755);
    server = where === 'on a server' ? await startLoopbackServer() : undefined;
    databaseUrl = await server?.newDatabase();
    catalogue = await openCatalogue({
      dataDirectory: directory,
      databaseUrl,
      now: () => new Date(Date.UTC(2026, 0, 1) + 1_000 * clock++),
    });
  });

  afterAll(async () => {
    await catalogue.close();
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('answers', async () => {
    await expect(catalogue.ping()).resolves.toBeUndefined();
  });

  it('gives a load back as it was recorded, refused ones included, latest first', async () => {
    const overrides = [{ audit: 'derive', problem: 'le total double', reason: 'deux caisses ont fusionné' }];
    const steps = [{ step: 'read', durationMs: 1_200 }] as const;
    const published = await catalogue.recordLoad({ ...PUBLISHED, overrides, steps });
    const refused = await catalogue.recordLoad({
      ...PUBLISHED,
      vintage: null,
      inputId: null,
      file: null,
      startedAt: '2027-01-01T00:00:00.000Z',
      verdict: 'REFUSED',
      problem: { code: 'FILE_EMPTY', message: 'vide.csv : le fichier est vide.' },
      publicationId: null,
    });
    const other = await catalogue.recordLoad({ ...PUBLISHED, source: 'cog', startedAt: '2025-01-01T00:00:00.000Z' });

    expect(published).toEqual({ ...PUBLISHED, overrides, steps, id: published.id, durationMs: 1_235 });
    expect([refused.overrides, refused.steps]).toEqual([[], []]);
    expect(await catalogue.loads({ first: 10 })).toEqual([refused, published, other]);
    expect(await catalogue.loads({ first: 1, offset: 1 })).toEqual([published]);
    expect(await catalogue.loads({ first: 10, source: 'cog' })).toEqual([other]);
    expect(await catalogue.loadsByIds([other.id, refused.id, 'not an id'])).toEqual(
      new Map([
        [refused.id, refused],
        [other.id, other],
      ]),
    );
    expect(await catalogue.loadsByPublications(['p2', 'p3'])).toEqual(
      new Map([
        ['p2', [other, published]],
        ['p3', []],
      ]),
    );
  });

  it('does not take a refusal without a reason', async () => {
    await expect(catalogue.recordLoad({ ...PUBLISHED, verdict: 'REFUSED' })).rejects.toThrow('check constraint');
  });

  it('keeps the first moment at which a publication was seen', async () => {
    const publication = { id: 'p1', publishedAt: '2026-01-01T00:00:00.000Z' };
    await catalogue.recordPublication(publication);
    const first = await catalogue.publicationsSeenByIds(['p1']);
    await catalogue.recordPublication(publication);
    expect(await catalogue.publicationsSeenByIds(['p1', 'p0'])).toEqual(first);
    expect(first.get('p1')).toMatchObject(publication);
  });

  it('saves, renames and deletes views', async () => {
    const by = { secret: 'a'.repeat(43) };
    const asked = { name: '  Lyon et voisines ', state: '/comparer?t=commune:69123' };
    const first = await catalogue.createSavedView(asked, by);
    const second = await catalogue.createSavedView({ name: 'Rhône', state: '/portrait/departement:69' });
    expect(first).toMatchObject({ name: 'Lyon et voisines', mayChange: true });
    expect(await catalogue.savedViews({ first: 10 }, by)).toEqual([second, first]);
    expect((await catalogue.savedViews({ first: 10 })).map(({ mayChange }) => mayChange)).toEqual([false, false]);
    expect(await catalogue.countSavedViews()).toBe(2);

    const renamed = { ...first, name: 'Lyon, Villeurbanne' };
    expect(await catalogue.renameSavedView(first.id, 'Lyon, Villeurbanne', by)).toEqual(renamed);
    expect(await catalogue.savedViewsByIds([first.id, 'nothing'], by)).toEqual(new Map([[first.id, renamed]]));

    const refused = { code: 'NOT_ALLOWED' };
    for (const other of [{}, { secret: 'b'.repeat(43) }, { accountId: '00000000-0000-4000-8000-000000000000' }]) {
      await expect(catalogue.renameSavedView(first.id, 'À moi', other)).rejects.toMatchObject(refused);
      await expect(catalogue.deleteSavedView(first.id, other)).rejects.toMatchObject(refused);
    }
    await expect(catalogue.deleteSavedView(second.id, by)).rejects.toMatchObject(refused);

    expect(await catalogue.deleteSavedView(first.id, { isOfAll: true })).toBe(true);
    expect(await catalogue.deleteSavedView(first.id, by)).toBe(false);
    expect(await catalogue.deleteSavedView("'; DROP TABLE saved_view; --", by)).toBe(false);
    expect(await catalogue.renameSavedView(first.id, 'Trop tard', by)).toBeUndefined();
    expect(await catalogue.savedViews({ first: 10 })).toEqual([second]);
  });

  it.each([
    ['an empty name', { name: ' ', state: '/' }],
    ['a name too long', { name: 'a'.repeat(121), state: '/' }],
    ['a name with a null byte', { name: 'a\0b', state: '/' }],
    ['another site', { name: 'a', state: 'https://example.org/' }],
    ['another site without its scheme', { name: 'a', state: '//example.org/' }],
    ['another site as some browsers read it', { name: 'a', state: '/\\example.org/' }],
  ])('does not save a view with %s', async (_, view) => {
    await expect(catalogue.createSavedView(view)).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
  });

  it('keeps groups of communes, each commune once, and replaces a group saved again', async () => {
    const west = { code: 'ouest-lyonnais', name: 'Ouest lyonnais', description: 'Sans la métropole', vintage: 2025 };
    const saved = await catalogue.saveGroup({ ...west, communes: ['69112', '69010', '69112'] });
    expect(saved).toMatchObject({ ...west, communes: ['69010', '69112'] });
    const again = await catalogue.saveGroup({ ...west, name: 'Ouest', communes: ['69010'] });
    expect(again).toMatchObject({ name: 'Ouest', communes: ['69010'], createdAt: saved.createdAt });
    expect(again.updatedAt > saved.updatedAt).toBe(true);

    const others = [{ code: 'ecully', name: 'Écully', description: '', communes: ['69081'], vintage: 2025 }];
    for (const group of others) await catalogue.saveGroup(group);
    expect((await catalogue.groups()).map((group) => group.name)).toEqual(['Écully', 'Ouest']);
    expect([...(await catalogue.groupsByCodes(['ecully', 'absent'])).keys()]).toEqual(['ecully']);
    expect(await catalogue.deleteGroup('ecully')).toBe(true);
    expect(await catalogue.deleteGroup('ecully')).toBe(false);
  });

  it.each([
    ['a code that cannot be one', { code: 'Ouest !', communes: ['69010'] }, 'TERRITORY_ID_INVALID'],
    ['something else than a commune', { code: 'ouest', communes: ['200046977'] }, 'TERRITORY_ID_INVALID'],
    ['no commune', { code: 'ouest', communes: [] }, 'ARGUMENT_INVALID'],
  ])('refuses a group with %s', async (_, group, code) => {
    await expect(
      catalogue.saveGroup({ name: 'Ouest', description: '', vintage: 2025, ...group }),
    ).rejects.toMatchObject({ code });
  });

  it('knows the mandates of general municipal elections, without hole nor overlap', async () => {
    const mandates = await catalogue.mandates('commune:69123');
    expect(mandates.map(({ label }) => label)).toEqual([
      'Mandat 2008-2014',
      'Mandat 2014-2020',
      'Mandat 2020-2026',
      'Mandat depuis 2026',
    ]);
    expect(mandates.slice(1).map(({ from }) => from)).toEqual(mandates.slice(0, -1).map(({ to }) => to));
    expect(mandates.at(-1)!.to).toBeNull();
    const several = await catalogue.mandatesByTerritories(['commune:69123', 'epci:200046977']);
    expect([...several.values()]).toEqual([mandates, mandates]);
  });

  it('lets a commune have mandates of its own, without hole nor overlap, until it is given back those of the country', async () => {
    const [lyon, dijon] = ['commune:69123', 'commune:21231'] as const;
    const national = await catalogue.mandates(dijon);
    const own = await catalogue.saveMandates(lyon, ['2014-03-23', '2018-11-18', '2020-06-28']);
    expect(own).toEqual([
      { label: 'Mandat 2014-2018', from: '2014-03-23', to: '2018-11-18' },
      { label: 'Mandat 2018-2020', from: '2018-11-18', to: '2020-06-28' },
      { label: 'Mandat depuis 2020', from: '2020-06-28', to: null },
    ]);
    expect(await catalogue.mandates(lyon)).toEqual(own);
    expect(await catalogue.mandates(dijon)).toEqual(national);
    expect(await catalogue.saveMandates(lyon, ['2020-03-15'])).toHaveLength(1);
    expect(await catalogue.mandates(lyon)).toHaveLength(1);
    expect(await catalogue.resetMandates(lyon)).toBe(true);
    expect(await catalogue.resetMandates(lyon)).toBe(false);
    expect(await catalogue.mandates(lyon)).toEqual(national);
  });

  it.each([
    ['no day', [], 'il y en a 0'],
    ['what is no day', ['2020-02-30'], '« 2020-02-30 » n’est pas une date'],
    ['days in disorder', ['2020-03-15', '2014-03-23'], '2014-03-23 est après'],
  ])('refuses mandates of %s', async (_, starts, problem) => {
    await expect(catalogue.saveMandates('commune:69123', starts)).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: expect.stringContaining(problem),
    });
  });

  it('lets the mandates of the country be changed, never removed', async () => {
    const national = await catalogue.mandates('commune:69123');
    await catalogue.saveMandates('france:FR', ['2026-03-22']);
    expect((await catalogue.mandates('commune:69123')).map(({ label }) => label)).toEqual(['Mandat depuis 2026']);
    await expect(catalogue.resetMandates('france:FR')).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
    await catalogue.saveMandates(
      'france:FR',
      national.map(({ from }) => from),
    );
    expect(await catalogue.mandates('commune:69123')).toEqual(national);
  });

  it('finds everything again when it is opened again, by several at once', async () => {
    const before = await catalogue.loads({ first: 10 });
    const others = await Promise.all([1, 2, 3].map(() => openCatalogue({ dataDirectory: directory, databaseUrl })));
    for (const other of others) expect(await other.loads({ first: 10 })).toEqual(before);
    await Promise.all(others.map((other) => other.close()));
    await expect(catalogue.ping()).resolves.toBeUndefined();
  });
});
