import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSources } from '../src/index.ts';
import { checkQuarantine } from '../src/quarantine.ts';
import { smallGeography } from './support/small-geography.ts';
import { type Bench, figures, openBench, refusal } from './support/table.ts';

const geography = smallGeography();
let bench: Bench;
beforeAll(async () => {
  bench = await openBench(() => geography);
});

const read = (name: string, text: string) => bench.read(bench.write(name, text));

describe('incomes of an edition with decimal points and blanks (Filosofi)', () => {
  const header = 'CODGEO;NBMENFISC19;NBPERSMENFISC19;MED19;PIMP19;TP6019';
  const text = `${header}\n01004;5895;14023;21130.4761904762;46;18.5\n01015;150;340;22000;;\n69123;;;;;\n`;

  it('are read with the point, a blank is a secret, and it is said', async () => {
    const delivery = await read('cc_filosofi_2019_COM.csv', text);
    expect([delivery.source.id, delivery.vintage, delivery.quarantined]).toEqual([
      'insee_filosofi_communes',
      '2019',
      [],
    ]);
    expect(figures(delivery, 'revenu_median')).toEqual({
      '01004': 21130.4761904762,
      '01015': 22_000,
      '69123': 'SECRET',
    });
    expect(figures(delivery, 'taux_pauvrete')).toEqual({ '01004': 18.5, '01015': 'SECRET', '69123': 'SECRET' });
    expect(delivery.markers).toEqual({ '': 7 });
    expect(delivery.notes).toContainEqual(
      expect.stringContaining('Décimales : ce fichier les écrit toutes avec un point'),
    );
  });

  it('are not read with two marks in one file: the rows of the other are set aside', async () => {
    const delivery = await read('cc_filosofi_2019_COM.csv', text.replace('46;18.5', '46,5;18.5'));
    expect(delivery.quarantined.map(({ line, value }) => [line, value])).toEqual([[2, '21130.4761904762']]);
    expect(figures(delivery, 'revenu_median')).not.toHaveProperty('01004');
  });

  it('are not guessed where the point may part thousands, and the lines to write are said', async () => {
    const delivery = await read('cc_filosofi_2019_COM.csv', `${header}\n01004;5.895;14.023;21.130;46;18\n`);
    expect(delivery.quarantined.map(({ column, value }) => [column, value])).toEqual([['NBMENFISC19', '5.895']]);
    expect(await refusal(Promise.resolve().then(() => checkQuarantine(delivery)))).toMatchObject({
      code: 'QUARANTINE_TOO_LARGE',
      message: expect.stringMatching(
        /ligne 2, colonne « NBMENFISC19 ».*sources\/insee_filosofi_communes\.yaml.*« extends: insee_filosofi_communes », puis « decimalMark: "\." » ou « thousands: \["\."\] »/,
      ),
    });
  });
});

describe('variants of a header', () => {
  it.each([
    ['four digits of the year', 'CODGEO;LIBGEO;MED2019;TP602019;NBMENFISC2019'],
    ['two digits', 'CODGEO;LIBGEO;MED19;TP6019;NBMENFISC19'],
    ['small letters', 'codgeo;libgeo;med19;tp6019;nbmenfisc19'],
  ])('are read with %s', async (_, header) => {
    const delivery = await read('revenus.csv', `${header}\n01004;Ambérieu;21130;18,5;5895\n`);
    expect([delivery.source.id, delivery.vintage]).toEqual(['insee_filosofi_communes', '2019']);
    expect(figures(delivery, 'revenu_median')).toEqual({ '01004': 21_130 });
    expect(figures(delivery, 'menages_fiscaux')).toEqual({ '01004': 5_895 });
  });

  it('do not hide a column given twice', async () => {
    expect(await refusal(read('revenus.csv', 'CODGEO;MED19;MED2019\n01004;1;2\n'))).toMatchObject({
      code: 'FILE_UNRECOGNISED',
    });
  });

  it('are told apart from the source that lacks fewest columns, where several share as many', async () => {
    expect(await refusal(read('revenus.csv', 'CODGEO;MED21;NUM\n01004;1;7\n'))).toMatchObject({
      code: 'FILE_UNRECOGNISED',
      message: expect.stringContaining('La source la plus proche est insee_filosofi_communes : inconnue « NUM »'),
    });
  });

  it('may have another separator than the source', async () => {
    const header = 'codgeo;libgeo;nb_ls;nb_loues;nb_vacants;nb_vides;densite;tx_vac';
    const delivery = await read('rpls_2025.csv', `${header}\n01004;Ambérieu;1520;1400;12;8;20,5;0,8\n`);
    expect([delivery.source.id, delivery.vintage]).toEqual(['rpls_communes', '2025']);
    expect(figures(delivery, 'logements_sociaux')).toEqual({ '01004': 1_520 });
  });
});

