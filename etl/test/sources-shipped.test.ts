import { readCatalogue } from '@boussole/warehouse';
import { beforeAll, describe, expect, it } from 'vitest';
import { hideSmallCounts } from '../src/hide-small-counts.ts';
import { smallGeography } from './support/small-geography.ts';
import { type Bench, figures, fixture, openBench } from './support/table.ts';

const geography = smallGeography();
let bench: Bench;
beforeAll(async () => {
  bench = await openBench(() => geography);
});

/** The figures of one year of a delivery, by level and code. */
async function read(file: string, measure: string, year: number) {
  const delivery = await bench.read(fixture(file));
  const rows = (delivery.tables.observation ?? []).filter((row) => row.measure === measure && row.year === year);
  const cells = Object.fromEntries(rows.map(({ level, code, value, state }) => [`${level} ${code}`, value ?? state]));
  return { delivery, cells };
}

describe('job seekers (France Travail)', () => {
  it('are the mean of twelve months, of communes and départements', async () => {
    const { delivery, cells } = await read('emploi_demandeur.csv', 'demandeurs_emploi', 2022);
    expect([delivery.source.id, delivery.vintage]).toEqual(['france_travail_communes', '2022-2023']);
    expect(cells).toEqual({
      'commune 01004': 1_055,
      'commune 69123': 50_000,
      'commune 2A004': 2_000,
      'commune 01015': 'NOT_AVAILABLE',
      'departement 01': 40_660,
    });
  });

  it('have no figure in a year that lacks a month, and rows that contradict one another are set aside', async () => {
    const { delivery, cells } = await read('emploi_demandeur.csv', 'demandeurs_emploi', 2023);
    expect(cells).toMatchObject({ 'commune 2A004': 'NOT_AVAILABLE', 'commune 01015': 'NOT_AVAILABLE' });
    expect(delivery.quarantined.map(({ code }) => code)).toEqual(['01015', '01015', '01015', '01015']);
    expect(figures(delivery, 'demandeurs_emploi')).toMatchObject({ '69123': 48_000 });
  });
});

describe('the census (INSEE)', () => {
  it('gives ages and sexes of three vintages in one file, Lyon once', async () => {
    const file = 'base-cc-evol-struct-pop-2021.CSV';
    const { delivery, cells } = await read(file, 'population_rp', 2021);
    expect([delivery.source.id, delivery.vintage]).toEqual(['insee_rp_evol_struct_pop', '2021']);
    expect(cells).toEqual({ 'commune 01004': 1_020, 'commune 69123': 4_080, 'commune 97424': 306 });
    expect((await read(file, 'population_rp', 2015)).cells).toMatchObject({ 'commune 01004': 918 });
    expect((await read(file, 'femmes_75_89', 2021)).cells).toMatchObject({ 'commune 01004': 50 });
    expect((await read(file, 'hommes_65_plus', 2021)).cells).toMatchObject({ 'commune 01004': 80 });
    expect((await read(file, 'arrives_3', 2021)).cells).toMatchObject({ 'commune 01004': 40 });
  });

  it.each([
    ['base-cc-coupl-fam-men-2021.CSV', 'insee_rp_coupl_fam_men', 'familles_monoparentales', 60, 48],
    ['base-cc-coupl-fam-men-2021.CSV', 'insee_rp_coupl_fam_men', 'seuls_80_plus', 30, 24],
    ['base-cc-emploi-pop-active-2021.CSV', 'insee_rp_emploi_pop_active', 'chomeurs_15_64', 60, 48],
    ['base-cc-emploi-pop-active-2021.CSV', 'insee_rp_emploi_pop_active', 'actifs_cs6', 130, 104],
    ['base-cc-logement-2021.CSV', 'insee_rp_logement', 'rp_hlm', 80, 64],
    ['base-cc-logement-2021.CSV', 'insee_rp_logement', 'rp_suroccupees', 20, 16],
    ['base-cc-diplomes-formation-2021.CSV', 'insee_rp_diplomes_formation', 'diplome_sans_diplome', 160, 128],
  ])('%s is of %s and gives %s', async (file, source, measure, latest, before) => {
    const { delivery, cells } = await read(file, measure, 2021);
    expect([delivery.source.id, delivery.quarantined]).toEqual([source, []]);
    expect(cells['commune 01004']).toBe(latest);
    expect((await read(file, measure, 2015)).cells['commune 01004']).toBe(before);
  });
});

