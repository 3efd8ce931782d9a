import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publish, readPublishedGeography, type Warehouse } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

  it.each([
    ['epci:200000001', 2015, 'PUBLISHED', 20_000, 'PUBLISHED'],
    ['epci:200000009', 2015, 'PUBLISHED', 18_000, 'PUBLISHED'],
    ['epci:200000001', 2015, 'CONSTANT', undefined, 'NOT_AGGREGABLE'],
    ['epci:200000002', 2023, 'PUBLISHED', 21_000, 'PUBLISHED'],
  ] as const)('give %s of %s, reading %s: %s', async (territory, year, reading, value, state) => {
    const cell = await warehouse.read(undefined, (cube) => cube.explain('revenu_median', territory, year, reading));
    expect(cell).toMatchObject({ value, state });
  });
});
