import { beforeAll, describe, expect, it } from 'vitest';
import { smallGeography } from './support/small-geography.ts';
import { type Bench, figures, fixture, fixtureText, openBench } from './support/table.ts';

const LYON = { municipale: 509_000, totale: 514_800, apart: 5_800 };
const geography = smallGeography();
let bench: Bench;
beforeAll(async () => {
  bench = await openBench(() => geography);
});

describe('a file of incomes by commune', () => {
  it('is recognised by its header, whatever its name, and dated by its columns', async () => {
    const path = bench.write('sans nom.txt', fixtureText('cc_filosofi_2021_COM.csv'));
    const { source, vintage, read, quarantined } = await bench.read(path);
    expect({ source: source.id, vintage, read, quarantined }).toEqual({
      source: 'insee_filosofi_communes',
      vintage: '2021',
      read: 6,
      quarantined: [],
    });
  });

  it('gives Lyon once though it holds its arrondissements too, and no figure to a secret', async () => {
    const delivery = await bench.read(fixture('cc_filosofi_2021_COM.csv'));
    expect(figures(delivery, 'revenu_median')).toEqual({
      '01004': 21_500,
      '01015': 24_120,
      '2A004': 22_010,
      '69123': 25_400,
      '97424': 'NOT_AVAILABLE',
    });
    expect(figures(delivery, 'taux_pauvrete')).toMatchObject({ '01004': 17, '01015': 'SECRET' });
    expect(delivery.markers).toEqual({ s: 7, nd: 8 });
  });

  it('keeps the line of each figure', async () => {
    const { tables } = await bench.read(fixture('cc_filosofi_2021_COM.csv'));
    expect(tables.observation?.find(({ code }) => code === '2A004')).toMatchObject({
      line: 4,
      year: 2021,
      level: 'commune',
    });
  });

  it('may have only the median, and be of a year that no one has seen', async () => {
    const delivery = await bench.read(bench.write('revenus.csv', 'CODGEO;MED24;TP6024\n01004;23000;16,5\n'));
    expect(delivery.vintage).toBe('2024');
    expect(figures(delivery, 'taux_pauvrete')).toEqual({ '01004': 16.5 });
  });
});

describe('files of legal populations', () => {
  it('are dated by their name, in the geography that their name tells', async () => {
    const delivery = await bench.read(fixture('donnees_communes_pop2019_geo2021.csv'));
    expect(delivery.vintage).toBe('2019');
    expect(delivery.geography).toMatchObject({ declared: 2021, used: 2021 });
  });

  it('sum the arrondissements of Lyon into the commune that they lack', async () => {
    const delivery = await bench.read(fixture('donnees_communes_pop2019_geo2021.csv'));
    expect(figures(delivery, 'population_municipale')).toEqual({
      '01004': 14_000,
      '97424': 5_500,
      '69123': LYON.municipale,
    });
    expect(figures(delivery, 'population_totale')['69123']).toBe(LYON.totale);
    expect(figures(delivery, 'population_comptee_a_part')['69123']).toBe(LYON.apart);
    expect(delivery.tables.observation?.filter(({ code }) => code === '69123').map(({ line }) => line)).toEqual([
      0, 0, 0,
    ]);
  });

  it('do not sum arrondissements when one is missing', async () => {
    const text = fixtureText('donnees_communes_pop2019_geo2021.csv').replace(/^84;69;69385.*\n/m, '');
    const delivery = await bench.read(bench.write('pop2019_geo2021.csv', text));
    expect(figures(delivery, 'population_municipale')).not.toHaveProperty('69123');
    expect(delivery.quarantined).toHaveLength(8);
    expect(delivery.quarantined[0]?.reason).toContain('le fichier ne donne pas 69385');
  });

  it('keep the commune when they give both', async () => {
    const text = `${fixtureText('donnees_communes_pop2019_geo2021.csv')}84;69;69123;509999;1;510000\n`;
    const delivery = await bench.read(bench.write('pop2019_geo2021.csv', text));
    expect(figures(delivery, 'population_municipale')['69123']).toBe(509_999);
  });

  it('may build the code from two columns while the column COM is a name', async () => {
    const delivery = await bench.read(fixture('donnees_communes_pop2020.csv'));
    expect(figures(delivery, 'population_municipale')).toEqual({
      '01004': 14_100,
      '01039': 450,
      '27058': 1_800,
      '97424': 5_450,
    });
  });

  it('may name a commune by its code of another year when its ground is the same, which is reported', async () => {
    const { repairs, geography } = await bench.read(fixture('donnees_communes_pop2020.csv'));
    expect(geography).toMatchObject({ declared: 2022 });
    expect(repairs).toEqual([
      { line: 4, from: '27676', to: '27058', reason: 'code du même territoire à un autre millésime' },
    ]);
  });

  it('may have region and commune names beside the code', async () => {
    const delivery = await bench.read(fixture('donnees_communes_pop2022_geo2024.csv'));
    expect(figures(delivery, 'population_totale')).toEqual({ '01004': 14_610, '2A004': 73_900 });
  });

  it('may have the long names of former editions', async () => {
    const header =
      'Code région;Nom de la région;Code département;Code arrondissement;Code canton;Code commune;Nom de la commune';
    const text = `${header};Population municipale;Population comptée à part;Population totale\n84;ARA;01;1;01;004;Ambérieu;14000;300;14300\n`;
    const delivery = await bench.read(bench.write('pop2016.csv', text));
    expect(figures(delivery, 'population_municipale')).toEqual({ '01004': 14_000 });
  });

  it('take the year from the person when their name does not tell', async () => {
    const path = bench.write('donnees_communes.csv', fixtureText('donnees_communes_pop2022_geo2024.csv'));
    expect((await bench.read(path, { vintage: '2022' })).vintage).toBe('2022');
  });
});

