import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  currentInputs,
  type Geography,
  loadGeography,
  publish,
  readPublishedGeography,
  type Warehouse,
} from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatherGeographyOf } from '../src/publication/read-inputs.ts';
import { deliver, geographyTables, openWarehouse } from './support/small-publication.ts';

/** Medians by EPCI in perimeters that nothing describes, with the names that the file gives. */
const medians = (
  year: number,
  cog: number,
  values: Readonly<Record<string, number>>,
  names: Record<string, string>,
) => ({
  observation: Object.entries(values).map(([code, value], index) => ({
    measure: 'revenu_median',
    year,
    level: 'epci' as const,
    code,
    cog,
    value,
    state: 'PUBLISHED' as const,
    line: index + 2,
  })),
  epci: Object.entries(names).map(([code, name]) => ({ cog, code, name, nature: '' })),
});

describe('EPCI that a file names in a year whose perimeters are not known', () => {
  let directory: string;
  let warehouse: Warehouse;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'boussole-named-'));
    const add = [
      await deliver(directory, geographyTables(), { source: 'geographie', priority: 40 }),
      await deliver(
        directory,
        medians(
          2015,
          2016,
          { '200000001': 20_000, '200000009': 18_000 },
          { '200000001': 'CC Ancienne', '200000009': 'CC Disparue' },
        ),
        { source: 'revenus', vintage: '2015' },
      ),
      // A file of figures never takes the place of the list of EPCI of its year, whatever its priority.
      await deliver(directory, medians(2016, 2016, { '200000001': 20_500 }, { '200000001': 'CC Ancienne' }), {
        source: 'revenus',
        vintage: '2016',
      }),
      ...(await Promise.all(
        (
          [
            [2017, 2024, 22_000],
            [2018, 2025, 22_500],
          ] as const
        ).map(([year, cog, value]) =>
          deliver(directory, medians(year, cog, { '200000001': value }, {}), { source: 'revenus', vintage: `${year}` }),
        ),
      )),
      await deliver(directory, medians(2023, 2024, { '200000002': 21_000 }, { '200000002': 'Autre nom' }), {
        source: 'revenus',
        vintage: '2023',
        priority: 90,
      }),
    ];
    await publish({ dataDirectory: directory, add, now: new Date('2026-01-01T00:00:00Z') });
    warehouse = await openWarehouse(directory);
  });
  afterAll(async () => {
    await warehouse.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('have a territory, over when perimeters no longer have it', async () => {
    const geography = await readPublishedGeography(directory);
    expect(geography.territory('epci:200000009')).toMatchObject({
      name: 'CC Disparue',
      validFrom: undefined,
      validTo: '2024-01-01',
    });
    expect(geography.territory('epci:200000001')).toMatchObject({
      name: 'CC À cheval',
      validFrom: undefined,
      validTo: undefined,
    });
  });

  it('leave names and perimeters of other years as they are', async () => {
    const geography = await readPublishedGeography(directory);
    expect([geography.epciVintages, geography.namedVintages]).toEqual([[2024, 2025], [2016]]);
    expect([...geography.epciNames(2024).values()]).toEqual(['CC À cheval', 'CC Du bas']);
  });

  it('are the same in the publication that keeps them as in its inputs, which are read when they are not all of them', async () => {
    const inputs = await currentInputs(directory);
    const tell = (geography: Geography) => ({
      territories: [...geography.territories.values()],
      events: [...geography.territories.values()].map(({ id }) => geography.events(id)),
      names: geography.epciVintages.map((vintage) => [...geography.epciNames(vintage)]),
      namedVintages: geography.namedVintages,
      aliases: [...geography.aliases()],
      postalCodes: [...geography.postalCodes()],
    });
    const kept = tell(await loadGeography(directory, [...inputs].reverse()));
    expect(kept).toEqual(tell(await gatherGeographyOf(directory, inputs)));
    const without = inputs.filter(({ vintage }) => vintage !== '2015');
    const fewer = tell(await loadGeography(directory, without));
    expect(fewer).toEqual(tell(await gatherGeographyOf(directory, without)));
    expect(kept.territories.length).toBe(fewer.territories.length + 1);
  });

  it.each([
    ['epci:200000001', 2015, 'PUBLISHED', 20_000, 'PUBLISHED'],
    ['epci:200000009', 2015, 'PUBLISHED', 18_000, 'PUBLISHED'],
    ['epci:200000001', 2015, 'CONSTANT', undefined, 'NOT_AGGREGABLE'],
    ['epci:200000002', 2023, 'PUBLISHED', 21_000, 'PUBLISHED'],
  ] as const)('give %s of %s, reading %s: %s', async (territory, year, reading, value, state) => {
    const cell = await warehouse.read(undefined, (cube) => cube.explain('revenu_median', territory, year, reading));
    expect(cell).toMatchObject({ value, state });
  });

  describe('a change over them', () => {
    const ask = async (from: number, to: number) => {
      const territories = ['epci:200000001'] as const;
      const question = { indicator: 'revenu_median', territories, reading: 'PUBLISHED', from, to } as const;
      const { series, warnings } = await warehouse.read(undefined, (cube) => cube.trend(question));
      return { series: series[0]!, moved: warnings.filter(({ code }) => code === 'PERIMETER_CHANGED') };
    };

    it('is not told from a perimeter that is not known to another, and the reason is', async () => {
      const { series, moved } = await ask(2015, 2018);
      expect(Array.from(series.values)).toEqual([20_000, 20_500, 22_000, 22_500]);
      expect(series.change).toBeUndefined();
      expect(moved.map(({ message }) => message)).toContain(
        'CC À cheval : périmètre inconnu au 1er janvier 2016, rien ne dit que les chiffres de 2015 et de 2018 portent sur les mêmes communes, leur écart n’est pas une évolution. La composition des EPCI de 2016 n’est pas chargée.',
      );
      expect(await series.changeWithin(2016, 2017)).toEqual({
        reason: {
          fr: 'Périmètre inconnu au 1er janvier 2016 : rien ne dit que les chiffres de 2016 et de 2017 portent sur les mêmes communes, leur écart n’est pas une évolution. La composition des EPCI de 2016 n’est pas chargée.',
          en: 'Perimeter unknown on 1 January 2016: nothing tells that the figures of 2016 and 2017 are over the same communes, their difference is not a change. The composition of the EPCI of 2016 is not loaded.',
        },
      });
      expect(series.marker).toMatchObject({ problem: 'TOO_FEW_POINTS', points: 2 });
    });

    it.each([
      [2015, 2016, 500],
      [2017, 2018, 500],
    ])('is told from %s to %s, in one perimeter or in those that are known', async (from, to, absolute) => {
      const { series, moved } = await ask(from, to);
      expect(series.change).toMatchObject({ from, to, absolute });
      expect(moved).toEqual([]);
    });

    it('is warned of in a table', async () => {
      const columns = [2015, 2018].map((year) => ({ indicator: 'revenu_median', year }));
      const { warnings } = await warehouse.read(undefined, (cube) =>
        cube.grid({
          rows: { kind: 'level', level: 'epci' },
          columns,
          reading: 'PUBLISHED',
          filters: [],
          sort: [],
          offset: 0,
          limit: 10,
        }),
      );
      expect(warnings).toContainEqual({
        code: 'PERIMETER_CHANGED',
        message: expect.stringMatching(/^CC À cheval : périmètre inconnu au 1er janvier 2016/),
        english: expect.stringMatching(/^CC À cheval\. Perimeter unknown on 1 January 2016/),
      });
    });
  });
});