describe('thousands apart (CAF)', () => {
  const header = 'Date référence;Numéro commune;Nom commune;Nombre foyers NDUR;Nombre personnes NDUR';

  it.each([
    ['U+0020', ' '],
    ['U+00A0', '\u00A0'],
    ['U+202F', '\u202F'],
  ])('by %s are read', async (_, space) => {
    const rows = `2023-12-01;01004;Ambérieu;2${space}445;1${space}234${space}560\n`;
    const delivery = await read('caf.csv', `${header}\n${rows}`);
    expect(figures(delivery, 'foyers_allocataires')).toEqual({ '01004': 2_445 });
    expect(figures(delivery, 'personnes_couvertes')).toEqual({ '01004': 1_234_560 });
  });

  it('by a space are refused where groups are not of three digits', async () => {
    const delivery = await read('caf.csv', `${header}\n2023-12-01;01004;Ambérieu;24 45;12\n`);
    expect(delivery.quarantined.map(({ value }) => value)).toEqual(['24 45']);
  });
});

describe('padding of a spreadsheet', () => {
  const text = 'CODGEO;MED19;;;\r\n01004;21130;;;\r\n69123;s;;;\r\n;;;;\r\n;;;;\r\n';

  it('is left out and said: columns without title, rows at the end', async () => {
    const delivery = await read('revenus.csv', text);
    expect([delivery.read, delivery.quarantined]).toEqual([2, []]);
    expect(figures(delivery, 'revenu_median')).toEqual({ '01004': 21_130, '69123': 'SECRET' });
    expect(delivery.notes).toEqual([
      'Laissées de côté, où tout est vide : 3 colonnes sans titre, 2 lignes en fin de fichier.',
    ]);
  });

  it('is refused where something stands in it, and an empty row inside is set aside', async () => {
    expect(await refusal(read('revenus.csv', text.replace('s;;;', 's;;7;')))).toMatchObject({
      code: 'VALUE_INVALID',
      message: expect.stringMatching(/ligne 3, colonne « n° 4, sans nom » : « 7 »/),
    });
    const inside = await read('revenus.csv', text.replace('01004', ';;;;\r\n01004'));
    expect(inside.quarantined.map(({ line, problem }) => [line, problem])).toEqual([[2, 'CODE_UNKNOWN']]);
  });
});

describe('codes written otherwise', () => {
  it.each([
    ['on six characters', 'COM', '974424'],
    ['in two columns that share a digit', 'CODDEP;CODCOM', '974;424'],
    ['in two columns, two characters then three', 'CODDEP;CODCOM', '97;424'],
    ['in two columns, three characters then two', 'CODDEP;CODCOM', '974;24'],
  ])('%s are those of overseas communes', async (_, columns, code) => {
    const delivery = await read('pop2022.csv', `${columns};PMUN;PCAP;PTOT\n${code};5 500;10;5 510\n`);
    expect([delivery.source.id, delivery.quarantined]).toEqual(['insee_populations', []]);
    expect(figures(delivery, 'population_municipale')).toEqual({ '97424': 5_500 });
  });

  it('name the vintage and kind of a territory in the data services of INSEE', async () => {
    const header = 'GEO;GEO_OBJECT;FACILITY_TYPE;BPE_MEASURE;TIME_PERIOD;OBS_VALUE';
    const rows =
      '2024-COM-97424;COM;D265;FACILITIES;2023;3\n2024-ARM-69381;ARM;D265;FACILITIES;2023;7\n2024-DEP-84;COM;D265;FACILITIES;2023;9\n';
    const delivery = await read('DS_BPE_2023_data.csv', `${header}\n${rows}`);
    expect(figures(delivery, 'generalistes')).toMatchObject({ '97424': 3 });
    expect(delivery.quarantined.map(({ code, problem }) => [code, problem])).toEqual([['2024-DEP-84', 'CODE_UNKNOWN']]);
  });
});

