import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { READINGS, type Reading, type TerritoryId } from '@boussole/schema';
import { type DerivedRow, publish, type Warehouse } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  COMMUNES_2024,
  deliver,
  everywhere,
  figures,
  geographyTables,
  openWarehouse,
} from './support/small-publication.ts';

const HOUSEHOLDS = 'foyers_rsa';
const YEARS = [2018, 2019, 2020, 2021, 2022, 2023];

/** Figures of communes that add up some of their parts: 38003 in the first two years, 01002 in the first. */
const parts = (year: number, code: string, given: number): DerivedRow => ({
  measure: HOUSEHOLDS,
  year,
  level: 'commune',
  code,
  rule: 'PARTS',
  parts: given,
  partsTotal: 88,
});

describe('a change between sums of some parts of communes', () => {
  let directory: string;
  let warehouse: Warehouse;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'boussole-parts-'));
    const observation = YEARS.flatMap((year) => [
      ...figures(HOUSEHOLDS, year, 2024, everywhere(COMMUNES_2024, 10 * (year - 2000), { '38003': year })),
      ...figures('foyers_allocataires', year, 2024, everywhere(COMMUNES_2024, 9_000)),
    ]);
    const derived = [
      parts(2018, '38003', 85),
      parts(2019, '38003', 87),
      parts(2020, '38003', 88),
      parts(2018, '01002', 12),
    ];
    const add = [
      await deliver(directory, geographyTables(), { source: 'geographie' }),
      await deliver(directory, { observation, derived }, { source: 'caf' }),
    ];
    await publish({ dataDirectory: directory, add, now: new Date('2026-01-01T00:00:00Z') });
    warehouse = await openWarehouse(directory);
  }, 60_000);

  afterAll(async () => {
    await warehouse?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const trend = async (territory: TerritoryId, reading: Reading, indicator = HOUSEHOLDS) => {
    const { series, warnings } = await warehouse.read(undefined, (cube) =>
      cube.trend({ indicator, territories: [territory], reading }),
    );
    const told = warnings.flatMap(({ code, message }) => (message.includes('pas forcément les mêmes') ? [code] : []));
    return { series: series[0]!, warnings, told };
  };

  describe.each(READINGS)('in reading %s', (reading) => {
    it.each([
      ['commune:38003', HOUSEHOLDS, 'Commune 38003'],
      ['commune:38003', 'part_foyers_rsa', 'Commune 38003'],
      ['departement:38', HOUSEHOLDS, 'Isère'],
      ['epci:200000002', HOUSEHOLDS, 'CC Du bas'],
    ] as const)('is not told of %s, %s, and the reason is', async (territory, indicator, name) => {
      const { series, warnings } = await trend(territory, reading, indicator);
      expect(series.values.every((value) => value > 0)).toBe(true);
      expect(series.change).toBeUndefined();
      expect(warnings).toContainEqual({
        code: 'PARTIAL_COVERAGE',
        message: `${name} : la source masque des parties de communes (IRIS), pas forcément les mêmes en 2018 et en 2023, l’écart des sommes n’est pas une évolution.`,
        english: expect.stringContaining(`${name}. The source hides parts of communes (IRIS)`),
      });
      expect(await series.changeWithin(2018, 2019)).toEqual({
        reason: {
          fr: 'La source masque des parties de communes (IRIS), pas forcément les mêmes en 2018 et en 2019 : l’écart des sommes n’est pas une évolution.',
          en: 'The source hides parts of communes (IRIS), not always the same ones in 2018 and in 2019: the difference of the sums is not a change.',
        },
      });
    });

    it('is told between whole sums, on which alone a tendency rests', async () => {
      const { series } = await trend('commune:38003', reading);
      expect(await series.changeWithin(2020, 2023)).toMatchObject({ change: { absolute: 3 } });
      expect(series.marker).toMatchObject({ problem: 'TOO_FEW_POINTS', points: 4 });
    });

    it('is told of communes and sums that no part is missing from', async () => {
      const { series, told } = await trend('commune:01003', reading);
      expect(series.change).toMatchObject({ from: 2018, to: 2023, absolute: 50 });
      expect(series.marker).toMatchObject({ direction: 'RISING', points: 6 });
      expect(told).toEqual([]);
    });
  });

  it.each(READINGS)(
    'leaves a commune that lacks more than 2 %% of its parts without a place, in %s',
    async (reading) => {
      const territories = ['commune:38003', 'commune:01003'] as const;
      const told = async (year: number) => {
        const { comparison, spread } = await warehouse.read(undefined, async (cube) => ({
          comparison: await cube.compare({ territories, indicators: [HOUSEHOLDS], year, benchmarks: [], reading }),
          spread: await cube.distribution({ indicator: HOUSEHOLDS, year, level: 'commune', territories, reading }),
        }));
        const ranks = (await comparison.columns[0]!.positions('france')).map((position) => position?.rank);
        return { ranks, marked: spread.marks.positions.map((position) => position?.rank), placed: spread.withValue };
      };
      const all = reading === 'PUBLISHED' ? 10 : 9;
      // In 2018 01002 too, of 2024, adds up 12 of its 88 parts, and in constant geography 01001 with it.
      expect(await told(2018)).toEqual({ ranks: [undefined, 1], marked: [undefined, 1], placed: all - 2 });
      const second = reading === 'PUBLISHED' ? 2 : 3; // two communes make 01001
      expect(await told(2019)).toEqual({ ranks: [1, second], marked: [1, second], placed: all });
    },
  );

  it('is not told of a commune that one merged into, in constant geography only', async () => {
    const constant = await trend('commune:01001', 'CONSTANT');
    expect([constant.series.change, constant.told]).toEqual([undefined, ['PARTIAL_COVERAGE']]);
    const published = await trend('commune:01001', 'PUBLISHED');
    expect(published.series.change).toMatchObject({ from: 2018, to: 2023, absolute: 50 });
    expect(published.told).toEqual([]);
  });
});
