import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { CogPackagesSource } from '@boussole/schema';
import { buildGeography, type Geography, type GeographyRows } from '@boussole/warehouse';
import { beforeAll, describe, expect, it } from 'vitest';
import { draftSource } from '../src/draft/draft.ts';
import { writeDraft } from '../src/draft/write-draft.ts';
import { type Delivery, parseSource } from '../src/index.ts';
import { readCogPackages } from '../src/read/cog-packages.ts';
import { type Bench, figures, openBench, refusal } from './support/table.ts';

const SHARED = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const absent = !existsSync(SHARED);
if (absent) console.info(`${SHARED} is absent: what needs the official files is skipped`);

const PARIS_LYON_MARSEILLE = ['75056', '69123', '13055'];
/** Vintages that official files do not give, read in the packages that the project installs. */
const PACKAGES = ['cog-2019', 'cog-2021'];

describe.skipIf(absent)('real files', () => {
  let bench: Bench;
  let geography: Geography;
  const known = new Map<string, Promise<Delivery>>();
  const read = (path: string): Promise<Delivery> => {
    if (!known.has(path)) known.set(path, bench.read(`${SHARED}${path}`));
    return known.get(path)!;
  };

  beforeAll(async () => {
    bench = await openBench(() => geography);
    geography = await realGeography(bench, read);
  });

  describe.each([
    ['cc_filosofi_2020_COM.csv', 2020, 2022, 34_929, { s: 218_731, nd: 90 }, [28_790, 24_570, 19_940]],
    ['cc_filosofi_2021_COM.csv', 2021, 2024, 34_909, { s: 218_569, nd: 120 }, [29_730, 25_430, 20_600]],
  ] as const)('%s', (file, year, cog, rows, markers, medians) => {
    let delivery: Delivery;
    beforeAll(async () => {
      delivery = await read(`insee-filosofi/${file}`);
    });

    it('is read whole, in the vintage that has all its codes', () => {
      const { vintage, quarantined, repairs } = delivery;
      expect({ vintage, read: delivery.read, quarantined, repairs }).toEqual({
        vintage: String(year),
        read: rows,
        quarantined: [],
        repairs: [],
      });
      expect(delivery.geography).toMatchObject({ declared: cog, used: cog, known: rows - 45, codes: rows - 45 });
    });

    it('says how many cells are secret', () => {
      expect(delivery.markers).toEqual(markers);
    });

    it('has Paris, Lyon and Marseille once, and none of their 45 arrondissements', () => {
      const median = figures(delivery, 'revenu_median');
      expect(PARIS_LYON_MARSEILLE.map((code) => median[code])).toEqual(medians);
      expect(Object.keys(median)).toHaveLength(rows - 45);
    });
  });

  it.each([
    [
      'donnees_communes_pop2019_geo2021.csv',
      2019,
      2021,
      34_990,
      34_948,
      [2_165_423, 522_969, 870_731],
      [16_751, 6_601, 6_364],
    ],
    ['donnees_communes_pop2020.csv', 2020, 2022, 34_981, 34_938, [2_145_906, 522_228, 870_321], [16_692, 6_405, 6_281]],
    [
      'donnees_communes_pop2021_geo2023.csv',
      2021,
      2023,
      34_970,
      34_928,
      [2_133_111, 522_250, 873_076],
      [16_105, 6_300, 6_162],
    ],
    [
      'donnees_communes_pop2022_geo2024.csv',
      2022,
      2024,
      34_960,
      34_918,
      [2_113_705, 520_774, 877_215],
      [15_552, 6_138, 6_251],
    ],
  ] as const)(
    '%s gives the official populations of Paris, Lyon and Marseille',
    async (file, year, cog, rows, communes, municipal, apart) => {
      const delivery = await read(`insee-populations/${file}`);
      expect([delivery.vintage, delivery.read, delivery.quarantined]).toEqual([String(year), rows, []]);
      expect(delivery.geography).toMatchObject({ declared: cog, used: cog, best: cog });
      const populations = figures(delivery, 'population_municipale');
      expect(Object.keys(populations)).toHaveLength(communes);
      expect(PARIS_LYON_MARSEILLE.map((code) => populations[code])).toEqual(municipal);
      expect(PARIS_LYON_MARSEILLE.map((code) => figures(delivery, 'population_comptee_a_part')[code])).toEqual(apart);
    },
  );

  it('Les Trois Lacs, which the populations of 2020 give under the code of two years, is counted once under that of 2022', async () => {
    const { repairs } = await read('insee-populations/donnees_communes_pop2020.csv');
    expect(repairs).toMatchObject([{ line: 34_982, from: '27676', to: '27058' }]);
  });

  it.each([
    ['FILO2015_DISP_COM.csv', 'insee_filosofi_disp_communes', '2015', 32_252, '75056', 26_430.9],
    ['FILO2018_DISP_COM.csv', 'insee_filosofi_disp_communes', '2018', 31_330, '75056', 28_270],
    ['FILO2015_DISP_DEP.csv', 'insee_filosofi_disp_departements', '2015', 98, '01', 22_020.5],
    ['FILO2018_DISP_DEP.csv', 'insee_filosofi_disp_departements', '2018', 98, '01', 23_420],
    ['FILO2018_DISP_EPCI.csv', 'insee_filosofi_disp_epci', '2018', 1_244, '200000172', 25_420],
    ['FILO2018_DISP_REG.csv', 'insee_filosofi_disp_regions', '2018', 15, '02', 17_880],
    ['FILO2018_DISP_METROPOLE.csv', 'insee_filosofi_disp_metropole', '2018', 1, 'METRO', 21_730],
  ])('%s gives the medians published at its level', async (file, source, vintage, rows, code, median) => {
    const delivery = await read(`insee-filosofi/${file}`);
    expect([delivery.source.id, delivery.vintage, delivery.read]).toEqual([source, vintage, rows]);
    expect(delivery.quarantined).toEqual([]);
    expect(figures(delivery, 'revenu_median')[code]).toBe(median);
  });

  it.each([
    ['FILO2017_DISP_EPCI.csv', 2018, 1_249, '200000172', 24_750],
    ['FILO2015_DISP_EPCI.csv', 2016, 2_048, '200000164', 23_836.7],
  ])('%s is read without the perimeters of its year', async (file, cog, rows, code, median) => {
    const { tables, quarantined, notes, ...delivery } = await read(`insee-filosofi/${file}`);
    expect([delivery.read, quarantined]).toEqual([rows, []]);
    expect(notes?.at(-1)).toContain(`Les périmètres des EPCI au 1er janvier ${cog} ne sont pas chargés`);
    expect(figures({ ...delivery, tables, quarantined }, 'revenu_median')[code]).toBe(median);
    expect(tables.epci).toHaveLength(rows);
  });

  it.each([['contours/epci_2025.geojson']])('%s is of no source that the project describes', async (path) => {
    expect(await refusal(read(path))).toMatchObject({ code: 'FILE_UNRECOGNISED' });
  });

  it.each([
    ['france-travail/emploi_demandeur.csv', 'france_travail_communes', '2020-2024', 147_420, 1_246],
    ['rpls/export_parc_logements_sociaux_jan_2024.csv', 'rpls_communes', '2024', 16_859, 0],
    ['insee-comparateur/base_cc_comparateur.csv', 'insee_comparateur', '2020', 35_010, 0],
    ['cnaf-iris/data_CAF_2018_IRIS.csv', 'cnaf_iris', '2018', 13_349, 0],
    ['cnaf-iris/data_CAF_2019_IRIS.csv', 'cnaf_iris', '2019', 13_424, 0],
  ])('%s is read whole', async (path, source, vintage, rows, aside) => {
    const delivery = await read(path);
    expect([delivery.source.id, delivery.vintage, delivery.read, delivery.quarantined.length]).toEqual([
      source,
      vintage,
      rows,
      aside,
    ]);
  });

  it.each([
    ['france-travail/emploi_demandeur.csv', 'demandeurs_emploi', 2023, '69123', 50_044.166666666664],
    ['france-travail/emploi_demandeur.csv', 'demandeurs_emploi', 2023, '11', 40_373.333333333336],
    ['france-travail/emploi_demandeur.csv', 'demandeurs_emploi', 2023, '54395', undefined],
    ['rpls/export_parc_logements_sociaux_jan_2024.csv', 'logements_sociaux', 2024, '69123', 54_753],
    ['rpls/export_parc_logements_sociaux_jan_2024.csv', 'logements_sociaux', 2024, '75056', 245_752],
    ['rpls/export_parc_logements_sociaux_jan_2024.csv', 'ls_vacants', 2024, '69123', 778],
    ['rpls/export_parc_logements_sociaux_jan_2024.csv', 'ls_vacants', 2024, '97616', 'SECRET'],
    ['insee-comparateur/base_cc_comparateur.csv', 'population_rp', 2018, '69123', 518_635],
    ['insee-comparateur/base_cc_comparateur.csv', 'population_rp', 2013, '69123', 500_715],
    ['insee-comparateur/base_cc_comparateur.csv', 'naissances', 2020, '97601', 162],
    ['insee-comparateur/base_cc_comparateur.csv', 'population_rp', 2018, '97601', 'NOT_AVAILABLE'],
    ['insee-comparateur/base_cc_comparateur.csv', 'revenu_median', 2019, '69123', 24_150],
    ['insee-comparateur/base_cc_comparateur.csv', 'revenu_median', 2019, '97105', 'NOT_AVAILABLE'],
    ['insee-comparateur/base_cc_comparateur.csv', 'menages_fiscaux', 2019, '97601', 'NOT_AVAILABLE'],
    ['insee-comparateur/base_cc_comparateur.csv', 'taux_pauvrete', 2019, '01001', 'SECRET'],
    ['cnaf-iris/data_CAF_2018_IRIS.csv', 'foyers_allocataires', 2018, '01004', 3_085],
    ['cnaf-iris/data_CAF_2019_IRIS.csv', 'foyers_allocataires', 2019, '69123', 147_009],
    ['cnaf-iris/data_CAF_2019_IRIS.csv', 'foyers_rsa', 2019, '69123', 13_263],
    ['cnaf-iris/data_CAF_2018_IRIS.csv', 'foyers_aah', 2018, '69123', 'SECRET'],
  ])('%s gives %s in %i for %s', async (path, measure, year, code, figure) => {
    const { tables } = await read(path);
    const row = tables.observation?.find(
      (each) => each.measure === measure && each.year === year && each.code === code,
    );
    expect(row?.value ?? row?.state).toBe(figure);
  });

  it('job seekers have régions beside départements of the same code', async () => {
    const { tables } = await read('france-travail/emploi_demandeur.csv');
    const of2024 = tables.observation!.filter(({ year, code }) => year === 2024 && code === '11');
    expect(of2024.map(({ level, value }) => [level, Math.round(value!)]).sort()).toEqual([
      ['departement', 40_513],
      ['region', 1_098_223],
    ]);
  });

  it('IRIS added up into Lyon say how many of them have a figure', async () => {
    const { tables } = await read('cnaf-iris/data_CAF_2019_IRIS.csv');
    const row = tables.derived?.find(({ code, measure }) => code === '69123' && measure === 'foyers_allocataires');
    expect(row).toMatchObject({ rule: 'PARTS', parts: 172, partsTotal: 185 });
  });

  it.each([
    [2023, 34_941, 1_255],
    [2025, 34_871, 1_255],
  ])('EPCI of %i: communes sum to the total that the DGCL publishes', async (year, members, epci) => {
    const { vintage, tables } = await read(`dgcl-epci/epcicom_${year}.xlsx`);
    expect([vintage, tables.membership?.length, tables.epci?.length]).toEqual([String(year), members, epci]);
    const owner = new Map(tables.membership?.map((row) => [row.commune, row.epci]));
    for (const measure of ['population_municipale', 'population_totale']) {
      const sums = new Map<string, number>();
      const published = new Map<string, number>();
      for (const { level, code, value, measure: of } of tables.observation ?? []) {
        if (of !== measure) continue;
        if (level === 'epci') published.set(code, value!);
        else sums.set(owner.get(code)!, (sums.get(owner.get(code)!) ?? 0) + value!);
      }
      expect([...sums].filter(([code, sum]) => published.get(code) !== sum)).toEqual([]);
    }
  });

  it('lists of communes and movements are read whole', async () => {
    const lists = await Promise.all([2022, 2026].map((year) => read(`insee-cog/v_commune_${year}.csv`)));
    expect(
      lists.map(({ vintage, tables }) => [vintage, tables.commune?.filter(({ type }) => type === 'COM').length]),
    ).toEqual([
      ['2022', 34_955],
      ['2026', 34_875],
    ]);
    const movements = await Promise.all([2025, 2026].map((year) => read(`insee-cog/mvtcommune_${year}.csv`)));
    expect(movements.map(({ vintage, read }) => [vintage, read])).toEqual([
      ['2025', 13_534],
      ['2026', 13_734],
    ]);
  });

  it.each([
    ['rpls/export_parc_logements_sociaux_jan_2024.csv', 'sum', { nb_ls: {} }],
    ['insee-comparateur/base_cc_comparateur.csv', 'ignore', { P18_POP: {}, P18_RP_PROP: {} }],
  ])('%s has a draft that is a descriptor', async (file, arrondissements, columns) => {
    const path = `${SHARED}${file}`;
    const draft = await draftSource(path, await readFile(path), geography, new Date('2026-05-04'));
    const source = parseSource(file, writeDraft(draft, 'source.schema.json'));
    expect(source).toMatchObject({ geography: { level: 'commune', arrondissements }, columns });
    expect(draft.warnings).toEqual([]);
  });
});

/** The lists of communes and the movements that INSEE publishes, and the vintages that only packages have. */
async function realGeography({ sources }: Bench, read: (path: string) => Promise<Delivery>): Promise<Geography> {
  const embedded = sources.find((source): source is CogPackagesSource => source.reader === 'cog-packages')!;
  const packages = embedded.packages.filter((entry) => PACKAGES.includes(entry.package));
  const deliveries = [await read('insee-cog/mvtcommune_2026.csv')];
  for await (const delivery of readCogPackages({ ...embedded, packages })) deliveries.push(delivery);
  for (const year of [2022, 2023, 2024, 2025, 2026]) deliveries.push(await read(`insee-cog/v_commune_${year}.csv`));
  const all = <T extends keyof GeographyRows>(table: T) =>
    deliveries.flatMap(({ tables }) => [...(tables[table] ?? [])]);
  return buildGeography({
    commune: all('commune'),
    departement: all('departement'),
    region: all('region'),
    epci: all('epci'),
    membership: all('membership'),
    movement: all('movement'),
    postal: all('postal'),
  } as GeographyRows);
}