describe('the census since 1968', () => {
  it('gives nine censuses of one file', async () => {
    const years = ['P22', 'P16', 'P11', 'P06', 'D99', 'D90', 'D82', 'D75', 'D68'];
    const columns = ['POP', 'LOG', 'RP', 'RSECOCC', 'LOGVAC', 'PMEN'].flatMap((name) =>
      years.map((year) => `${year}_${name}`),
    );
    const values = columns.map((_, at) => `${at + 1}.25`);
    const text = `CODGEO;SUPERF;NAIS1621;${columns.join(';')}\n01004;24.6;900;${values.join(';')}\n`;
    const delivery = await read('base-cc-serie-historique-2022.CSV', text);
    expect([delivery.source.id, delivery.vintage]).toEqual(['insee_rp_serie_historique', '2022']);
    const rows = [...(delivery.tables.observation ?? [])].filter(({ measure }) => measure === 'population_rp');
    expect(Object.fromEntries(rows.map(({ year, value }) => [year, value]))).toEqual({
      2022: 1.25,
      2016: 2.25,
      2011: 3.25,
      2006: 4.25,
      1999: 5.25,
      1990: 6.25,
      1982: 7.25,
      1975: 8.25,
      1968: 9.25,
    });
  });
});

describe('months of job seekers', () => {
  it('are read with accents and capitals', async () => {
    const months = 'Janvier février mars avril mai juin juillet août septembre octobre novembre Décembre'.split(' ');
    const rows = months.map((month) => `01004,${month}_2024,1200\n`).join('');
    const delivery = await read('emploi.csv', `codgeo,YEAR,Demandeurs_Emploi\n${rows}`);
    expect([figures(delivery, 'demandeurs_emploi'), delivery.quarantined]).toEqual([{ '01004': 1_200 }, []]);
  });
});

describe('a descriptor of a few lines', () => {
  const folder = mkdtempSync(join(tmpdir(), 'boussole-extends-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const extended = async (lines: string) => {
    mkdirSync(join(folder, 'sources'), { recursive: true });
    writeFileSync(join(folder, 'sources', 'own.yaml'), lines);
    return readSources(folder);
  };

  it('extends a built-in source: its marks, its markers, its columns', async () => {
    const sources = await extended(`id: insee_filosofi_communes
extends: insee_filosofi_communes
decimalMark: "."
markers: { secret: ["***"], notAvailable: [""] }
columns: { MEDIANE: { measure: revenu_median } }
ignore: [Commentaire]
geography: { code: [[INSEE]], cog: { 2019: 2021 } }
audits: [{ id: taux_borne, check: range, measure: taux_pauvrete, min: 0, max: 90 }]
`);
    const text = 'INSEE;MEDIANE;TP6019;Commentaire\n01004;21.130;***;oui\n69123;;18.5;\n';
    const delivery = await bench.read(bench.write('revenus.csv', text), { sources });
    expect(figures(delivery, 'revenu_median')).toEqual({ '01004': 21.13, '69123': 'NOT_AVAILABLE' });
    expect(figures(delivery, 'taux_pauvrete')).toEqual({ '01004': 'SECRET', '69123': 18.5 });
    const source = sources.find(({ id }) => id === 'insee_filosofi_communes');
    expect(source).toMatchObject({ producer: 'INSEE, DGFiP, CNAF, CNAV, CCMSA', markers: { secret: ['s', '***'] } });
    const bounds = source?.reader === 'table' ? source.audits.filter(({ id }) => id === 'taux_borne') : [];
    expect(bounds).toEqual([{ id: 'taux_borne', check: 'range', measure: 'taux_pauvrete', min: 0, max: 90 }]);
  });

  it('is refused when it extends nothing that is known, or says what is not a key', async () => {
    expect(await refusal(extended('id: a\nextends: nulle_part\n'))).toMatchObject({
      code: 'SOURCE_INVALID',
      message: expect.stringMatching(/« nulle_part » n’est pas une source connue/),
    });
    expect(await refusal(extended('id: a\nextends: caf_communes\ndecimal: ","\n'))).toMatchObject({
      code: 'SOURCE_INVALID',
      message: expect.stringMatching(/ligne 3, clé « decimal »/),
    });
  });
});
