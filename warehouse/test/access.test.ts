import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Access, type OfficialLevel, READINGS, type TerritoryId } from '@boussole/schema';
import { type Cube, publish, rollback, type TerritoryGroup, type Warehouse } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  COMMUNES_2024,
  COMMUNES_2025,
  deliver,
  everywhere,
  figures,
  geographyTables,
  openWarehouse,
} from './support/small-publication.ts';

type World = 'without' | 'open' | 'restricted';

const worlds = new Map<World, { readonly directory: string; readonly warehouse: Warehouse }>();
const seen: string[] = [];

/** The same figures three times: births left out, births as public figures, births under a convention. */
beforeAll(async () => {
  await Promise.all((['without', 'open', 'restricted'] as const).map(open));
}, 60_000);

afterAll(async () => {
  for (const { directory, warehouse } of worlds.values()) {
    await warehouse.close();
    await rm(directory, { recursive: true, force: true });
  }
});

async function open(world: World): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'boussole-access-'));
  const geography = await deliver(directory, geographyTables(), { source: 'geographie' });
  const populations = [
    ...figures('population_municipale', 2022, 2024, everywhere(COMMUNES_2024, 1_000, { '01002': 500 })),
    ...figures('population_municipale', 2023, 2025, everywhere(COMMUNES_2025, 1_100, { '01001': 1_600 })),
    ...figures('deces', 2022, 2024, everywhere(COMMUNES_2024, 12)),
    ...figures('deces', 2023, 2025, everywhere(COMMUNES_2025, 13)),
  ];
  const births = [
    ...figures('naissances', 2022, 2024, distinct(COMMUNES_2024, 31)),
    ...figures('naissances', 2023, 2025, distinct(COMMUNES_2025, 57)),
  ];
  const add = [geography, await deliver(directory, { observation: populations }, { source: 'publics' })];
  if (world !== 'without') {
    const access = world === 'restricted' ? { convention: 'caisse_69', threshold: 11 } : undefined;
    add.push(await deliver(directory, { observation: births }, { source: 'caisse', ...(access && { access }) }));
  }
  await publish({ dataDirectory: directory, add, now: new Date('2026-01-01T00:00:00Z') });
  worlds.set(world, { directory, warehouse: await openWarehouse(directory) });
}

/** A different number everywhere, so that each is known when it is met. */
function distinct(codes: readonly string[], start: number): Record<string, number> {
  return Object.fromEntries(codes.map((code, index) => [code, start * 100 + index * 7]));
}

function ask<T>(world: World, access: Access, question: (cube: Cube) => Promise<T> | T): Promise<T> {
  return worlds
    .get(world)!
    .warehouse.read(undefined, async (cube) =>
      question(await cube.withAccess(access, (indicator) => void seen.push(indicator))),
    );
}

const grant = (...territories: readonly TerritoryId[]): Access => [{ convention: 'caisse_69', territories }];
const LEVELS: readonly OfficialLevel[] = ['france', 'region', 'departement', 'epci', 'commune'];
const BIRTHS = 'naissances';

const EXPLAINED: readonly TerritoryId[] = ['commune:01001', 'epci:200000001', 'groupe:deux'];

function group(code: string, communes: readonly string[]): TerritoryGroup {
  const moment = '2026-01-01T00:00:00.000Z';
  return { code, name: code, description: '', communes, vintage: 2025, createdAt: moment, updatedAt: moment };
}

