import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { READINGS, type Reading, type TerritoryId } from '@boussole/schema';
import { type Cube, type TerritoryGroup, type Warehouse } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  COMMUNES_2024,
  COMMUNES_2025,
  deliver,
  everywhere,
  figures,
  geographyTables,
  openPublished,
} from './support/small-publication.ts';
import { told } from './support/told.ts';

let directory: string;
let warehouse: Warehouse;

/** 01002 joined 01001 in 2025. 38002 and 01002 are hidden among households. */
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'boussole-composed-'));
  const geography = await deliver(directory, geographyTables(), { source: 'geographie' });
  const observation = [
    ...figures('population_municipale', 2022, 2024, everywhere(COMMUNES_2024, 100, { '01002': 50, '38001': 400 })),
    ...figures('population_municipale', 2023, 2025, everywhere(COMMUNES_2025, 110, { '01001': 160, '38003': 300 })),
    ...figures('population_comptee_a_part', 2022, 2024, everywhere(COMMUNES_2024, 5, { '38001': 1 })),
    ...figures('population_totale', 2022, 2024, everywhere(COMMUNES_2024, 105, { '38001': 401 })),
    ...figures('menages_fiscaux', 2022, 2024, everywhere(COMMUNES_2024, 40, { '01002': 'SECRET', '38002': 'SECRET' })),
    ...figures('revenu_median', 2022, 2024, everywhere(COMMUNES_2024, 20_000)),
  ];
  warehouse = await openPublished(directory, geography, observation);
}, 60_000);

afterAll(async () => {
  await warehouse?.close();
  await rm(directory, { recursive: true, force: true });
});

function ask<T>(groups: readonly TerritoryGroup[], question: (cube: Cube) => Promise<T> | T): Promise<T> {
  return warehouse.read(undefined, (cube) => question(cube.withGroups(groups)));
}

function group(code: string, communes: readonly string[], vintage = 2025, name = `Groupe ${code}`): TerritoryGroup {
  const moment = '2026-01-01T00:00:00.000Z';
  return { code, name, description: '', communes, vintage, createdAt: moment, updatedAt: moment };
}

function explain(own: TerritoryGroup, indicator: string, reading: Reading = 'CONSTANT', year = 2022) {
  return ask([own], (cube) => cube.explain(indicator, `groupe:${own.code}`, year, reading));
}

