import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { READINGS, type Reading, type TerritoryId } from '@boussole/schema';
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

const SUMS = 'naissances';
const PUBLISHED_ABOVE = 'deces';
const without = (...codes: readonly string[]) => COMMUNES_2025.filter((code) => !codes.includes(code));

describe('a change between sums of some communes', () => {
  let directory: string;
  let warehouse: Warehouse;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'boussole-same-'));
    const geography = await deliver(directory, geographyTables(), { source: 'geographie' });
    const observation = [
      ...figures(
        'population_municipale',
        2022,
        2025,
        everywhere(COMMUNES_2025, 100, { '38003': 150, '38006': 5, '01004': 2 }),
      ),
      ...figures(SUMS, 2017, 2024, everywhere(['01001', '01002', '01003'], 20)),
      ...figures(SUMS, 2018, 2025, everywhere(without('38001', '38002', '01003'), 40)),
      ...figures(SUMS, 2019, 2025, everywhere(without('38001', '01004'), 50)),
      ...figures(SUMS, 2021, 2025, everywhere(without('38006'), 1_000)),
      ...figures(SUMS, 2023, 2025, everywhere(COMMUNES_2025, 1_100, { '38006': 10 })),
      // Of these the Isère is published two years, whatever communes of it are; one year its communes are all there is.
      ...figures(PUBLISHED_ABOVE, 2018, 2025, everywhere(['38001'], 3)),
      ...figures(PUBLISHED_ABOVE, 2019, 2025, everywhere(['38002'], 3)),
      ...figures(PUBLISHED_ABOVE, 2020, 2025, everywhere(without('01001', '01003', '01004'), 3)),
      ...[2018, 2019].map((year): ObservationRow => {
        const own = { measure: PUBLISHED_ABOVE, year, cog: 2025, value: year - 2_000, line: 9 };
        return { ...own, level: 'departement', code: '38', state: 'PUBLISHED' };
      }),
      ...figures(SUMS, 2020, 2025, everywhere(without('38001', '38003', '01004'), 50)),
    ];
    warehouse = await openPublished(directory, geography, observation);
  }, 60_000);

  afterAll(async () => {
    await warehouse?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const trend = (territory: TerritoryId, from: number, to: number, reading: Reading, indicator = SUMS) =>
    warehouse.read(undefined, (cube) => cube.trend({ indicator, territories: [territory], reading, from, to }));

  it('is told over the communes that have both, when they hold nearly all its population, and says so', async () => {
    const { series, warnings } = await trend('departement:38', 2021, 2023, 'CONSTANT');
    expect(Array.from(series[0]!.values)).toEqual([5_000, 5_510]);
    expect(series[0]!.change).toMatchObject({ from: 2021, to: 2023, absolute: 500, relative: 10 });
    expect(series[0]!.change!.over).toEqual({
      communes: 5,
      communesTotal: 6,
      population: expect.closeTo(550 / 555, 9),
    });
    expect(series[0]!.change!.sentence).toMatch(
      /^\+10,0 % de 2021 à 2023 \(\+500\), sur les 5 communes des 6 qui ont un chiffre les deux années \(99,1 % de la population\)\.$/,
    );
    expect(warnings.some(({ message }) => message.includes('mêmes communes'))).toBe(false);
    expect(await series[0]!.changeWithin(2021, 2023)).toMatchObject({ change: { absolute: 500 } });
  });

  it('is as published too, where the communes are those of both years, and not where they moved', async () => {
    const { series } = await trend('departement:38', 2021, 2023, 'PUBLISHED');
    expect(series[0]!.change).toMatchObject({ absolute: 500, over: { communes: 5, communesTotal: 6 } });
    // 01002 is in the list of 2024, and in 01001 in that of 2025.
    const change = async (reading: Reading) => {
      const moved = await trend('departement:01', 2017, 2021, reading);
      return moved.series[0]!.changeWithin(2017, 2021);
    };
    expect(await change('CONSTANT')).toMatchObject({ change: { absolute: 1_940, over: { communes: 2 } } });
    expect(await change('PUBLISHED')).toHaveProperty('reason');
  });

  describe.each(READINGS)('in reading %s', (reading) => {
    it('is told between sums of the same published figures, whichever communes have one, and of nothing else', async () => {
      const told = await trend('region:84', 2018, 2019, reading, PUBLISHED_ABOVE);
      expect(told.series[0]!.change).toMatchObject({ from: 2018, to: 2019, absolute: 1 });
      const { series } = await trend('region:84', 2019, 2020, reading, PUBLISHED_ABOVE);
      expect(Array.from(series[0]!.values)).toEqual([19, 18]);
      expect(series[0]!.change).toBeUndefined();
    });

    it('is not told where one is of more communes than the other, and the reason is', async () => {
      const { series, warnings } = await trend('departement:38', 2018, 2019, reading);
      expect(Array.from(series[0]!.values)).toEqual([160, 250]);
      expect(series[0]!.change).toBeUndefined();
      expect(await series[0]!.changeWithin(2018, 2019)).toMatchObject({
        reason: {
          fr: 'Les sommes de 2018 et de 2019 ne portent pas sur les mêmes communes : leur écart n’est pas une évolution.',
          en: 'The sums of 2018 and 2019 are not over the same communes: their difference is not a change.',
        },
      });
      expect(warnings.map(({ message }) => message)).toContain(
        'Isère : les sommes de 2018 et de 2019 ne portent pas sur les mêmes communes, leur écart n’est pas une évolution.',
      );
    });

    it('is not told between as many communes that are not the same', async () => {
      const { series } = await trend('departement:38', 2018, 2020, reading);
      expect(Array.from(series[0]!.values)).toEqual([160, 250, 200]);
      expect(series[0]!.change).toBeUndefined();
    });

    it('is told between sums of the same communes', async () => {
      const { series, warnings } = await trend('departement:01', 2019, 2020, reading);
      expect(series[0]!.change).toMatchObject({ from: 2019, to: 2020, absolute: 0 });
      expect(warnings.some(({ message }) => message.includes('mêmes communes'))).toBe(false);
    });
  });
});
