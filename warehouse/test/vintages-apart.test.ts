import { isBoussoleError } from '@boussole/schema';
import { type ExplainedCell, type IndicatorYear, publish } from '@boussole/warehouse';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  COMMUNES_2024,
  COMMUNES_2025,
  deliver,
  everywhere,
  figures,
  geographyTables,
  inDataDirectory,
  openWarehouse,
} from './support/small-publication.ts';

let read: ExplainedCell;
let refused: unknown;
let missing: string | undefined;
let missingAtAll: string | undefined;
let years: readonly IndicatorYear[];

beforeAll(() =>
  inDataDirectory(async (dataDirectory) => {
    const observation = [
      ...figures('naissances', 2024, 2024, everywhere(COMMUNES_2024, 10)),
      ...figures('population_municipale', 2024, 2025, everywhere(COMMUNES_2025, 1_000)),
    ];
    const geography = await deliver(dataDirectory, geographyTables(), { source: 'geographie' });
    const input = await deliver(dataDirectory, { observation });
    await publish({ dataDirectory, add: [geography, input], now: new Date() });
    const warehouse = await openWarehouse(dataDirectory);
    await warehouse.read(undefined, async (cube) => {
      read = await cube.explain('taux_natalite', 'commune:38002', 2024, 'CONSTANT');
      refused = await cube
        .explain('taux_natalite', 'commune:38002', 2024, 'PUBLISHED')
        .catch((error: unknown) => error);
      years = cube.years('taux_natalite');
      const question = { territories: ['commune:38002'], indicators: ['taux_natalite'], benchmarks: [] } as const;
      const compared = await cube.compare({ ...question, year: 2024, reading: 'PUBLISHED' });
      missing = compared.warnings.find(({ code }) => code === 'YEAR_MISSING')?.message;
      const latest = await cube.compare({ ...question, reading: 'PUBLISHED' });
      missingAtAll = latest.warnings.find(({ code }) => code === 'YEAR_MISSING')?.message;
    });
    await warehouse.close();
  }),
);

/** Births in the perimeters of 2024, inhabitants in those of 2025. */
describe('a ratio whose parts are published in different perimeters', () => {
  it('is read in constant geography', () => {
    expect(read.value).toBe(10);
  });

  it('has its years in that geography alone, with the territories that have a figure in it', () => {
    expect(years).toMatchObject([{ year: 2024, readings: ['CONSTANT'], vintage: 2025 }]);
    expect(years[0]?.counts.commune).toBe(COMMUNES_2025.length);
  });

  it('is refused as published, with the reason and what to read instead', () => {
    expect(isBoussoleError(refused) && refused.code).toBe('YEAR_UNAVAILABLE');
    expect(String(refused)).toMatch(/ses parts y sont dans des périmètres différents\. Lisez la géographie constante/);
    expect(missing).toMatch(/^Sans chiffre pour 2024 : .*en géographie constante seulement/);
    expect(missingAtAll).toMatch(/^Sans chiffre dans cette géographie : .*en géographie constante seulement/);
  });
});
