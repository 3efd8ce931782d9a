import type { SourceDescriptor, TableSource } from '@boussole/schema';
import iconv from 'iconv-lite';
import { beforeAll, describe, expect, it } from 'vitest';
import { findSource, parseSource } from '../src/index.ts';
import { countReasons } from '../src/quarantine.ts';
import { smallGeography } from './support/small-geography.ts';
import { type Bench, figures, fixture, fixtureText, openBench, refusal } from './support/table.ts';

const geography = smallGeography();
const FILOSOFI = fixtureText('cc_filosofi_2021_COM.csv');
let bench: Bench;
beforeAll(async () => {
  bench = await openBench(() => geography);
});

/** The source of incomes by EPCI, if it gave numbers of households. */
function countingHouseholds(): TableSource {
  const source = findSource(bench.sources, 'insee_filosofi_disp_epci') as TableSource;
  const ignore = [...Object.keys(source.columns), ...source.ignore];
  return { ...source, columns: { 'NBMEN{yy}': { measure: 'menages_fiscaux', scale: 1 } }, ignore };
}

/** Reads the fixture of incomes once changed. */
const change = (from: string | RegExp, to: string, name = 'cc.csv') =>
  bench.read(bench.write(name, FILOSOFI.replace(from, to)), { source: 'insee_filosofi_communes' });