describe('births and deaths (INSEE)', () => {
  it.each([
    ['base_naissances_2023.csv', 'insee_naissances', 'naissances', 6_800],
    ['base_deces_2023.csv', 'insee_deces', 'deces', 4_000],
  ])('%s has a column a year', async (file, source, measure, latest) => {
    const { delivery, cells } = await read(file, measure, 2023);
    expect([delivery.source.id, delivery.vintage, cells['commune 69123']]).toEqual([source, '2023', latest]);
    expect(new Set(delivery.tables.observation?.map(({ year }) => year))).toEqual(new Set([2021, 2022, 2023]));
  });
});

describe('the base of the comparateur (INSEE)', () => {
  it('is of several years, and a blank is a secret only among incomes', async () => {
    const file = 'base_cc_comparateur.csv';
    const { delivery, cells } = await read(file, 'population_rp', 2018);
    expect(delivery.source.id).toBe('insee_comparateur');
    expect(cells).toEqual({
      'commune 01004': 14_000,
      'commune 01015': 600,
      'commune 97424': 'NOT_AVAILABLE',
      'commune 69123': 14_000,
    });
    expect((await read(file, 'population_rp', 2013)).cells['commune 01004']).toBe(14_100);
    expect((await read(file, 'superficie', 2020)).cells['commune 01004']).toBe(24.6);
    expect((await read(file, 'naissances', 2020)).cells['commune 97424']).toBe(160);
    expect((await read(file, 'taux_pauvrete', 2019)).cells).toMatchObject({
      'commune 01004': 18,
      'commune 01015': 'SECRET',
    });
  });
});

describe('social housing (SDES)', () => {
  it('adds the arrondissements of Lyon, and hides what small communes hide', async () => {
    const file = 'export_parc_logements_sociaux_jan_2024.csv';
    const { delivery, cells } = await read(file, 'logements_sociaux', 2024);
    expect(delivery.source.id).toBe('rpls_communes');
    expect(cells).toEqual({ 'commune 01004': 1_000, 'commune 01015': 6, 'commune 69123': 4_635 });
    expect((await read(file, 'ls_vacants', 2024)).cells).toMatchObject({
      'commune 01015': 'SECRET',
      'commune 69123': 90,
    });
  });
});

describe('recipients of benefits (CNAF)', () => {
  it('are added from IRIS when nine in ten have a figure', async () => {
    const { delivery, cells } = await read('data_CAF_2018_IRIS.csv', 'foyers_allocataires', 2018);
    expect(delivery.source.id).toBe('cnaf_iris');
    expect(cells).toEqual({ 'commune 01004': 1_200, 'commune 2A004': 'SECRET' });
    expect((await read('data_CAF_2018_IRIS.csv', 'allocataires_etudiants', 2018)).cells['commune 01004']).toBe(
      'SECRET',
    );
  });

  it('are given by commune and year, residents abroad left out, blanks hidden', async () => {
    const { delivery, cells } = await read('caf_communes_2022.csv', 'foyers_rsa', 2022);
    expect([delivery.source.id, delivery.vintage, delivery.quarantined]).toEqual(['caf_communes', '2021-2022', []]);
    expect(cells).toEqual({ 'commune 01004': 380, 'commune 01015': 'SECRET' });
    expect((await read('caf_communes_2022.csv', 'montant_prestations', 2021)).cells).toEqual({
      'commune 01004': 1_600_000,
    });
  });
});