/** Everything that can be asked of a cube, as plain values; aside, the publication, whose id differs, and the name of the convention. */
async function everything(cube: Cube): Promise<unknown> {
  const all: unknown[] = [cube.indicators, cube.themes];
  const ids: TerritoryId[] = LEVELS.flatMap((level) =>
    cube.search({ level, offset: 0, limit: 100 }).matches.map(({ territory }) => territory.id),
  );
  ids.push('groupe:deux', 'partie:200000001-01', 'commune:01002');
  const known = cube.withGroups([group('deux', ['01003', '38003'])]);
  all.push(ids.map((id) => [known.population(id), known.neighbours(id, 5), known.events(id)]));
  for (const { id: indicator } of known.indicators) {
    const years = known.years(indicator);
    all.push(
      indicator,
      years,
      known.sources(indicator).map(({ id }) => id),
      known.sourceUses(indicator).map((use) => ({ ...use, source: use.source.id })),
      known.nature(indicator),
    );
    for (const reading of READINGS) {
      all.push(await known.trend({ indicator, territories: ids, reading }));
      for (const { year } of years) {
        const column = { indicator, year };
        const compared = await known.compare({ territories: ids, indicators: [indicator], year, reading });
        all.push(
          compared,
          await Promise.all(compared.columns.flatMap((each) => [each.positions('france'), each.positions('epci')])),
        );
        for (const level of LEVELS) {
          const rows = { kind: 'level', level } as const;
          const sort = [{ by: 'column', column, descending: true }] as const;
          const filters = [{ column, operator: 'HAS_VALUE' }] as const;
          all.push(await known.mapLayer({ indicator, year, level, reading }));
          all.push(await known.grid({ rows, columns: [column], reading, filters: [], sort, offset: 0, limit: 50 }));
          all.push(await known.grid({ rows, columns: [column], reading, filters, sort: [], offset: 0, limit: 50 }));
        }
        for (const id of EXPLAINED) all.push(await known.explain(indicator, id, year, reading));
      }
    }
  }
  return JSON.parse(
    JSON.stringify(all, (key, value) => (key === 'publication' || key === 'access' ? undefined : value)),
  );
}

