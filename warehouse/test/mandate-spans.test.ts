import { expect, test } from 'vitest';
import { publish } from '../src/index.ts';
import {
  COMMUNES_2025,
  deliver,
  everywhere,
  figures,
  geographyTables,
  inDataDirectory,
  openWarehouse,
} from './support/small-publication.ts';

/** Births in 2019 to 2023, registered populations of 2020 and 2023, job seekers on both sides of their break of 2025, rates at their floor. */
const OBSERVED = {
  naissances: { 2019: 10, 2020: 12, 2021: 13, 2023: 18 },
  population_municipale: { 2014: 900, 2020: 1_000, 2023: 1_100 },
  demandeurs_emploi: { 2024: 100, 2025: 130 },
  // A rate of which the source publishes 5 for anything at or below.
  taux_pauvrete: { 2018: 5, 2019: 8, 2021: 6, 2022: 5 },
} as const;

type Tables = ReturnType<typeof geographyTables>;

/** 38007, a former commune of 38001, is a commune again in 2025. */
function withSplit(tables: Tables): Tables {
  const again = { code: '38007', name: 'Commune 38007', departement: '38', region: '84' };
  return {
    ...tables,
    commune: [
      ...(tables.commune ?? []),
      { ...again, cog: 2024, type: 'COMD', parent: '38001' },
      { ...again, cog: 2025, type: 'COM', parent: null },
    ],
  };
}

test('a change over years is that of their widest comparable pair, or says why there is none', async () => {
  await inDataDirectory(async (dataDirectory) => {
    const geography = await deliver(dataDirectory, withSplit(geographyTables()), { source: 'geographie' });
    const observation = Object.entries(OBSERVED).flatMap(([measure, years]) =>
      Object.entries(years).flatMap(([year, value]) =>
        figures(measure, Number(year), 2025, everywhere(COMMUNES_2025, value)),
      ),
    );
    for (const year of [2014, 2015]) {
      observation.push(...figures('taux_pauvrete', year, 2025, everywhere(COMMUNES_2025, 8, { '01001': 'SECRET' })));
    }
    // Before the split, births are those of the whole commune.
    for (const year of [2010, 2012]) observation.push(...figures('naissances', year, 2024, { '38001': year - 1970 }));
    observation.push(...figures('naissances', 2022, 2025, { '38007': 6 }));
    observation.push(...figures('population_municipale', 2022, 2025, { '38007': 275 }));
    // 01002 ended in 2025.
    for (const year of [2019, 2021]) observation.push(...figures('population_municipale', year, 2024, { '01002': 50 }));
    const delivered = await deliver(dataDirectory, { observation });
    await publish({ dataDirectory, add: [geography, delivered], now: new Date('2026-01-01T00:00:00Z') });
    const warehouse = await openWarehouse(dataDirectory);
    try {
      const within = async (indicator: string, from: number, to: number) => {
        const trend = await warehouse.read(undefined, (cube) =>
          cube.trend({ indicator, territories: ['commune:01001'], reading: 'CONSTANT' }),
        );
        return await trend.series[0]!.changeWithin(from, to);
      };
      expect(await within('naissances', 2020, 2026)).toMatchObject({ change: { from: 2020, to: 2023, absolute: 6 } });
      expect(await within('naissances', 2014, 2020)).toMatchObject({ change: { from: 2019, to: 2020, absolute: 2 } });
      expect(await within('naissances', 2026, 9_999)).toEqual({
        reason: expect.objectContaining({ fr: expect.stringContaining('Aucune année') }),
      });
      expect(await within('naissances', 2023, 2026)).toEqual({
        reason: expect.objectContaining({ fr: expect.stringContaining('Une seule année') }),
      });
      expect(await within('population_municipale', 2014, 2020)).toMatchObject({
        change: { from: 2014, to: 2020, absolute: 100 },
      });
      expect(await within('population_municipale', 2020, 2026)).toEqual({
        reason: expect.objectContaining({
          fr: expect.stringMatching(/2020 et de 2023 se recouvrent.*se lira avec l’année 2025/),
        }),
      });
      expect(await within('population_municipale', 2020, 2024)).toEqual({
        reason: expect.objectContaining({ fr: expect.stringContaining('trop courte') }),
      });
      expect(await within('demandeurs_emploi', 2020, 2026)).toEqual({
        reason: expect.objectContaining({ fr: expect.stringContaining('rompue en 2025') }),
      });
      expect(await within('taux_pauvrete', 2018, 2022)).toMatchObject({
        change: { from: 2019, to: 2021, absolute: -2 },
      });
      expect(await within('taux_pauvrete', 2013, 2016)).toEqual({
        reason: expect.objectContaining({
          fr: 'Le chiffre est secret en 2014 et 2015 : il n’y a pas d’évolution à lire.',
          en: 'The figure is secret in 2014 and 2015: there is no change to read.',
        }),
      });
      expect(await within('taux_pauvrete', 2021, 2022)).toEqual({
        reason: expect.objectContaining({ fr: expect.stringContaining('5 est un plancher de publication') }),
      });
      const ended = await warehouse.read(undefined, (cube) =>
        cube.trend({ indicator: 'population_municipale', territories: ['commune:01002'], reading: 'PUBLISHED' }),
      );
      expect(await ended.series[0]!.changeWithin(2014, 2026)).toEqual({
        reason: expect.objectContaining({ fr: expect.stringMatching(/se recouvrent.* Ce territoire n’existe plus/) }),
      });
      const cut = await warehouse.read(undefined, (cube) =>
        cube.trend({ indicator: 'naissances', territories: ['commune:38007', 'commune:38001'], reading: 'CONSTANT' }),
      );
      const [again] = cut.series;
      // A fifth of 40, then of 42, is no figure of its own, and its change would be that of the whole.
      expect([...again!.values].filter((value) => !Number.isNaN(value))).toEqual([8, 8.4, 6]);
      expect(again!.change).toBeUndefined();
      expect(again!.marker).toMatchObject({ points: 1, leftOut: 0, apportioned: 2 });
      expect(again!.marker.explanation).toMatch(/2 autres chiffres sont des estimations/);
      for (const [from, to] of [
        [2008, 2014],
        [2008, 2026],
      ] as const) {
        expect(await again!.changeWithin(from, to)).toEqual({
          reason: expect.objectContaining({ fr: expect.stringContaining('de ceux de l’ancienne commune entière') }),
        });
      }
      expect(cut.series[1]!.change).toMatchObject({ from: 2019, to: 2023 });
      expect(cut.warnings.map(({ code, message }) => `${code} ${message}`)).toContainEqual(
        expect.stringMatching(/^ESTIMATED_VALUES Commune 38007 : les chiffres d’avant la séparation/),
      );
    } finally {
      await warehouse.close();
    }
  });
});
