import { type Cube, publish } from '@boussole/warehouse';
import { beforeAll, expect, it } from 'vitest';
import {
  COMMUNES_2025,
  deliver,
  everywhere,
  figures,
  geographyTables,
  inDataDirectory,
  openWarehouse,
} from './support/small-publication.ts';

const told: Record<string, readonly (readonly [string, string])[]> = {};

beforeAll(() =>
  inDataDirectory(async (dataDirectory) => {
    const observation = [
      ...figures('demandeurs_emploi', 2022, 2025, everywhere(COMMUNES_2025, 60)),
      ...figures('chomeurs_15_64', 2022, 2025, everywhere(COMMUNES_2025, 70)),
      ...figures('actifs_15_64', 2022, 2025, everywhere(COMMUNES_2025, 700)),
      ...figures('menages_fiscaux', 2022, 2025, everywhere(COMMUNES_2025, 400)),
    ];
    const input = await deliver(dataDirectory, { ...geographyTables(), observation });
    await publish({ dataDirectory, add: [input], now: new Date() });
    const warehouse = await openWarehouse(dataDirectory);
    const read = async (name: string, ...indicators: readonly string[]) => {
      told[name] = await warehouse.read(undefined, (cube) => warningsOf(cube, indicators));
    };
    await read('both', 'demandeurs_emploi', 'taux_chomage_rp', 'menages_fiscaux');
    await read('one', 'chomeurs_rp', 'taux_chomage_rp');
    await read('others', 'demandeurs_emploi', 'menages_fiscaux');
    await warehouse.close();
  }),
);

async function warningsOf(cube: Cube, indicators: readonly string[]): Promise<(readonly [string, string])[]> {
  const grid = await cube.grid({
    rows: { kind: 'level', level: 'commune', within: undefined },
    columns: indicators.map((indicator) => ({ indicator, year: 2022 })),
    filters: [],
    sort: [],
    offset: 0,
    limit: 3,
    reading: 'CONSTANT',
  });
  const compared = await cube.compare({
    territories: ['commune:01001'],
    indicators,
    year: 2022,
    benchmarks: [],
    reading: 'CONSTANT',
  });
  const [ofGrid, ofComparison] = [grid, compared].map(({ warnings }) =>
    warnings.filter(({ code }) => code === 'NOTIONS_MIXED').map(({ code, message }) => [code, message] as const),
  ) as [(readonly [string, string])[], (readonly [string, string])[]]; // as: map forgets the pair
  expect(ofGrid).toEqual(ofComparison);
  for (const { code, english } of grid.warnings) {
    if (code === 'NOTIONS_MIXED')
      expect(english).toMatch(/^Unemployment: “.*” counts .* and “.*” counts .*\. These figures do not compare/);
  }
  return ofGrid;
}

it('warns of indicators that count unemployment in several ways, in a table and in a comparison', () => {
  expect(told.both).toEqual([
    [
      'NOTIONS_MIXED',
      expect.stringMatching(
        /^Chômage : « .* » compte les inscrits à France Travail et « .* » compte les chômeurs déclarés au recensement\. Ces chiffres ne se comparent pas entre eux\. Comparez des territoires/,
      ),
    ],
  ]);
});

it('says nothing of those of one source, nor of what is no notion of theirs', () => {
  expect(told.one).toEqual([]);
  expect(told.others).toEqual([]);
});
