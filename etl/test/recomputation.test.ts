import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reading, TerritoryId } from '@boussole/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playMatch } from '../fuzz/match.ts';
import { openOpponents } from '../fuzz/opponents.ts';
import { copyEmbeddedData, loadPackages } from './embedded.ts';
import { temporaryFolder } from './support/boussole.ts';

const SHARED = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const hasShared = existsSync(SHARED);
if (!hasShared) console.info(`${SHARED} is absent: only what the packages tell is recomputed`);

const PACKAGES = ['cog-2019', 'cog-2021', 'cog-2024', 'cog-2025'];
const FILES = [
  'insee-filosofi/FILO2018_DISP_COM.csv',
  'insee-filosofi/FILO2018_DISP_EPCI.csv',
  'insee-filosofi/FILO2018_DISP_DEP.csv',
  'insee-filosofi/FILO2018_DISP_REG.csv',
  'insee-filosofi/FILO2018_DISP_METROPOLE.csv',
  'insee-populations/donnees_communes_pop2022_geo2024.csv',
  'insee-comparateur/base_cc_comparateur.csv',
  'dgcl-epci/epcicom_2024.xlsx',
];
/** As many as a few seconds hold; `npm run fuzz` asks the ten thousand. */
const ASKED = 300;
const SEED = 2_026;

describe('figures, recomputed by hand from the official files', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  let match: Awaited<ReturnType<typeof openOpponents>>;
  beforeAll(async () => {
    // Enough vintages for what moved, few enough to load quickly.
    const official = () => loadPackages(data, PACKAGES, { files: FILES.map((file) => join(SHARED, file)) });
    await (hasShared ? official() : copyEmbeddedData(data));
    match = await openOpponents(data, hasShared ? SHARED : undefined);
  }, 600_000);
  afterAll(async () => {
    await match?.close();
    folder.remove();
  });

  it('are those of the warehouse, whoever asks what and by which door', { timeout: 300_000 }, async () => {
    const tally = await playMatch(match.opponents, { asked: ASKED, seed: SEED });
    console.info(
      `${tally.asked} questions: ${tally.values} values, ${tally.holes} holes and ${tally.ranks} ranks agree (seed ${SEED})`,
    );
    expect(tally.values).toBeGreaterThan(50);
    expect(tally.holes).toBeGreaterThan(hasShared ? 20 : 0);
    const unknown = [...tally.unknown.values()].reduce((sum, times) => sum + times, 0);
    expect(unknown).toBeLessThan(tally.asked / 4);
  });

  /** Read in the published tables: file, row and column of each. */
  describe.skipIf(!hasShared)('as officially published', () => {
    it.each<readonly [string, number, TerritoryId, number, string, Reading]>([
      ['revenu_median', 2018, 'epci:200046977', 22_480, 'PUBLISHED', 'PUBLISHED'],
      ['revenu_median', 2018, 'epci:200000172', 25_420, 'PUBLISHED', 'PUBLISHED'],
      ['revenu_median', 2018, 'departement:01', 23_420, 'PUBLISHED', 'PUBLISHED'],
      ['revenu_median', 2018, 'departement:69', 22_990, 'PUBLISHED', 'PUBLISHED'],
      ['revenu_median', 2018, 'region:84', 22_480, 'PUBLISHED', 'CONSTANT'],
      ['revenu_median', 2018, 'region:02', 17_880, 'PUBLISHED', 'PUBLISHED'],
      ['revenu_median', 2018, 'france:METRO', 21_730, 'PUBLISHED', 'CONSTANT'],
      ['revenu_median', 2018, 'commune:01004', 20_420, 'PUBLISHED', 'PUBLISHED'],
      ['revenu_median', 2018, 'commune:69123', 23_890, 'PUBLISHED', 'CONSTANT'],
      ['revenu_median', 2018, 'commune:13055', 19_010, 'PUBLISHED', 'PUBLISHED'],
      ['decile_1', 2018, 'departement:69', 11_600, 'PUBLISHED', 'PUBLISHED'],
      ['menages_fiscaux', 2018, 'commune:69123', 227_513, 'PUBLISHED', 'PUBLISHED'],
      ['menages_fiscaux', 2018, 'departement:02', 221_370, 'PUBLISHED', 'PUBLISHED'],
      ['menages_fiscaux', 2018, 'departement:01', 258_018, 'PUBLISHED', 'PUBLISHED'],
      ['menages_fiscaux', 2018, 'departement:03', 157_528, 'PUBLISHED', 'CONSTANT'],
      ['menages_fiscaux', 2018, 'epci:200000172', 11_098, 'PUBLISHED', 'PUBLISHED'],
      ['population_municipale', 2022, 'commune:01001', 859, 'PUBLISHED', 'PUBLISHED'],
      ['population_totale', 2022, 'commune:01001', 875, 'PUBLISHED', 'PUBLISHED'],
      ['population_municipale', 2021, 'commune:69123', 522_250, 'PUBLISHED', 'PUBLISHED'],
      ['population_municipale', 2021, 'epci:200046977', 1_424_069, 'PUBLISHED', 'PUBLISHED'],
      ['population_totale', 2021, 'epci:200046977', 1_439_981, 'PUBLISHED', 'PUBLISHED'],
      ['population_municipale', 2021, 'epci:240100883', 81_249, 'PUBLISHED', 'PUBLISHED'],
      ['population_municipale', 2022, 'departement:01', 671_289, 'COMPUTED', 'PUBLISHED'],
      ['population_municipale', 2022, 'france:FR', 67_760_573, 'COMPUTED', 'CONSTANT'],
      ['population_rp', 2018, 'commune:01004', 14_204, 'PUBLISHED', 'PUBLISHED'],
      ['taux_chomage_rp', 2018, 'departement:01', 10.032187, 'COMPUTED', 'PUBLISHED'],
      ['taux_chomage_rp', 2018, 'france:FR', 13.427573, 'COMPUTED', 'PUBLISHED'],
    ])('%s of %i in %s is %d', async (indicator, year, territory, value, state, reading) => {
      const cell = await match.opponents.cube.explain(indicator, territory, year, reading);
      expect(cell.state).toBe(state);
      expect(cell.value).toBeCloseTo(value, 5);
      expect(cell.inputs.length).toBeGreaterThan(0);
    });

    it('misses nothing from a sum of which a commune has no establishment at all', async () => {
      const { cube } = match.opponents;
      const none = await cube.explain('part_etablissements_sociaux', 'commune:48077', 2018, 'CONSTANT');
      expect(none).toMatchObject({ state: 'NOT_APPLICABLE', parts: [{ value: 0 }, { value: 0 }] });
      const whole = await cube.explain('part_etablissements_sociaux', 'epci:200069185', 2018, 'CONSTANT');
      expect(whole).toMatchObject({
        state: 'COMPUTED',
        coverage: { population: 1 },
        parts: [{ value: 78 }, { value: 411 }],
      });
      expect(whole.coverage!.communes).toBe(whole.coverage!.communesTotal);
    });

    it.each<readonly [string, number, TerritoryId]>([
      ['revenu_median', 2018, 'france:FR'],
      ['revenu_median', 2022, 'epci:200046977'],
    ])(
      '%s of %i has no figure for %s: nobody published one, and none is made up',
      async (indicator, year, territory) => {
        const { cube } = match.opponents;
        const answer = cube.explain(indicator, territory, year, 'PUBLISHED').then(
          ({ state }) => state,
          (error) => error.code,
        );
        expect(['NOT_AGGREGABLE', 'YEAR_UNAVAILABLE']).toContain(await answer);
      },
    );
  });
});