describe('a dataset under a convention', () => {
  it('does not exist for whoever has no grant: every answer is that of a publication without it', async () => {
    const without = await ask('without', [], everything);
    expect(await ask('restricted', [], everything)).toEqual(without);
    expect(seen).toEqual([]);
  });

  it.each<[string, Access]>([
    ['of another convention', [{ convention: 'autre', territories: ['france:FR'] }]],
    ['of a territory that is none', grant('epci:299999999')],
    ['of a group, whose communes anybody may change', grant('groupe:deux')],
  ])('does not exist with a grant %s', async (_, access) => {
    const named = (cube: Cube) => cube.indicators.map(({ id }) => id);
    expect(await ask('restricted', access, named)).toEqual(await ask('without', [], named));
  });

  it('does not exist for code that forgets to say who asks', async () => {
    const named = (cube: Cube) => cube.indicators.map(({ id }) => id);
    const { warehouse } = worlds.get('restricted')!;
    expect(await warehouse.read(undefined, named)).toEqual(await ask('without', [], named));
  });

  it('takes every indicator that rests on it away, and refuses their names as unknown', async () => {
    await ask('restricted', [], async (cube) => {
      for (const indicator of [BIRTHS, 'solde_naturel', 'taux_natalite']) {
        expect(cube.indicator(indicator)).toBeUndefined();
        const refused = { code: 'INDICATOR_UNKNOWN' };
        await expect(cube.trend({ indicator, territories: ['commune:01001'], reading: 'CONSTANT' })).rejects.toThrow(
          expect.objectContaining(refused),
        );
        await expect(cube.explain(indicator, 'commune:01001', 2022, 'CONSTANT')).rejects.toThrow(
          expect.objectContaining(refused),
        );
        const question = { indicator, year: 2022, level: 'commune', reading: 'CONSTANT' } as const;
        await expect(cube.mapLayer(question)).rejects.toThrow(expect.objectContaining(refused));
        expect(() => cube.nature(indicator)).toThrow(expect.objectContaining(refused));
        expect(cube.years(indicator)).toEqual([]);
      }
    });
    expect(await ask('open', [], (cube) => cube.indicator(BIRTHS)?.id)).toBe(BIRTHS);
  });

  it('is read whole with a grant of the whole country', async () => {
    expect(await ask('restricted', grant('france:FR'), everything)).toEqual(await ask('open', [], everything));
  });

  it.each<[string, Access, readonly string[], readonly TerritoryId[]]>([
    ['an EPCI', grant('epci:200000002'), ['01004', '38002', '38003', '38004', '38005'], ['epci:200000002']],
    ['a commune', grant('commune:38006'), ['38006'], []],
    // 01002, merged into 01001 since, is on its ground; the EPCI straddles and is not.
    ['a département', grant('departement:01'), ['01001', '01002', '01003', '01004'], ['departement:01']],
    [
      'two EPCI that cover a third territory',
      grant('epci:200000001', 'epci:200000002'),
      COMMUNES_2024.filter((code) => code !== '38006'),
      ['departement:01', 'epci:200000001', 'epci:200000002'],
    ],
    [
      'metropolitan France',
      grant('france:METRO'),
      COMMUNES_2024,
      ['france:METRO', 'region:84', 'departement:01', 'departement:38', 'epci:200000001', 'epci:200000002'],
    ],
  ])('with a grant of %s opens its ground and nothing else', async (_, access, communes, others) => {
    const ground = new Set<string>([...communes.map((code) => `commune:${code}`), ...others]);
    const cells = async (cube: Cube) => {
      const found = new Map<string, readonly [number | undefined, string]>();
      for (const reading of READINGS) {
        for (const year of [2022, 2023]) {
          for (const level of LEVELS) {
            const { ids, values, states } = await cube.mapLayer({ indicator: BIRTHS, year, level, reading });
            ids.forEach((id, at) => void found.set(`${reading} ${year} ${id}`, [values[at], states[at]!]));
          }
        }
      }
      return found;
    };
    const open = await ask('open', [], cells);
    const granted = await ask('restricted', access, cells);
    expect(granted.size).toBe(open.size);
    for (const [key, cell] of granted) {
      const id = key.split(' ')[2]!;
      expect([key, cell]).toEqual([key, ground.has(id) ? open.get(key) : [Number.NaN, 'RESTRICTED']]);
    }
  });

  it('counts, ranks, classes, sorts and explains only what a grant opens', async () => {
    await ask('restricted', grant('epci:200000002'), async (cube) => {
      expect(cube.years(BIRTHS).map(({ counts }) => counts)).toEqual([
        { france: 0, region: 0, departement: 0, epci: 1, commune: 5 },
        { france: 0, region: 0, departement: 0, epci: 1, commune: 5 },
      ]);
      const question = { territories: ['commune:38003', 'commune:01001'], indicators: [BIRTHS], year: 2022 } as const;
      const { columns, warnings } = await cube.compare({ ...question, reading: 'CONSTANT' });
      expect(await columns[0]!.positions('epci')).toEqual([
        { rank: 3, percentile: 40, size: 5, quintile: 3 },
        undefined,
      ]);
      expect(await columns[0]!.positions('france')).toEqual([undefined, undefined]);
      expect(warnings.map(({ code }) => code)).toContain('RESTRICTED_VALUES');
      const rates = {
        ...question,
        indicators: ['taux_natalite'],
        benchmarks: ['commune:38002'],
        reading: 'CONSTANT',
      } as const;
      const { differences, method } = await (await cube.compare(rates)).columns[0]!.significance('commune:38002');
      expect(method).toBe('BYAR');
      expect(differences[0]).toMatchObject({ verdict: 'NOT_DIFFERENT', judgement: 'NEUTRAL' });
      expect(differences[1]).toEqual({ verdict: 'UNKNOWN', isReference: false, problem: 'NO_VALUE' });
      const layer = await cube.mapLayer({ indicator: BIRTHS, year: 2022, level: 'commune', reading: 'CONSTANT' });
      expect(layer.breaks.every((bound) => layer.values.includes(bound))).toBe(true);
      const spread = { indicator: BIRTHS, year: 2022, level: 'commune', territories: [], reading: 'CONSTANT' } as const;
      expect(await cube.distribution(spread)).toMatchObject({ problem: 'GROUP_RESTRICTED', quantiles: [] });
      const marked = { within: 'france:FR', level: 'departement', first: 10, reading: 'CONSTANT' } as const;
      const odd = await cube.markedGaps({ ...marked, indicators: ['taux_natalite'] });
      expect(odd.columns[0]).toMatchObject({ problem: 'GROUP_RESTRICTED', median: undefined });
      const column = { indicator: BIRTHS, year: 2022 };
      const filters = [{ column, operator: 'GT', value: 0 }] as const;
      const rows = { kind: 'level', level: 'commune' } as const;
      const asked = { rows, columns: [column], reading: 'CONSTANT', filters, sort: [], offset: 0, limit: 50 } as const;
      expect((await cube.grid(asked)).totalCount).toBe(5);
      const outside = await cube.explain(BIRTHS, 'commune:38001', 2022, 'CONSTANT');
      expect(outside).toMatchObject({ state: 'RESTRICTED', value: undefined, method: 'NONE', inputs: [], parts: [] });
      expect(outside.explanation).toBe(
        'Chiffre sous convention : aucun droit de lecture en cours ne couvre Commune 38001. Demandez-le à l’administrateur de ce serveur.',
      );
      const trend = { indicator: BIRTHS, territories: ['departement:38'], reading: 'PUBLISHED' } as const;
      expect((await cube.trend(trend)).series[0]).toMatchObject({
        states: ['RESTRICTED', 'RESTRICTED'],
        change: undefined,
      });
    });
  });

  it('sums groups and parts of EPCI only where all their communes are open', async () => {
    await ask('restricted', grant('departement:01'), async (cube) => {
      const groups = [group('dedans', ['01001', '01003']), group('dehors', ['01001', '38003'])];
      const territories: readonly TerritoryId[] = [
        'groupe:dedans',
        'groupe:dehors',
        'partie:200000001-01',
        'partie:200000001-38',
      ];
      for (const reading of READINGS) {
        const { series } = await cube.withGroups(groups).trend({ indicator: 'solde_naturel', territories, reading });
        expect(series.map(({ states }) => states[1])).toEqual(['COMPUTED', 'RESTRICTED', 'COMPUTED', 'RESTRICTED']);
        expect(series[1]!.values).toEqual(Float64Array.of(Number.NaN, Number.NaN));
      }
    });
  });

  it('is told to the witness each time it is read, whatever the question', async () => {
    seen.length = 0;
    const territories: readonly TerritoryId[] = ['commune:01001'];
    await ask('restricted', grant('departement:01'), async (cube) => {
      await cube.trend({ indicator: 'population_municipale', territories, reading: 'CONSTANT' });
      expect(seen).toEqual([]);
      await cube.trend({ indicator: 'taux_natalite', territories, reading: 'CONSTANT' });
      expect(seen).toContain('taux_natalite');
      seen.length = 0;
      await cube.withGroups([group('un', ['01001'])]).explain(BIRTHS, 'groupe:un', 2022, 'CONSTANT');
      expect(seen).toContain(BIRTHS);
    });
  });

  it('is under it in earlier publications too, as soon as a later one says so, and after a rollback', async () => {
    const { directory, warehouse } = worlds.get('open')!;
    const named = (publication?: string) =>
      warehouse.read(publication, (cube) => ({ id: cube.publication.id, has: cube.indicator(BIRTHS) !== undefined }));
    const before = await named();
    expect(before.has).toBe(true);
    const births = figures('naissances', 2022, 2024, distinct(COMMUNES_2024, 31));
    const access = { convention: 'caisse_69', threshold: 11 };
    const add = [await deliver(directory, { observation: births }, { source: 'caisse', access })];
    await publish({ dataDirectory: directory, add, now: new Date('2026-01-02T00:00:00Z') });
    await expect.poll(async () => (await named()).id).not.toBe(before.id);
    expect([(await named()).has, (await named(before.id)).has]).toEqual([false, false]);
    expect(
      (await warehouse.publications())
        .flatMap(({ inputs }) => inputs)
        .filter(({ source }) => source.id === 'caisse' && !source.access),
    ).toEqual([]);
    const granted = (cube: Cube) => cube.withAccess(grant('france:FR'), () => undefined);
    expect(await warehouse.read(before.id, async (cube) => (await granted(cube)).indicator(BIRTHS)?.id)).toBe(BIRTHS);
    await rollback(directory);
    await expect.poll(async () => (await named()).id).toBe(before.id);
    expect((await named()).has).toBe(false);
  });
});
