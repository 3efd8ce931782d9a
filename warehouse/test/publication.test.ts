import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLimits } from '@boussole/schema';
import {
  type Cube,
  currentPublicationId,
  dataPaths,
  listPublications,
  publish,
  rollback,
  serviceState,
  TILES_FILE,
  Warehouse,
} from '@boussole/warehouse';
import { afterAll, describe, expect, it, vi } from 'vitest';
import {
  COMMUNES_2025,
  deliver,
  everywhere,
  figures,
  geographyTables,
  inDataDirectory,
  openWarehouse,
} from './support/small-publication.ts';

const FIRST = new Date('2026-01-01T10:00:00Z');
const SECOND = new Date('2026-01-02T10:00:00Z');

const population = (value: number) => figures('population_municipale', 2023, 2025, everywhere(COMMUNES_2025, value));

async function publishGeographyAnd(dataDirectory: string, value: number, now: Date) {
  const geography = await deliver(dataDirectory, geographyTables(), { source: 'geographie' });
  const figuresInput = await deliver(dataDirectory, { observation: population(value) }, { source: 'populations' });
  return publish({ dataDirectory, add: [geography, figuresInput], now });
}

let published: ReturnType<typeof publishFirst> | undefined;

async function publishFirst() {
  const directory = await mkdtemp(join(tmpdir(), 'boussole-first-'));
  return { directory, first: await publishGeographyAnd(directory, 100, FIRST) };
}

/** Where the first publication of most tests is copied: it is the same in all of them. */
async function startFromFirst(dataDirectory: string) {
  published ??= publishFirst();
  const { directory, first } = await published;
  await cp(directory, dataDirectory, { recursive: true });
  return first;
}

afterAll(async () => {
  if (published) await rm((await published).directory, { recursive: true, force: true });
});

const france = async (dataDirectory: string, publication?: string) => {
  const warehouse = await openWarehouse(dataDirectory);
  try {
    return await warehouse.read(publication, async (cube) => {
      const cell = await cube.explain('population_municipale', 'france:FR', 2023, 'CONSTANT');
      return cell.value;
    });
  } finally {
    await warehouse.close();
  }
};