describe('a file of published medians', () => {
  it('with a byte order mark, CRLF, decimal commas and columns without a name is read at its level', async () => {
    const delivery = await bench.read(fixture('FILO2021_DISP_EPCI.csv'));
    expect(delivery.source.id).toBe('insee_filosofi_disp_epci');
    expect(figures(delivery, 'revenu_median')).toEqual({ '200046977': 24_100 });
    expect(figures(delivery, 'rapport_interdecile')).toEqual({ '200046977': 3.9 });
    expect(figures(delivery, 'menages_fiscaux')).toEqual({ '200046977': 580_000 });
    expect(figures(delivery, 'personnes_menages_fiscaux')).toEqual({ '200046977': 1_360_000 });
  });

  it('is told by its codes from the files of other levels that share its header', async () => {
    const [header = '', row = ''] = fixtureText('FILO2021_DISP_EPCI.csv').split('\r\n');
    const of = (...codes: string[]) =>
      bench.read(
        bench.write('disp.csv', [header, ...codes.map((code) => row.replace('200046977', code))].join('\r\n')),
      );
    expect((await of('84', '04')).source.id).toBe('insee_filosofi_disp_regions');
    expect((await of('01', '69', '84')).source.id).toBe('insee_filosofi_disp_departements');
    expect((await of('01004', '2A004')).source.id).toBe('insee_filosofi_disp_communes');
    expect((await of('1')).tables.observation?.map(({ level, code }) => `${level} ${code}`)).toContain('france METRO');
    await expect(of('9')).rejects.toMatchObject({ code: 'FILE_UNRECOGNISED' });
  });
});

describe('the geography of a file', () => {
  const pad = '01004;1\n01015;1\n13055;1\n2A004;1\n69123;1\n97424;1\n';
  const MEDIANS = 'CODGEO;MED20;TP6020\n';
  const of = (text: string) => bench.read(bench.write('cc.csv', `${MEDIANS}${text.replaceAll(/;1$/gm, ';1;1')}`));

  it('is the one that its codes fit, and says so when another was expected', async () => {
    const { geography, repairs, quarantined } = await of(`${pad}01138;1\n27676;1\n`);
    expect({ geography, repairs, quarantined }).toMatchObject({
      geography: { declared: 2022, used: 2023, best: 2023, known: 8, codes: 8 },
      repairs: [],
      quarantined: [],
    });
  });

  it('stays the expected one when the file is partial', async () => {
    expect((await of('01004;1\n01138;1\n')).geography).toMatchObject({ declared: 2022, used: 2022, best: 2022 });
  });

  it('says which overseas collectivities are left out of the figures for France', async () => {
    const text = 'CODGEO;MED21\r\n69123;24100\r\n97801;ns\r\n98818;21000\r\n';
    const delivery = await bench.read(bench.write('cc_filosofi_2021_COM.csv', text));
    expect(delivery.notes).toEqual([
      'Laissées de côté, 2 collectivités d’outre-mer, hors des chiffres de la France : 97801, 98818.',
    ]);
    expect(delivery.quarantined).toEqual([]);
  });
});
