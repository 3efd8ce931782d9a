import { type Cube, publish } from '@boussole/warehouse';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  COMMUNES_2025,
  deliver,
  figures,
  geographyTables,
  inDataDirectory,
  openWarehouse,
} from './support/small-publication.ts';

const CLASSES = Object.fromEntries(COMMUNES_2025.map((code, index) => [code, [1, 2, 5, 5, 6, 6, 6, 7, 7][index]!]));
const reading = 'PUBLISHED';
const asked = { indicator: 'classe_densite', year: 2025, reading } as const;

let told: Awaited<ReturnType<typeof readAll>>;
beforeAll(() =>
  inDataDirectory(async (dataDirectory) => {
    const observation = [
      ...figures('classe_densite', 2024, 2025, { ...CLASSES, '38002': 7 }),
      ...figures('classe_densite', 2025, 2025, CLASSES),
      ...figures('population_municipale', 2025, 2025, Object.fromEntries(COMMUNES_2025.map((code) => [code, 20_000]))),
    ];
    const input = await deliver(dataDirectory, { ...geographyTables(), observation });
    await publish({ dataDirectory, add: [input], now: new Date() });
    const warehouse = await openWarehouse(dataDirectory);
    told = await warehouse.read(undefined, readAll);
    await warehouse.close();
  }),
);

async function readAll(cube: Cube) {
  const above = await cube.explain('classe_densite', 'epci:200000002', 2025, reading);
  const { quantiles } = await cube.distribution({ ...asked, level: 'commune', territories: [] });
  const { series } = await cube.trend({ indicator: 'classe_densite', territories: ['commune:38002'], reading });
  const peers = await cube.peers({
    territory: 'commune:38002',
    method: 'DISTANCE',
    criteria: [{ indicator: 'classe_densite', weight: 1 }],
    size: 5,
    reading,
  });
  return { above, quantiles, series: series[0]!, peers, figures: await peers.figures(['classe_densite']) };
}

describe('a class', () => {
  it('is the one that its source gives, and of no territory that it gives none for', () => {
    expect(told.above).toMatchObject({ state: 'NOT_AGGREGABLE', value: undefined });
    expect([...told.series.values]).toEqual([7, 6]);
  });

  it('has quantiles that are classes', () => {
    expect(told.quantiles.map(({ percent, value }) => [percent, value])).toEqual([
      [25, 5],
      [50, 6],
      [75, 6],
    ]);
  });

  it('changes by nothing, and is not continued', async () => {
    expect(told.series.change).toBeUndefined();
    expect(await told.series.changeWithin(2020, 2026)).toEqual({
      reason: expect.objectContaining({ fr: expect.stringMatching(/^Une classe n’est pas une quantité/) }),
    });
    expect(told.series.project(5)).toMatchObject({
      points: [],
      reason: { en: expect.stringMatching(/^A class is no quantity/) },
    });
  });

  it('says who is alike', () => {
    expect(told.peers.criteria).toMatchObject([{ indicator: 'classe_densite', value: 6, problem: undefined }]);
    expect(told.peers.peers.slice(0, 2).map(({ distance }) => distance)).toEqual([0, 0]);
    expect(told.figures).toMatchObject([{ median: 6 }]);
  });
});