describe('recipients of benefits (CNAF), as the API of the site gives them', () => {
  it('are read under their technical names, those of no commune left out', async () => {
    const { delivery, cells } = await read('caf_communes_api.csv', 'foyers_rsa', 2024);
    expect([delivery.source.id, delivery.vintage, delivery.quarantined]).toEqual(['caf_communes', '2023-2024', []]);
    expect(cells).toEqual({ 'commune 01004': 380 });
  });
});

describe('incomes of all levels (INSEE)', () => {
  it('are read by level, blanks hidden, levels that are not ours left out', async () => {
    const { delivery, cells } = await read('DS_FILOSOFI_CC_2020_data.csv', 'revenu_median', 2020);
    expect([delivery.source.id, delivery.vintage, delivery.quarantined]).toEqual(['insee_filosofi', '2020', []]);
    expect(cells).toEqual({
      'commune 01004': 20_480,
      'commune 01015': 'SECRET',
      'departement 01': 23_710,
      'epci 200046977': 23_100,
      'france METRO': 23_160,
      'region 84': 23_900,
    });
    expect((await read('DS_FILOSOFI_CC_2020_data.csv', 'taux_pauvrete', 2020)).cells).toMatchObject({
      'epci 200046977': 11.2,
    });
  });
});

describe('facilities (INSEE)', () => {
  it('are added over IRIS and types, and a commune that the list does not name has none', async () => {
    const { delivery, cells } = await read('bpe21_ensemble.csv', 'generalistes', 2021);
    expect([delivery.source.id, delivery.quarantined]).toEqual(['insee_bpe_ensemble', []]);
    expect(cells).toMatchObject({ 'commune 01004': 9, 'commune 69123': 21, 'commune 01015': 0, 'commune 01138': 0 });
    expect(cells).not.toHaveProperty('commune 13055');
    expect((await read('bpe21_ensemble.csv', 'supermarches', 2021)).cells).toMatchObject({
      'commune 01004': 3,
      'commune 69123': 0,
    });
    expect(delivery.tables.derived?.find(({ code }) => code === '01138')).toMatchObject({ rule: 'ABSENT' });
  });

  it('are disseminated for every level, of which communes are read', async () => {
    const { delivery, cells } = await read('DS_BPE_2024_data.csv', 'generalistes', 2024);
    expect([delivery.source.id, delivery.quarantined]).toEqual(['insee_bpe', []]);
    expect(cells).toMatchObject({ 'commune 01004': 8, 'commune 69123': 600, 'commune 01015': 0 });
    expect((await read('DS_BPE_2024_data.csv', 'ecoles_elementaires', 2024)).cells['commune 01004']).toBe(5);
  });
});

describe('the activity of CCAS', () => {
  it('is read from the table that each of them fills in, small counts hidden, and amounts with them', async () => {
    const file = 'activite_ccas_2022.csv';
    const { delivery, cells } = await read(file, 'ccas_menages_aides', 2022);
    expect([delivery.source.id, delivery.quarantined]).toEqual(['ccas_activite', []]);
    expect(cells).toEqual({ 'commune 01004': 320, 'commune 01015': 7, 'commune 69123': 9_400 });
    const catalogue = await readCatalogue('/nowhere');
    const stored = hideSmallCounts(delivery.tables.observation!, delivery.source, catalogue);
    const told = (measure: string) =>
      Object.fromEntries(
        [...stored].filter((row) => row.measure === measure).map(({ code, value, state }) => [code, value ?? state]),
      );
    expect(told('ccas_menages_aides')).toEqual({ '01004': 320, '01015': 'SECRET', '69123': 9_400 });
    expect(told('ccas_montant_aides')).toEqual({ '01004': 48_600.5, '01015': 'SECRET', '69123': 1_944_000 });
    expect(told('ccas_aides')).toMatchObject({ '01015': 12 });
    expect((await read(file, 'ccas_domicilies', 2022)).cells).toMatchObject({ 'commune 01015': 0 });
    expect((await read(file, 'ccas_repas', 2022)).cells).toMatchObject({ 'commune 01015': 'NOT_AVAILABLE' });
    expect((await read(file, 'ccas_demandes', 2022)).cells).toMatchObject({ 'commune 01015': 'SECRET' });
  });
});