describe('a group of communes', () => {
  it('is read as the EPCI that has the same communes, in all indicators, years and readings', async () => {
    for (const epci of ['200000001', '200000002']) {
      const ids: readonly TerritoryId[] = [`epci:${epci}`, 'groupe:meme'];
      const communes = await ask([], (cube) =>
        cube
          .search({ level: 'commune', within: `epci:${epci}`, offset: 0, limit: 10 })
          .matches.map(({ territory }) => territory.code),
      );
      await ask([group('meme', communes)], async (cube) => {
        for (const reading of READINGS) {
          for (const { id: indicator } of cube.indicators) {
            const { series } = await cube.trend({ indicator, territories: ids, reading });
            const [of, ours] = await Promise.all(
              series.map(async (one) => {
                const { territory, events, ...rest } = Object(await told(one));
                return told({ ...rest, over: await one.changeWithin(2020, 2026), ahead: one.project(5) });
              }),
            );
            expect([indicator, ours]).toEqual([indicator, of]);
            expect(series[1]?.events).toEqual([]);
          }
        }
      });
    }
  });

  it('recomputes a ratio from its two sums, and says on how many communes', async () => {
    const cell = await explain(group('deux', ['38001', '38003']), 'part_comptee_a_part');
    expect(cell).toMatchObject({ state: 'COMPUTED', method: 'RATIO', coverage: { communes: 2, communesTotal: 2 } });
    expect(cell.value).toBeCloseTo((100 * 6) / 506, 9);
    expect(cell.parts.map(({ value }) => value)).toEqual([6, 506]);
    expect(cell.explanation).toContain('Rapport recalculé : 6 / 506 × 100, sur ses 2 communes');
  });

  it('says what was added, on what ground and from which file', async () => {
    const cell = await explain(group('deux', ['38001', '38003']), 'population_municipale');
    expect(cell).toMatchObject({ value: 500, state: 'COMPUTED', method: 'SUM', vintage: 2025 });
    expect(cell.explanation).toBe(
      'Somme des chiffres de ses 2 communes du groupe « Groupe deux », dans le périmètre du 1er janvier 2025.',
    );
    expect(cell.inputs.map(({ file }) => file)).toEqual(['chiffres-1.csv']);
  });

  it('never has a median', async () => {
    const cell = await explain(group('deux', ['38001', '38003']), 'revenu_median');
    expect(cell).toMatchObject({ state: 'NOT_AGGREGABLE', value: undefined, coverage: undefined });
    expect(cell.explanation).toContain('ne s’additionne ni ne se moyenne');
  });

  it('covers what is published, is not shown below half, and is hidden when all of it is', async () => {
    const partial = await explain(group('partiel', ['38001', '38002']), 'menages_fiscaux', 'PUBLISHED');
    expect(partial).toMatchObject({ value: 40, coverage: { communes: 1, communesTotal: 2 } });
    expect(partial.coverage?.population).toBeCloseTo(400 / 500, 6);
    expect(partial.warnings.map(({ code }) => code)).toContain('PARTIAL_COVERAGE');

    const little = await explain(group('peu', ['01002', '01003', '38002'], 2024), 'menages_fiscaux', 'PUBLISHED');
    expect(little).toMatchObject({ value: undefined, state: 'NOT_AVAILABLE', coverage: { communes: 1 } });

    const hidden = await explain(group('secret', ['38002']), 'menages_fiscaux');
    expect(hidden).toMatchObject({ value: undefined, state: 'SECRET' });
    expect(hidden.explanation).toContain('Groupe secret sont masqués');
  });

  it('tells nothing more than the cells of its communes that are shown', async () => {
    const subsets = Array.from({ length: 2 ** COMMUNES_2024.length - 1 }, (_, index) =>
      COMMUNES_2024.filter((_code, bit) => ((index + 1) >> bit) & 1),
    ).filter((_, index) => index % 3 === 0);
    const groups = subsets.map((communes, index) => group(`g${index}`, communes, 2024));
    const columns = [{ indicator: 'menages_fiscaux', year: 2022 }];
    const read = (ids: readonly TerritoryId[]) =>
      ask(groups, async (cube) => {
        const rows = { kind: 'list', ids } as const;
        const query = { rows, columns, reading: 'PUBLISHED', filters: [], sort: [], offset: 0, limit: 1_000 } as const;
        return (await cube.grid(query)).columns[0]!;
      });
    const shown = await read(COMMUNES_2024.map((code) => `commune:${code}` as const));
    const sums = await read(groups.map(({ code }) => `groupe:${code}` as const));
    subsets.forEach((communes, index) => {
      const values = communes
        .map((code) => shown.values[COMMUNES_2024.indexOf(code)]!)
        .filter((value) => !Number.isNaN(value));
      const expected = values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0);
      if (!Number.isNaN(sums.values[index]!)) expect(sums.values[index]).toBe(expected);
      else expect(['SECRET', 'NOT_AVAILABLE']).toContain(sums.states[index]);
      if (values.length === 0) expect(sums.states[index]).toBe('SECRET');
    });
  });
});

describe('a group through time', () => {
  it('keeps its ground: what merged inside it is in every reading', async () => {
    const own = group('fusion', ['01001', '01003']);
    expect(await explain(own, 'population_municipale', 'PUBLISHED')).toMatchObject({
      value: 250,
      coverage: { communes: 3, communesTotal: 3 },
    });
    expect(await explain(own, 'population_municipale', 'CONSTANT')).toMatchObject({
      value: 250,
      coverage: { communes: 2, communesTotal: 2 },
    });
  });

  it('leaves out a commune that merged outside it, says which one, and reads it before', async () => {
    const own = group('coupe', ['01002', '01003'], 2024);
    expect(await explain(own, 'population_municipale', 'PUBLISHED')).toMatchObject({ value: 150, warnings: [] });
    const cut = await explain(own, 'population_municipale', 'CONSTANT');
    expect(cut).toMatchObject({ value: 100, coverage: { communes: 1, communesTotal: 2 } });
    expect(cut.coverage?.population).toBeCloseTo(110 / 160, 6);
    expect(cut.warnings.find(({ code }) => code === 'MEMBERS_MERGED_OUTSIDE')?.message).toBe(
      'Groupe coupe : Commune 01002 (01002), commune du groupe, n’est plus comptée à part, étant réunie à des communes hors du groupe. Les sommes ne la comprennent pas. Pour les années d’avant, lisez la géographie publiée.',
    );
    const gone = await explain(group('parti', ['01002'], 2024), 'population_municipale', 'PUBLISHED', 2023);
    expect(gone).toMatchObject({ state: 'NOT_AVAILABLE', value: undefined });
  });

  it('is read again when its communes change', async () => {
    const before = group('change', ['01003']);
    const after = { ...before, communes: ['38001'] };
    expect(await explain(before, 'population_municipale')).toMatchObject({ value: 100 });
    expect(await explain(after, 'population_municipale')).toMatchObject({ value: 400 });
  });
});

