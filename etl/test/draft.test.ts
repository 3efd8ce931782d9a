import { readFile } from 'node:fs/promises';
import { strToU8, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { draftSource } from '../src/draft/draft.ts';
import { writeDraft } from '../src/draft/write-draft.ts';
import { parseSource } from '../src/index.ts';
import { openFile } from '../src/table/open-file.ts';
import { smallGeography } from './support/small-geography.ts';
import { type Bench, figures, openBench, refusal } from './support/table.ts';

const geography = smallGeography();
const NOW = new Date('2026-05-04');
let bench: Bench;
beforeAll(async () => {
  bench = await openBench(() => geography);
});

async function draft(name: string, content: string | Uint8Array) {
  const path = bench.write(name, content);
  const text = writeDraft(await draftSource(path, await readFile(path), geography, NOW), 'schema.json');
  return { path, text, source: parseSource(name, text) };
}

/** Names the measures of a draft, as a person would. */
const name = (text: string, measures: Readonly<Record<string, string>>): string =>
  Object.entries(measures).reduce((draft, [from, to]) => draft.replace(`a_nommer_${from}`, to), text);

const AIDES = `Aides versées en 2024;;;
Source : enquête;;;
Code commune;Nom de la commune;Ménages aidés;Revenu médian
01004;Ambérieu-en-Bugey;1 240;21500,5
01015;Arboys en Bugey;s;
69123;Lyon;12 345;23000
2A004;Ajaccio;800;nd
`;

describe('the draft of a descriptor', () => {
  it('says encoding, delimiter, header, codes, marks and figures of a file, and is a descriptor', async () => {
    const { source } = await draft('aides_2024.csv', Buffer.from(AIDES, 'latin1'));
    expect(source).toMatchObject({
      id: 'aides',
      encoding: 'windows-1252',
      delimiter: ';',
      decimalMark: ',',
      thousands: [' '],
      skipLines: 2,
      vintage: { from: 'file', pattern: 'aides_(\\d{4})' },
      geography: { level: 'commune', code: [['Code commune']], cogOffset: 0, arrondissements: 'refuse' },
      markers: { secret: ['s'], notAvailable: expect.arrayContaining(['', 'nd']), notApplicable: [] },
      columns: {
        'Ménages aidés': { measure: 'a_nommer_menages_aides' },
        'Revenu médian': { measure: 'a_nommer_revenu_median' },
      },
      ignore: ['Nom de la commune'],
    });
  });

  it('is that of the table in a ZIP archive, whatever is beside it', async () => {
    const zip = zipSync({ 'lisez-moi.txt': strToU8('Un texte.\n'), 'aides_2024.csv': strToU8(AIDES) });
    const archive = { path: bench.write('aides.zip', zip), bytes: Buffer.from(zip) };
    const { id, file } = await openFile(archive, ({ path, bytes }) => draftSource(path, bytes, geography, NOW));
    expect([id, file]).toEqual(['aides', 'aides_2024.csv']);
  });

  it('reads its file once the measures are named, and not before', async () => {
    const { path, text, source } = await draft('aides_2024.csv', Buffer.from(AIDES, 'latin1'));
    expect(await refusal(bench.read(path, { sources: [source] }))).toMatchObject({
      code: 'SOURCE_INVALID',
      message: expect.stringContaining('« a_nommer_menages_aides » n’est pas au catalogue'),
    });
    const mistyped = name(text, { menages_aides: 'menage_fiscaux', revenu_median: 'revenu_median' });
    const line = mistyped.split('\n').findIndex((each) => each.includes('menage_fiscaux')) + 1;
    expect(await refusal(bench.read(path, { sources: [parseSource('aides.yaml', mistyped)] }))).toMatchObject({
      message: expect.stringMatching(
        new RegExp(`^aides.yaml, ligne ${line}, clé « columns.Ménages aidés.measure ».*est-ce « menages_fiscaux » ?`),
      ),
    });
    const named = name(text, { menages_aides: 'menages_fiscaux', revenu_median: 'revenu_median' });
    const delivery = await bench.read(path, { sources: [parseSource('aides.yaml', named)] });
    expect(delivery.vintage).toBe('2024');
    expect(figures(delivery, 'menages_fiscaux')).toEqual({
      '01004': 1240,
      '01015': 'SECRET',
      '69123': 12345,
      '2A004': 800,
    });
    expect(figures(delivery, 'revenu_median')).toMatchObject({ '01004': 21500.5, '2A004': 'NOT_AVAILABLE' });
  });

  it.each([
    [
      'one year in every name',
      'CODGEO,MED21,TP6021\n01004,21.5,3\n01015,22.1,4\n',
      { 'MED{yy}': {}, 'TP60{yy}': {} },
      { from: 'header' },
    ],
    ['a year in full', 'CODGEO,pop_2020\n01004,21.5\n01015,22.1\n', { 'pop_{yyyy}': {} }, { from: 'header' }],
    [
      'several years',
      'CODGEO,P18_POP,P18_LOG,P13_POP\n01004,1.5,1,2\n01015,1,1,2\n',
      { P18_POP: {}, P18_LOG: {} },
      { from: 'fixed', year: 2018 },
    ],
  ])('finds %s in the header', async (_, text, columns, vintage) => {
    const { source } = await draft('x.csv', text);
    expect(source).toMatchObject({ delimiter: ',', decimalMark: text.includes('.') ? '.' : ',', vintage });
    expect(Object.keys('columns' in source ? source.columns : {})).toEqual(Object.keys(columns));
  });

  it.each([
    [
      'a year in a column, in JSON',
      'x.json',
      JSON.stringify({
        meta: [1],
        data: [
          { insee: '01004', annee: 2022, n: 1.5 },
          { insee: '69123', annee: 2023, n: null },
        ],
      }),
      { format: 'json', records: ['data'], decimalMark: '.', vintage: { from: 'column', column: 'annee' } },
      { '01004': 1.5, '69123': 'NOT_AVAILABLE' },
    ],
    [
      'the same columns in several years',
      'x.csv',
      'CODGEO;nom;2020;2021\n01004;a;5;6\n69123;b;7;8\n',
      { vintage: { from: 'header', several: true }, columns: { '{yyyy}': { measure: 'menages_fiscaux' } } },
      { '01004': 6, '69123': 8 },
    ],
    [
      'footnotes',
      'x_2020.csv',
      'code;n\n01004;5\n69123;s\n\nNote (1) : s, secret\n',
      { footnotes: '^Note' },
      { '01004': 5, '69123': 'SECRET' },
    ],
  ])('finds %s, and reads it', async (_, file, content, source, values) => {
    const { path, text } = await draft(file, content);
    const named = parseSource('x.yaml', text.replace(/a_nommer_\w+/, 'menages_fiscaux'));
    expect(named).toMatchObject(source);
    expect(figures(await bench.read(path, { sources: [named] }), 'menages_fiscaux')).toEqual(values);
  });

  it('finds one value a row, and what it is of', async () => {
    const rows = ['01004', '69123'].flatMap((code) =>
      ['F', 'M'].flatMap((sex) => ['1', '2'].map((age) => `${code};COM;2021;${sex};${age};POP;${age}.1234567890`)),
    );
    const { path, text } = await draft('x.csv', `GEO;OBJ;TIME_PERIOD;SEX;AGE;M;OBS\n${rows.join('\n')}\n`);
    expect(text).toContain('    - { measure: a_nommer_f_2, where: { SEX: ["F"], AGE: ["2"] } }');
    expect(text).toContain('# Les mêmes partout : OBJ = COM, M = POP.');
    const kept = text.replace('a_nommer_f_2', 'menages_fiscaux').replace(/ {4}- \{ measure: a_nommer.*\n/g, '');
    const delivery = await bench.read(path, { sources: [parseSource('x.yaml', kept)] });
    expect(figures(delivery, 'menages_fiscaux')).toEqual({ '01004': 2.123456789, '69123': 2.123456789 });
  });

  it('glues a code written in two columns', async () => {
    const { source } = await draft('x.csv', 'DEP\tCOM\tNOM\tN\n01\t004\ta\t5\n2A\t004\tb\t7\n69\t123\tc\t9\n');
    expect(source).toMatchObject({ delimiter: '\t', geography: { code: [['DEP', 'COM']] } });
  });

  it('finds codes of EPCI and of départements', async () => {
    expect((await draft('e.csv', 'siren;nom;n\n200046977;Lyon;3\n')).source).toMatchObject({
      geography: { level: 'epci' },
    });
    expect((await draft('d.csv', 'dep;n\n01;3\n69;4\n')).source).toMatchObject({ geography: { level: 'departement' } });
  });

  it('warns of what a person must look at', async () => {
    const { text } = await draft('x.csv', 'c;an;n\n01004;a;1\n01015;b;2\nTotal\n69123;c;2\n2A004;c;3\n');
    expect(text).toContain('# Attention : la ligne 4 n’a pas autant de champs que l’en-tête (3)');
    expect((await draft('y.csv', 'c;mois;n\n01004;janvier;1\n01004;mars;2\n01004;mai;2\n')).text).toContain(
      '# Attention : chaque territoire y a plusieurs lignes (1 codes, 3 lignes)',
    );
  });

  it.each([
    ['no codes', 'a;b\nx;1\ny;2\n', 'DRAFT_IMPOSSIBLE'],
    ['no figures', 'a;b\n01004;x\n01015;y\n', 'DRAFT_IMPOSSIBLE'],
    ['one column', 'a\nb\nc\n', 'DRAFT_IMPOSSIBLE'],
    ['JSON without records', '{"a":[1,2]}', 'DRAFT_IMPOSSIBLE'],
    ['nothing', '', 'FILE_EMPTY'],
  ])('is refused for a file with %s', async (_, text, code) => {
    expect(await refusal(draft('x.csv', text))).toMatchObject({ code });
  });
});
