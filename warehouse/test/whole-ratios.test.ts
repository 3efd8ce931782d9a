import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { READINGS, type TerritoryId } from '@boussole/schema';
import { type ObservationRow, type Warehouse } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  COMMUNES_2025,
  deliver,
  everywhere,
  figures,
  geographyTables,
  openPublished,
} from './support/small-publication.ts';

const [HOUSEHOLDS, PEOPLE] = ['menages_fiscaux', 'personnes_menages_fiscaux'];
const published = (
  measure: string,
  year: number,
  level: 'epci' | 'departement',
  code: string,
  value: number | null,
  cog = 2025,
): ObservationRow => {
  return { measure, year, level, code, cog, value, state: value === null ? 'SECRET' : 'PUBLISHED', line: 7 };
};

describe('a ratio of which sources publish parts for the territory', () => {
  let directory: string;
  let warehouse: Warehouse;
  const explain = (
    territory: TerritoryId,
    year: number,
    reading: (typeof READINGS)[number],
    indicator = 'personnes_par_menage_fiscal',
  ) => warehouse.read(undefined, (cube) => cube.explain(indicator, territory, year, reading));

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'boussole-ratios-'));
    const geography = await deliver(directory, geographyTables(), { source: 'geographie' });
    const missing = { '01003': 'NOT_AVAILABLE', '38002': 'NOT_AVAILABLE' } as const;
    const observation = [2019, 2020, 2021, 2022, 2023].flatMap((year) => [
      ...figures('population_municipale', year, 2025, everywhere(COMMUNES_2025, 100)),
      ...figures(HOUSEHOLDS!, year, 2025, { ...everywhere(COMMUNES_2025, 40), ...missing }),
      ...figures(PEOPLE!, year, 2025, everywhere(COMMUNES_2025, 90)),
    ]);
    observation.push(
      published(HOUSEHOLDS!, 2022, 'epci', '200000001', 125),
      published(PEOPLE!, 2022, 'epci', '200000001', 300),
      published(HOUSEHOLDS!, 2022, 'epci', '200000002', null),
      published(PEOPLE!, 2022, 'epci', '200000002', 460),
      published(HOUSEHOLDS!, 2022, 'departement', '38', 230),
      published(PEOPLE!, 2022, 'departement', '01', 280),
      // In other perimeters than those of the sums.
      published(HOUSEHOLDS!, 2023, 'departement', '38', 230, 2024),
      // Above them nothing is published: one year both, one year one of two that is hidden, one year one of two.
      published(HOUSEHOLDS!, 2021, 'departement', '01', 140),
      published(HOUSEHOLDS!, 2021, 'departement', '38', 230),
      published(HOUSEHOLDS!, 2020, 'departement', '01', 140),
      published(HOUSEHOLDS!, 2020, 'departement', '38', null),
      published('naissances', 2019, 'departement', '38', 23),
      ...figures('naissances', 2019, 2025, { '01001': 4 }),
    );
    warehouse = await openPublished(directory, geography, observation);
  }, 60_000);

  afterAll(async () => {
    await warehouse?.close();
    await rm(directory, { recursive: true, force: true });
  });

  it.each(READINGS)('is that of the published figures, whatever communes lack, in reading %s', async (reading) => {
    const cell = await explain('epci:200000001', 2022, reading);
    expect(cell).toMatchObject({ value: 300 / 125, state: 'COMPUTED', method: 'RATIO', coverage: undefined });
    expect(cell.parts.map(({ value, state }) => ({ value, state }))).toEqual([
      { value: 300, state: 'PUBLISHED' },
      { value: 125, state: 'PUBLISHED' },
    ]);
    expect(cell.inputs.map(({ line }) => line)).toEqual([7]);
    expect(cell.explanation).toBe(
      'Rapport recalculé : 300 / 125, d’après les chiffres publiés pour CC À cheval, dans le périmètre du 1er janvier 2025.',
    );
  });

  it.each(READINGS)('takes a sum of all communes with a published figure, in reading %s', async (reading) => {
    const cell = await explain('departement:38', 2022, reading);
    expect(cell).toMatchObject({
      value: expect.closeTo(540 / 230, 9),
      method: 'RATIO',
      coverage: { communes: 6, communesTotal: 6 },
    });
    expect(cell.parts.map(({ state }) => state)).toEqual(['COMPUTED', 'PUBLISHED']);
    expect(cell.inputs.map(({ line }) => line)).toEqual([7, undefined]);
    expect(cell.explanation).toContain(
      '540 / 230, dénominateur publié pour Isère et numérateur additionné sur ses 6 communes',
    );
  });

  it.each(READINGS)(
    'stays over the communes that have both where a part is hidden or not whole, in %s',
    async (reading) => {
      const hidden = await explain('epci:200000002', 2022, reading);
      // One more commune hides its households, so that those of its EPCI are not found.
      expect(hidden).toMatchObject({ value: 270 / 120, coverage: { communes: 3, communesTotal: 5 } });
      expect(hidden.explanation).toContain('270 / 120, sur 3 communes sur 5');
      expect(hidden.parts.map(({ state }) => state)).toEqual(['COMPUTED', 'COMPUTED']);
      expect(hidden.inputs.map(({ line }) => line)).toEqual([undefined]);
      const partial = await explain('departement:01', 2022, reading);
      expect(partial.value === undefined || partial.value === 90 / 40).toBe(true);
      expect(partial.coverage?.communes).toBeLessThan(3);
    },
  );

  it('takes no figure published in other perimeters', async () => {
    expect(await explain('departement:38', 2023, 'PUBLISHED')).toMatchObject({
      value: 450 / 200,
      coverage: { communes: 5, communesTotal: 6 },
    });
  });

  describe.each(['region:84', 'france:FR'] as const)('above what is published, in %s', (territory) => {
    it.each(READINGS)('adds the published figures up rather than some communes, in reading %s', async (reading) => {
      const cell = await explain(territory, 2021, reading, HOUSEHOLDS);
      expect(cell).toMatchObject({
        ...{ value: 370, state: 'COMPUTED', method: 'SUM' },
        coverage: { communes: 9, communesTotal: 9, population: 1 },
        summed: { level: 'departement', figures: 2, figuresTotal: 2 },
      });
      expect(cell.explanation).toBe(
        'Somme des chiffres publiés pour ses 2 départements, soit ses 9 communes, dans le périmètre du 1er janvier 2025.',
      );
      expect(cell.inputs).toHaveLength(1);
    });

    it.each(READINGS)('divides by them, in reading %s', async (reading) => {
      const cell = await explain(territory, 2021, reading);
      expect(cell).toMatchObject({
        value: expect.closeTo(810 / 370, 9),
        method: 'RATIO',
        coverage: { communes: 9, communesTotal: 9 },
      });
      expect(cell.parts.map(({ state }) => state)).toEqual(['COMPUTED', 'COMPUTED']);
      expect(cell.explanation).toContain(
        '810 / 370, dénominateur additionné sur les chiffres publiés pour ses 2 départements, soit ses 9 communes, et numérateur sur ces communes',
      );
    });

    it.each(READINGS)('is no sum of them where one is hidden, in reading %s', async (reading) => {
      const cell = await explain(territory, 2020, reading, HOUSEHOLDS);
      expect(cell.summed).toBeUndefined();
      expect(cell.coverage?.communes ?? 0).toBeLessThan(9);
    });

    it.each(READINGS)('takes those that cover more than communes do, and says so, in reading %s', async (reading) => {
      const cell = await explain(territory, 2019, reading, 'naissances');
      expect(cell).toMatchObject({ value: 23, coverage: { communes: 6, communesTotal: 9 } });
      expect(cell.explanation).toMatch(
        /^Somme des chiffres publiés pour 1 département sur 2, soit 6 communes sur 9 \(66,7\s% de la population\), dans le/,
      );
    });
  });
});