describe('composed territories among the others', () => {
  const own = group('bas-ile', ['01004', '38002', '38003', '38004', '38005', '38006'], 2025, 'Le bas et l’île');

  it('have a name, a population and the parents that hold all of it', async () => {
    await ask([own], (cube) => {
      expect(cube.territory('groupe:bas-ile')).toMatchObject({ level: 'groupe', name: 'Le bas et l’île' });
      expect(cube.population('groupe:bas-ile')).toEqual({ value: 850, year: 2023 });
      expect(cube.parents('groupe:bas-ile').map(({ id }) => id)).toEqual(['region:84', 'france:FR']);
      expect(cube.territory('groupe:absent')).toBeUndefined();
      expect(() => cube.search({ within: 'groupe:absent', offset: 0, limit: 1 })).toThrow(
        expect.objectContaining({ code: 'TERRITORY_UNKNOWN' }),
      );
    });
    await expect(
      ask([], (cube) => cube.explain('population_municipale', 'groupe:bas-ile', 2022, 'CONSTANT')),
    ).rejects.toMatchObject({
      code: 'TERRITORY_UNKNOWN',
    });
  });

  it('are found by name, and hold the territories that lie wholly in them', async () => {
    await ask([own], (cube) => {
      const found = (text: string) =>
        cube.search({ text, offset: 0, limit: 20 }).matches.map(({ territory }) => territory.id);
      expect(found('LE BAS')[0]).toBe('groupe:bas-ile');
      expect(found('bas').slice(0, 2)).toEqual(['epci:200000002', 'groupe:bas-ile']);
      const inside = (level: 'commune' | 'epci' | 'departement') =>
        cube
          .search({ level, within: 'groupe:bas-ile', offset: 0, limit: 20 })
          .matches.map(({ territory }) => territory.code);
      expect(inside('commune')).toEqual(own.communes);
      expect(inside('epci')).toEqual(['200000002']);
      expect(inside('departement')).toEqual([]);
      expect(cube.search({ level: 'groupe', offset: 0, limit: 20 }).totalCount).toBe(1);
    });
  });

  it('are rows and limits of a table, compared with what holds them', async () => {
    await ask([own], async (cube) => {
      const columns = [{ indicator: 'population_municipale', year: 2022 }];
      const page = { columns, reading: 'CONSTANT', filters: [], offset: 0, limit: 20 } as const;
      const inside = await cube.grid({
        ...page,
        rows: { kind: 'level', level: 'commune', within: 'groupe:bas-ile' },
        sort: [],
      });
      expect(inside.rows.map(({ code }) => code)).toEqual(own.communes);
      const ids = ['groupe:bas-ile', 'commune:38001', 'departement:38'] as const;
      const sorted = await cube.grid({
        ...page,
        rows: { kind: 'list', ids },
        sort: [{ by: 'column', column: columns[0]!, descending: true }],
      });
      expect(sorted.rows.map(({ id }) => id)).toEqual(['departement:38', 'groupe:bas-ile', 'commune:38001']);

      const comparison = await cube.compare({
        territories: ['groupe:bas-ile', 'commune:38001'],
        indicators: ['population_municipale'],
        reading: 'CONSTANT',
      });
      expect(comparison.benchmarks.map(({ id }) => id)).toEqual(['region:84', 'france:FR']);
      expect([...comparison.columns[0]!.values]).toEqual([850, 110, 1230, 1230]);
      const [place, other] = await comparison.columns[0]!.positions('france');
      expect(place).toBeUndefined();
      expect(other).toMatchObject({ size: 9 });
    });
  });

  it('are the parts by département of an EPCI that straddles, and add up to it', async () => {
    await ask([], async (cube) => {
      const parts = cube.parts('epci:200000001').map(({ id, name }) => ({ id, name }));
      expect(parts).toEqual([
        { id: 'partie:200000001-01', name: 'CC À cheval (partie Ain)' },
        { id: 'partie:200000001-38', name: 'CC À cheval (partie Isère)' },
      ]);
      expect(cube.parts('departement:01')).toEqual([]);
      expect(cube.territory('partie:200000001-69')).toBeUndefined();
      expect(cube.parents('partie:200000001-38').map(({ id }) => id)).toEqual([
        'epci:200000001',
        'departement:38',
        'region:84',
        'france:FR',
      ]);
      for (const reading of READINGS) {
        const { series } = await cube.trend({
          indicator: 'population_municipale',
          territories: ['epci:200000001', 'partie:200000001-01', 'partie:200000001-38'],
          reading,
        });
        const [whole, ain, isere] = series.map(({ values }) => [...values]);
        expect(ain!.map((value, index) => value + isere![index]!)).toEqual(whole);
      }
    });
  });
});
