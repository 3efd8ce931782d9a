import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TerritoryId } from '@boussole/schema';
import { type TrendChange, type Warehouse } from '@boussole/warehouse';
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

const [ABOVE, BELOW] = ['epci:200000001', 'epci:200000002'] as const;

describe('a commune that changes EPCI', () => {
  let directory: string;
  let warehouse: Warehouse;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'boussole-perimeter-'));
    const { membership = [], ...tables } = geographyTables();
    const moved = [...membership].map((row) =>
      row.cog === 2025 && row.commune === '01004' ? { ...row, epci: '200000001' } : row,
    );
    const geography = await deliver(directory, { ...tables, membership: moved }, { source: 'geographie' });
    const observation = [
      ...figures('population_municipale', 2016, 2024, everywhere(COMMUNES_2024, 100, { '01004': 20 })),
      ...figures('population_municipale', 2023, 2025, everywhere(COMMUNES_2025, 110, { '01004': 25 })),
      ...figures('menages_fiscaux', 2016, 2024, everywhere(COMMUNES_2024, 40)),
      ...figures('menages_fiscaux', 2023, 2025, everywhere(COMMUNES_2025, 40, { '01004': 'SECRET' })),
      ...figures('personnes_menages_fiscaux', 2016, 2024, everywhere(COMMUNES_2024, 90)),
      ...figures('personnes_menages_fiscaux', 2023, 2025, everywhere(COMMUNES_2025, 90)),
    ];
    warehouse = await openPublished(directory, geography, observation);
  }, 60_000);

  afterAll(async () => {
    await warehouse?.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function change(indicator: string, territory: TerritoryId): Promise<TrendChange | undefined> {
    const { series } = await warehouse.read(undefined, (cube) =>
      cube.trend({ indicator, territories: [territory], reading: 'PUBLISHED' }),
    );
    return series[0]?.change;
  }

  it('counts for one and against the other, by its figure of the first year', async () => {
    expect(await change('population_municipale', ABOVE)).toMatchObject({
      absolute: 355 - 400,
      perimeter: 20,
      perimeterParts: [{ code: '01004', joined: true, value: 20 }],
      sentence: '−11,3 % de 2016 à 2023 (−45), dont +5,0 points dus à 1 commune qui a rejoint (Commune 01004).',
    });
    expect(await change('population_municipale', BELOW)).toMatchObject({
      perimeter: -20,
      perimeterParts: [{ code: '01004', joined: false, value: -20 }],
    });
  });

  it('is a step of a curve, which no line crosses when it weighs', async () => {
    const { series } = await warehouse.read(undefined, (cube) =>
      cube.trend({ indicator: 'population_municipale', territories: [ABOVE, BELOW], reading: 'PUBLISHED' }),
    );
    // By their latest figures: 25 people of 3 × 110 + 100 + 25, and of 4 × 110 + 25.
    expect(series.map(({ perimeterSteps }) => perimeterSteps)).toMatchObject([
      [{ from: 2016, to: 2023, absolute: 20, isOther: true, unknownVintages: [], parts: [{ code: '01004' }] }],
      [{ from: 2016, to: 2023, absolute: -20, isOther: true, unknownVintages: [], parts: [{ code: '01004' }] }],
    ]);
    expect(series.map(({ perimeterSteps }) => perimeterSteps[0]?.population?.toFixed(3))).toEqual(['0.055', '0.054']);
    const constant = await warehouse.read(undefined, (cube) =>
      cube.trend({ indicator: 'population_municipale', territories: [ABOVE], reading: 'CONSTANT' }),
    );
    expect(constant.series[0]?.perimeterSteps).toEqual([]);
  });

  it('moves nothing where communes merge within a territory', async () => {
    expect(await change('population_municipale', 'departement:01')).toMatchObject({ perimeter: 0, perimeterParts: [] });
  });

  it('makes no change where its figure is hidden in the last year, and so left out of a sum that was whole', async () => {
    expect(await change('menages_fiscaux', ABOVE)).toBeUndefined();
    expect(await change('menages_fiscaux', BELOW)).toMatchObject({ perimeter: -40 });
  });

  it('counts for an unknown part of a ratio', async () => {
    expect(await change('personnes_par_menage_fiscal', BELOW)).toMatchObject({
      perimeter: undefined,
      perimeterParts: [{ code: '01004', joined: false, value: undefined }],
    });
  });
});