describe('a file that is refused', () => {
  it('is not there', async () => {
    expect(await refusal(bench.read('/nowhere/absent.csv'))).toMatchObject({
      code: 'FILE_NOT_FOUND',
      message: expect.stringContaining('/nowhere/absent.csv'),
    });
  });

  it('is a folder', async () => {
    expect(await refusal(bench.read('/'))).toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it.each([
    ['empty', ''],
    ['only a header', `${FILOSOFI.split('\n')[0]}\n`],
  ])('is %s', async (_, text) => {
    expect(await refusal(bench.read(bench.write('vide.csv', text)))).toMatchObject({
      code: 'FILE_EMPTY',
      message: 'vide.csv : le fichier est vide, ou n’a que son en-tête. Téléchargez-le de nouveau.',
    });
  });

  it('is larger than the limit', async () => {
    const reading = bench.read(fixture('cc_filosofi_2021_COM.csv'), { limits: { inputBytes: 10 } });
    expect(await refusal(reading)).toMatchObject({
      code: 'FILE_TOO_LARGE',
      message: expect.stringContaining('10 admis'),
    });
  });

  it('is in another encoding than its descriptor says, in its rows or in its header', async () => {
    const rows = Buffer.from(fixtureText('donnees_communes_pop2020.csv'), 'latin1');
    expect(await refusal(bench.read(bench.write('pop2020.csv', rows)))).toMatchObject({
      code: 'ENCODING_INVALID',
      message: expect.stringMatching(/^pop2020.csv, ligne 2, caractère 15 : octets invalides en utf-8/),
    });
    const header = Buffer.from(fixtureText('donnees_communes_pop2022_geo2024.csv'), 'latin1');
    expect(await refusal(bench.read(bench.write('pop2022.csv', header)))).toMatchObject({
      code: 'ENCODING_INVALID',
      message: expect.stringMatching(/^pop2022.csv, ligne 1, caractère 6/),
    });
  });

  it.each([
    ['an unknown column', 'RD21\n', 'RD2\n', 'HEADER_UNKNOWN_COLUMN', 'ligne 1, colonne 11 : « RD2 »'],
    ['no column of codes', 'CODGEO', 'LIBGEO', 'HEADER_MISSING_COLUMN', 'la colonne « CODGEO » manque'],
    ['no median', ';MED21;', ';PACT21;', 'HEADER_MISSING_COLUMN', 'la colonne « MED21 » manque'],
    [
      'a column twice',
      'NBPERSMENFISC21',
      'NBMENFISC21',
      'HEADER_DUPLICATE_COLUMN',
      '« NBMENFISC21 » apparaît deux fois',
    ],
    ['columns of two years', 'TP6021', 'TP6020', 'FILE_UNREADABLE', 'd’années différentes'],
    [
      'one empty field too many',
      '37500;3,2\n',
      '37500;3,2;\n',
      'ROW_WIDTH',
      'ligne 2, colonne 12 : 11 champs attendus, 12 trouvés',
    ],
    ['one field too few', ';nd\n', '\n', 'ROW_WIDTH', 'ligne 7, colonne 11 : 11 champs attendus, 10 trouvés'],
    ['a quote never closed', '01015;', '"01015;', 'QUOTE_INVALID', 'ligne 3'],
  ])('has %s', async (_, from, to, code, message) => {
    expect(await refusal(change(from, to))).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it.each([
    ['a web page', Buffer.from('\n<!DOCTYPE html><html><body>Erreur 404</body></html>'), 'c’est une page web'],
    ['UTF-16', Buffer.from(`\uFEFF${FILOSOFI}`, 'utf16le'), 'c’est un texte en UTF-16 ; enregistrez-le'],
    ['UTF-16 without a mark', Buffer.from(FILOSOFI, 'utf16le'), 'c’est un texte en UTF-16'],
    ['lines of old Macs', Buffer.from(FILOSOFI.replaceAll('\n', '\r')), 'anciens Mac (CR seul) ; enregistrez-le'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'ancien classeur Excel (.xls)'],
  ])('is %s: it is named, with what to do', async (_, bytes, problem) => {
    const path = bench.write('cc.csv', bytes);
    const told = { code: 'FILE_UNREADABLE', message: expect.stringContaining(problem) };
    expect(await refusal(bench.read(path))).toMatchObject(told);
    expect(await refusal(bench.read(path, { source: 'insee_filosofi_communes' }))).toMatchObject(told);
  });

  it('has a figure under a column without a name', async () => {
    const text = FILOSOFI.replaceAll(/$/gm, ';').replace(/\n;$/, '\n').replace(';3,6;\n', ';3,6;9\n');
    expect(await refusal(bench.read(bench.write('cc.csv', text)))).toMatchObject({
      code: 'VALUE_INVALID',
      message: expect.stringContaining('ligne 4, colonne « n° 12, sans nom » : « 9 »'),
    });
  });

  it('is of no source, in Windows-1252: its encoding is not what is wrong', async () => {
    const text = 'Code INSEE;Libellé;Ménages aidés 2024\n01004;Ambérieu;12\n';
    expect(await refusal(bench.read(bench.write('aides.csv', iconv.encode(text, 'windows-1252'))))).toMatchObject({
      code: 'FILE_UNRECOGNISED',
      message: expect.stringMatching(/ligne 1 : aucune source ne reconnaît cet en-tête \(Code INSEE, Libellé, Ménages/),
    });
  });

  it('has its header at another line than its descriptor says', async () => {
    const path = bench.write('cc.csv', `Revenus des ménages\nExercice 2021\n${FILOSOFI}`);
    expect(await refusal(bench.read(path))).toMatchObject({
      code: 'FILE_UNRECOGNISED',
      message: expect.stringContaining(
        'Son en-tête, ligne 3, est celui de insee_filosofi_communes, dont le descripteur l’attend après 0 ligne : écrivez-y « skipLines: 2 ».',
      ),
    });
  });

  it('names people, though no source knows it', async () => {
    const path = bench.write('gens.csv', 'dossier;courriel\n1;a.b@exemple.fr\n2;c.d@exemple.fr\n');
    expect(await refusal(bench.read(path))).toMatchObject({ code: 'PERSONAL_DATA' });
  });

  it('is of no source: the nearest one is named with the columns that differ', async () => {
    const text = FILOSOFI.replace(/RD21\n/, 'RATIO\n').replace('MED21', 'MEDIANE');
    expect(await refusal(bench.read(bench.write('revenus.csv', text)))).toMatchObject({
      code: 'FILE_UNRECOGNISED',
      message: expect.stringContaining(
        'La source la plus proche est insee_filosofi_communes : inconnue « MEDIANE » (colonne 4), « RATIO » (colonne 11) ; absente « MED21 ».',
      ),
    });
  });

  it.each([
    [
      'another delimiter and an unknown column',
      FILOSOFI.replace('TP60', 'TP61').replaceAll(',', '.').replaceAll(';', ','),
    ],
    ['JSON', '{"type": "FeatureCollection"}'],
    ['bytes that are no text', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
  ])('is of no source: %s', async (_, content) => {
    const { code } = await refusal(bench.read(bench.write('autre.csv', content)));
    expect(['FILE_UNRECOGNISED', 'ENCODING_INVALID']).toContain(code);
  });

  it('does not tell its year', async () => {
    const path = bench.write('populations.csv', fixtureText('donnees_communes_pop2022_geo2024.csv'));
    expect(await refusal(bench.read(path))).toMatchObject({
      code: 'VINTAGE_UNKNOWN',
      message: expect.stringContaining('popAAAA'),
    });
    expect(await refusal(bench.read(path, { vintage: '22' }))).toMatchObject({ code: 'ARGUMENT_INVALID' });
  });

  it('tells another year than the person', async () => {
    const reading = bench.read(fixture('cc_filosofi_2021_COM.csv'), { vintage: '2020' });
    expect(await refusal(reading)).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: expect.stringContaining('dit 2021'),
    });
  });

  it('has only counts of EPCI whose perimeters are not loaded', async () => {
    const sources = [countingHouseholds()];
    const text = fixtureText('FILO2021_DISP_EPCI.csv').replaceAll(/([A-Z]\d*)21;/g, '$117;');
    const path = bench.write('FILO2017_DISP_EPCI.csv', text);
    expect(await refusal(bench.read(path, { sources }))).toMatchObject({
      code: 'PERIMETERS_MISSING',
      message: expect.stringContaining('au 1er janvier 2018 ne sont pas chargés (2022 le sont)'),
    });
  });

  it('leaves counts of such EPCI out, and gives the rest', async () => {
    const medians = findSource(bench.sources, 'insee_filosofi_disp_epci') as TableSource;
    const sources = [{ ...countingHouseholds(), columns: { ...countingHouseholds().columns, ...medians.columns } }];
    const text = fixtureText('FILO2021_DISP_EPCI.csv').replaceAll(/([A-Z]\d*)21;/g, '$117;');
    const { tables, notes } = await bench.read(bench.write('FILO2017_DISP_EPCI.csv', text), { sources });
    expect(new Set(tables.observation?.map(({ measure }) => measure))).not.toContain('menages_fiscaux');
    expect(tables.observation?.find(({ measure }) => measure === 'revenu_median')).toMatchObject({
      code: '200046977',
      cog: 2018,
      value: 24_100,
    });
    expect(tables.epci).toEqual([{ cog: 2018, code: '200046977', name: 'Métropole de Lyon', nature: '' }]);
    expect(notes).toContainEqual(
      expect.stringContaining(
        'leurs effectifs sont laissés de côté (Ménages fiscaux, Personnes dans les ménages fiscaux)',
      ),
    );
  });

  it.each(['200046978', '300046977', '20004697', 'Lyon'])('has no EPCI of the code %s', async (code) => {
    const text = fixtureText('FILO2021_DISP_EPCI.csv')
      .replaceAll(/([A-Z]\d*)21;/g, '$117;')
      .replace('200046977', code);
    const { quarantined } = await bench.read(bench.write('FILO2017_DISP_EPCI.csv', text), {
      source: 'insee_filosofi_disp_epci',
    });
    expect(quarantined).toMatchObject([{ line: 2, column: 'CODGEO', code, problem: 'CODE_OF_OTHER_LEVEL' }]);
  });

  it('maps a measure that the catalogue does not have', async () => {
    const source = findSource(bench.sources, 'insee_filosofi_communes') as TableSource;
    const columns = { ...source.columns, 'MED{yy}': { measure: 'inconnue', scale: 1 } };
    const sources: SourceDescriptor[] = [{ ...source, columns }];
    expect(await refusal(bench.read(fixture('cc_filosofi_2021_COM.csv'), { sources }))).toMatchObject({
      code: 'SOURCE_INVALID',
    });
  });
});

describe('a row that is set aside', () => {
  const reasons = async (from: string | RegExp, to: string) => {
    const delivery = await change(from, to);
    return delivery.quarantined.map(({ line, column, code, reason }) => ({ line, column, code, reason }));
  };

  it.each([
    ['a code that no vintage has', '01004;', '01999;', 'le code « 01999 » n’existe dans aucun millésime'],
    ['a name in place of a code', '01004;', 'Ambérieu-en-Bugey;', 'le code « Ambérieu-en-Bugey » n’existe'],
    ['a commune déléguée', '01004;', '01340;', 'commune déléguée de 01015'],
  ])('has %s', async (_, from, to, reason) => {
    const rows = await reasons(from, to);
    expect(rows).toEqual([
      { line: 2, column: 'CODGEO', code: to.slice(0, -1), reason: expect.stringContaining(reason) },
    ]);
  });

  it('has a commune of other years than the file name says, and the file fits those years better', async () => {
    const text = fixtureText('donnees_communes_pop2022_geo2024.csv').replace(';01004;', ';01039;');
    const { quarantined, geography: fit } = await bench.read(bench.write('pop2022_geo2024.csv', text));
    expect(quarantined).toMatchObject([
      {
        line: 2,
        column: 'COM',
        code: '01039',
        problem: 'CODE_OF_OTHER_VINTAGE',
        reason: expect.stringContaining('n’est pas une commune du COG 2024 (elle l’est jusqu’en 2022, devenue 01138)'),
      },
    ]);
    expect(fit).toMatchObject({ declared: 2024, used: 2024, best: 2022 });
  });

  it.each(['NaN', 'Infinity', '0x10', '1e3', '12.5', '1.2.5', '1 00', '--', '9'.repeat(400)])(
    'has « %s » where a number with a decimal comma is expected',
    async (value) => {
      expect(await reasons('21500;', `${value};`)).toEqual([
        {
          line: 2,
          column: 'MED21',
          code: '01004',
          reason: expect.stringMatching(
            /^cc\.csv, ligne 2, colonne « MED21 » : .* n’est pas un nombre ni un marqueur connu/,
          ),
        },
      ]);
    },
  );

  it('counts fewer than none', async () => {
    expect(await reasons('6500;', '-6500;')).toMatchObject([{ line: 2, column: 'NBMENFISC21' }]);
  });

  it('contradicts another, which is set aside with it', async () => {
    const delivery = await change('01015;120', '01004;120');
    expect(delivery.quarantined.map(({ line, reason }) => [line, reason])).toEqual([
      [2, expect.stringContaining('« 01004 » est déjà donné ligne 3 avec d’autres valeurs')],
      [3, expect.stringContaining('« 01004 » est déjà donné ligne 2 avec d’autres valeurs')],
    ]);
    expect(countReasons(delivery)).toEqual({ ROW_DUPLICATE: 2 });
    expect(figures(delivery, 'revenu_median')).not.toHaveProperty('01004');
  });

  it('is not one that repeats another exactly: it counts once', async () => {
    const line = FILOSOFI.split('\n')[1]!;
    const delivery = await change(line, `${line}\n${line}`);
    expect(delivery.quarantined).toEqual([]);
    expect(delivery.tables.observation?.filter(({ code }) => code === '01004')).toHaveLength(10);
    expect(delivery.notes).toEqual([
      '1 ligne répète celle d’un même territoire, aux mêmes chiffres : ceux-ci sont comptés une fois. La première est la ligne 3.',
    ]);
  });

  it('is an arrondissement whose commune the file does not give', async () => {
    expect(await reasons(/^69123.*\n/m, '')).toEqual([
      { line: 5, column: 'CODGEO', code: '69381', reason: expect.stringContaining('le fichier ne donne pas 69123') },
    ]);
  });
});

describe('a row that a person has corrected', () => {
  const corrected = async (correction: string, raw?: string, wrong: [string, string] = ['01004;', '01999;']) => {
    const path = bench.write('cc.csv', FILOSOFI.replace(...wrong));
    const { quarantined } = await bench.read(path, { source: 'insee_filosofi_communes' });
    const kept = { line: 2, column: quarantined[0]!.column, raw: raw ?? quarantined[0]!.raw, correction };
    return bench.read(path, { source: 'insee_filosofi_communes', corrections: [kept] });
  };
  const right = FILOSOFI.split('\n')[1]!;

  it('takes the place of the one of the file, and is told', async () => {
    const delivery = await corrected(right);
    expect(delivery.quarantined).toEqual([]);
    expect(figures(delivery, 'menages_fiscaux')).toMatchObject({ '01004': 6_500 });
    expect(delivery.repairs).toMatchObject([{ line: 2, to: right, reason: 'correction de la quarantaine' }]);
  });

  it('may be given as the right value of its column alone', async () => {
    const code = await corrected('01004');
    expect(code.quarantined).toEqual([]);
    expect(code.repairs).toEqual([
      { line: 2, from: '01999', to: '01004', reason: 'correction de la quarantaine, colonne « CODGEO »' },
    ]);
    const income = await corrected('21600', undefined, ['21500;', '2150O;']);
    expect(figures(income, 'revenu_median')).toMatchObject({ '01004': 21_600 });
  });

  it('keeps the text of the file when its correction is wrong too, so that it can be corrected again', async () => {
    const [row] = (await corrected('01998')).quarantined;
    expect(row).toMatchObject({ code: '01998', raw: expect.stringMatching(/^01999;/) });
  });

  it('stays aside while nobody corrects it', async () => {
    expect((await corrected('')).quarantined).toHaveLength(1);
  });

  it.each([
    ['is neither one value nor as wide', '01004;1', undefined, 'la ligne entière, 11 champs séparés par « ; »'],
    ['is not what the file holds', right, 'autre', 'n’a plus le contenu'],
  ])('is refused when it %s', async (_, correction, raw, problem) => {
    expect(await refusal(corrected(correction, raw))).toMatchObject({
      code: 'CORRECTION_INVALID',
      message: expect.stringContaining(problem),
    });
  });
});

describe('a code that can only be another one', () => {
  it.each([
    ['01004', '1004', 'zéro initial perdu'],
    ['2A004', '20004', 'code corse écrit 20xxx'],
    ['2A004', '2a004', 'code corse écrit 20xxx'],
    ['97424', '974424', 'code d’outre-mer écrit sur six caractères'],
  ])('is read as %s when written %s, and counted', async (code, written, reason) => {
    const delivery = await change(`${code};`, `${written};`);
    expect(delivery.repairs).toEqual([{ line: expect.any(Number), from: written, to: code, reason }]);
    expect(delivery.quarantined).toEqual([]);
  });
});

describe('numbers', () => {
  const source = (lines: string) =>
    parseSource(
      'essai.yaml',
      `id: essai
reader: table
title: { fr: Essai, en: Trial }
producer: Essai
licence: Licence Ouverte 2.0
landingPage: https://example.org/
vintage: { from: fixed, year: 2021 }
geography: { level: commune, code: [[code]], cogOffset: 1 }
columns: { menages: { measure: menages_fiscaux } }
${lines}`,
    );
  const read = async (lines: string, values: readonly string[]) => {
    const codes = ['01004', '01015', '2A004', '69123', '97424'];
    const text = `code;menages\n${values.map((value, index) => `${codes[index]};${value}\n`).join('')}`;
    const delivery = await bench.read(bench.write('essai.csv', text), { sources: [source(lines)] });
    return {
      values: delivery.tables.observation?.map(({ value, state }) => value ?? state),
      aside: delivery.quarantined.length,
    };
  };

  it('may separate thousands by any space, unless the descriptor says none', async () => {
    const values = ['1 234', '12\u00A0345', '123\u202F456,5', '12 34', '1234'];
    expect(await read('', values)).toEqual({ values: [1_234, 12_345, 123_456.5, 1_234], aside: 1 });
    expect(await read('thousands: []', values)).toEqual({ values: [1_234], aside: 4 });
  });

  it('may have a decimal point, and thousands separated by points are not decimals', async () => {
    expect(await read("decimalMark: '.'", ['12.5', '1e3', '12,5'])).toEqual({ values: [12.5, 1_000], aside: 1 });
    expect(await read("thousands: ['.']", ['1.234', '1.23'])).toEqual({ values: [1_234], aside: 1 });
  });

  it('are told from markers, spaces and case aside', async () => {
    const markers = 'markers: { secret: [s], notAvailable: [nd, ""], notApplicable: ["-"] }';
    expect((await read(markers, [' S ', 'ND', '', '-'])).values).toEqual([
      'SECRET',
      'NOT_AVAILABLE',
      'NOT_AVAILABLE',
      'NOT_APPLICABLE',
    ]);
  });
});