describe('publishing', () => {
  it('replaces the delivery of the same source and vintage, and keeps the publication before', async () => {
    await inDataDirectory(async (directory) => {
      const first = await startFromFirst(directory);
      const second = await publishGeographyAnd(directory, 200, SECOND);
      expect(second.publication.changes).toEqual([
        'Remplacement : Essai, millésime 1 (populations-1.csv) : 9 chiffres modifiés, 0 nouveau, 0 retiré.',
      ]);
      const log = join(dataPaths(directory).publications, second.publication.id, 'changes.csv');
      expect((await readFile(log, 'utf8')).split('\n').slice(0, 2)).toEqual([
        'source;vintage;measure;year;level;code;cog;before;state_before;after;state_after',
        'populations;1;population_municipale;2023;commune;01001;2025;100;PUBLISHED;200;PUBLISHED',
      ]);
      expect(await france(directory)).toBe(9 * 200);
      expect(await france(directory, first.publication.id)).toBe(9 * 100);
    });
  });

  it('changes nothing when the same deliveries come again', async () => {
    await inDataDirectory(async (directory) => {
      const first = await startFromFirst(directory);
      const again = await publishGeographyAnd(directory, 100, SECOND);
      expect(again).toEqual({ publication: first.publication, changed: false });
    });
  });

  it('builds again, from what was delivered, a publication of another release', async () => {
    await inDataDirectory(async (directory) => {
      expect(await serviceState(directory)).toBe('EMPTY');
      const first = await startFromFirst(directory);
      expect(await serviceState(directory)).toBe('READY');
      const file = join(dataPaths(directory).publications, first.publication.id, 'publication.json');
      const described = JSON.parse(await readFile(file, 'utf8')) as object;
      await writeFile(file, JSON.stringify({ ...described, release: 1 }));
      expect(await serviceState(directory)).toBe('OUTDATED');
      await expect(france(directory)).rejects.toThrow('vient d’une version de Boussole');
      const again = await publish({ dataDirectory: directory, add: [], now: SECOND });
      expect(again.changed).toBe(true);
      expect(await serviceState(directory)).toBe('READY');
      expect((await listPublications(directory)).map(({ readable }) => readable)).toEqual([true, false]);
      expect(await france(directory)).toBe(9 * 100);
      await expect(rollback(directory)).rejects.toThrow('vient d’une version de Boussole');
    });
  });

  it.each([
    [TILES_FILE, 'removed', 'manque'],
    [TILES_FILE, 'cut', 'n’est pas entier : 8 octets au lieu de'],
    ['cube.duckdb', 'removed', 'manque'],
    ['cube.duckdb', 'cut', 'n’est pas entier : 8 octets au lieu de'],
  ])('says that a publication is damaged whose %s was %s, and publishes it again', async (name, how, problem) => {
    await inDataDirectory(async (directory) => {
      await startFromFirst(directory);
      const second = await publishGeographyAnd(directory, 200, SECOND);
      const file = join(dataPaths(directory).publications, second.publication.id, name);
      await (how === 'cut' ? truncate(file, 8) : rm(file));
      await expect(france(directory)).rejects.toMatchObject({
        code: 'PUBLICATION_DAMAGED',
        message: expect.stringContaining(`Le fichier ${name} de la publication ${problem}`),
      });
      const again = await publish({ dataDirectory: directory, add: [], now: new Date('2026-01-03T10:00:00Z') });
      expect(again.changed).toBe(true);
      expect(await france(directory)).toBe(9 * 200);
      await expect(rollback(directory, second.publication.id)).rejects.toMatchObject({ code: 'PUBLICATION_DAMAGED' });
      await rollback(directory);
      expect(await france(directory)).toBe(9 * 100);
    });
  });

  it('stays in service when the next one is damaged', async () => {
    await inDataDirectory(async (directory) => {
      const first = await startFromFirst(directory);
      const second = await publishGeographyAnd(directory, 200, SECOND);
      await rollback(directory);
      await rm(join(dataPaths(directory).publications, second.publication.id, TILES_FILE));
      const told: string[] = [];
      const [{ limits }] = [readLimits({})];
      const warehouse = await Warehouse.open({
        dataDirectory: directory,
        limits,
        log: (message) => void told.push(message),
      });
      try {
        await writeFile(dataPaths(directory).pointer, `${second.publication.id}\n`);
        await vi.waitFor(() => expect(told.at(-1)).toMatch(/^publication not opened.*npx boussole rollback/), 10_000);
        expect(await warehouse.read(undefined, (cube) => cube.publication.id)).toBe(first.publication.id);
      } finally {
        await warehouse.close();
      }
    });
  });

  it('does not depend on the order in which deliveries come', async () => {
    const contents = await Promise.all(
      [false, true].map((reversed) =>
        inDataDirectory(async (directory) => {
          const inputs = [
            await deliver(directory, geographyTables(), { source: 'geographie' }),
            await deliver(directory, { observation: population(100) }, { source: 'populations' }),
          ];
          for (const add of reversed ? [...inputs].reverse() : inputs) {
            await publish({ dataDirectory: directory, add: [add], now: FIRST }).catch(() => undefined); // the first alone has no figure
          }
          const { publication } = await publish({ dataDirectory: directory, add: inputs, now: SECOND });
          return publication.id.split('-').at(-1);
        }),
      ),
    );
    expect(contents[0]).toBe(contents[1]);
  });

  it('refuses what fails its audit, says why, and leaves the publication in service', async () => {
    await inDataDirectory(async (directory) => {
      const { publication } = await startFromFirst(directory);
      const wrong = await deliver(
        directory,
        { observation: figures('population_municipale', 2023, 2025, { '01001': -5, '99999': 10 }) },
        { source: 'faux', priority: 90 },
      );
      const publishing = publish({ dataDirectory: directory, add: [wrong], now: SECOND });
      await expect(publishing).rejects.toMatchObject({
        code: 'AUDIT_FAILED',
        message: expect.stringMatching(/99999.*2023.*effectifs sont négatifs.*01001/s),
      });
      expect(await currentPublicationId(directory)).toBe(publication.id);
      expect(await readdir(dataPaths(directory).publications)).toEqual([publication.id]);
      expect(await france(directory)).toBe(900);
    });
  });

  it('refuses a delivery that lost most of the rows of the one it replaces, unless told to accept it', async () => {
    await inDataDirectory(async (directory) => {
      const { publication } = await startFromFirst(directory);
      const whole = await deliver(directory, { observation: population(150) }, { source: 'compte', rows: 1_000 });
      await publish({ dataDirectory: directory, add: [whole], now: FIRST });
      const before = await currentPublicationId(directory);
      const cut = await deliver(directory, { observation: population(160) }, { source: 'compte', rows: 200 });
      const publishing = { dataDirectory: directory, add: [cut], now: SECOND };
      await expect(publish(publishing)).rejects.toMatchObject({
        code: 'DELIVERY_SHRUNK',
        message: expect.stringContaining('200 lignes, contre 1000'),
      });
      expect(await currentPublicationId(directory)).toBe(before);
      expect(before).not.toBe(publication.id);
      expect((await publish({ ...publishing, acceptLoss: true })).changed).toBe(true);
    });
  });

  it('goes back to the publication before, and then has none to go back to', async () => {
    await inDataDirectory(async (directory) => {
      const first = await startFromFirst(directory);
      await publishGeographyAnd(directory, 200, SECOND);
      expect((await rollback(directory)).id).toBe(first.publication.id);
      expect(await france(directory)).toBe(900);
      await expect(rollback(directory)).rejects.toMatchObject({ code: 'ROLLBACK_NONE' });
      const third = await publishGeographyAnd(directory, 300, new Date('2026-01-03T10:00:00Z'));
      expect((await rollback(directory)).id, 'not the one that was rejected').toBe(first.publication.id);
      expect((await listPublications(directory))[0]!.id).toBe(third.publication.id);
      expect((await listPublications(directory)).map(({ current }) => current)).toEqual([false, false, true]);
    });
  });

  it('goes to any publication that is kept, forward too, and names them all when it is asked for another', async () => {
    await inDataDirectory(async (directory) => {
      const first = (await startFromFirst(directory)).publication.id;
      const second = (await publishGeographyAnd(directory, 200, SECOND)).publication.id;
      const third = (await publishGeographyAnd(directory, 300, new Date('2026-01-03T10:00:00Z'))).publication.id;
      for (const [id, people] of [
        [first, 900],
        [third, 2_700],
        [third, 2_700],
        [second, 1_800],
      ] as const) {
        expect((await rollback(directory, id)).id).toBe(id);
        expect(await france(directory)).toBe(people);
      }
      await expect(rollback(directory, '../inputs')).rejects.toMatchObject({
        code: 'ROLLBACK_UNKNOWN',
        parameters: { id: '../inputs', kept: [third, second, first].join(', ') },
      });
      expect(await currentPublicationId(directory)).toBe(second);
    });
  });

  it('reads what it will be asked before it is, each publication as it comes into service, unless there is no room', async () => {
    await inDataDirectory(async (directory) => {
      const { publication: first } = await startFromFirst(directory);
      const { limits } = readLimits({});
      const [warehouse, narrow] = await Promise.all([
        openWarehouse(directory),
        Warehouse.open({ dataDirectory: directory, limits: { ...limits, hotBytes: 1 } }),
      ]);
      const readOf = async (id: string) => (await warehouse.usage()).get(id)?.hotSeries ?? 0;
      const readings = 2;
      await expect.poll(() => readOf(first.id)).toBe(readings);
      expect((await narrow.usage()).get(first.id)).toMatchObject({ hotSeries: 0, misses: 0 });
      const { publication: second } = await publishGeographyAnd(directory, 200, SECOND);
      await expect.poll(() => readOf(second.id)).toBe(readings);
      const { misses } = (await warehouse.usage()).get(second.id)!;
      const question = (cube: Cube) => cube.explain('population_municipale', 'france:FR', 2023, 'CONSTANT');
      expect(await warehouse.read(second.id, question)).toMatchObject({ value: 1_800 });
      expect((await warehouse.usage()).get(second.id)!.misses).toBe(misses);
      await Promise.all([warehouse.close(), narrow.close()]);
    });
  });

  it('lets a server notice a new publication and keep answering', async () => {
    await inDataDirectory(async (directory) => {
      await startFromFirst(directory);
      const warehouse = await openWarehouse(directory);
      const read = () =>
        warehouse.read(
          undefined,
          async (cube) => (await cube.explain('population_municipale', 'france:FR', 2023, 'CONSTANT')).value,
        );
      expect(await read()).toBe(900);
      await publishGeographyAnd(directory, 200, SECOND);
      await expect.poll(read).toBe(1_800);
      await warehouse.close();
      await expect(read()).rejects.toMatchObject({ code: 'PUBLICATION_NONE' });
    });
  });

  it('refuses to publish while another process does, and takes over from one that died', async () => {
    await inDataDirectory(async (directory) => {
      await mkdir(directory, { recursive: true });
      const { lock } = dataPaths(directory);
      await writeFile(lock, String(process.ppid));
      await expect(publishGeographyAnd(directory, 100, FIRST)).rejects.toMatchObject({ code: 'LOAD_IN_PROGRESS' });
      const gone = spawn(process.execPath, ['-e', '']);
      await once(gone, 'close');
      await writeFile(lock, String(gone.pid));
      expect((await publishGeographyAnd(directory, 100, FIRST)).changed).toBe(true);
      await expect(readFile(lock)).rejects.toThrow();
    });
  });

  it('removes what a killed build left behind', async () => {
    await inDataDirectory(async (directory) => {
      const { publications } = dataPaths(directory);
      await mkdir(join(publications, '.building-20250101T000000000-dead'), { recursive: true });
      const { publication } = await publishGeographyAnd(directory, 100, FIRST);
      expect(await readdir(publications)).toEqual([publication.id]);
    });
  });
});
