import { DuckDBInstance } from '@duckdb/node-api';
import exceljs from 'exceljs';
import { strToU8, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { reportColumns } from '../src/check/columns.ts';
import { parseSource } from '../src/index.ts';
import { smallGeography } from './support/small-geography.ts';
import { type Bench, figures, fixtureText, openBench, refusal } from './support/table.ts';

const geography = smallGeography();
let bench: Bench;
beforeAll(async () => {
  bench = await openBench(() => geography);
});

const describeSource = (lines: string) =>
  parseSource(
    'essai.yaml',
    `id: essai
reader: table
title: { fr: Essai, en: Trial }
producer: Un partenaire
licence: Licence Ouverte 2.0
landingPage: https://example.org/essai
decimalMark: "."
geography: { level: commune, code: [[code]], cogOffset: 0 }
vintage: { from: file, pattern: "_(\\\\d{4})" }
columns: { menages: { measure: menages_fiscaux }, median: { measure: revenu_median } }
markers: { secret: [""] }
${lines}`,
  );

describe('a ZIP archive', () => {
  const data = fixtureText('base-cc-logement-2021.CSV');
  const meta = 'COD_VAR;LIB_VAR;LIB_VAR_LONG;COD_MOD;LIB_MOD;TYPE_VAR;LONG_VAR\nP21_LOG;Logements;Logements;;;NUM;7\n';
  const zip = (entries: Record<string, string>) =>
    Buffer.from(zipSync(Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, strToU8(text)]))));

  it('is read through the one of its files that a source knows, whatever the metadata weigh', async () => {
    const path = bench.write(
      'base-cc-logement-2021_csv.zip',
      zip({ 'meta_base.CSV': meta + meta.repeat(200), 'dossier/base-cc-logement-2021.CSV': data }),
    );
    const delivery = await bench.read(path);
    expect([delivery.source.id, delivery.file.name]).toEqual(['insee_rp_logement', 'base-cc-logement-2021.CSV']);
    expect(figures(delivery, 'rp_hlm')['69123']).toBe(800);
    expect((await reportColumns(path, delivery.source))?.mapped).toContainEqual({
      column: 'P21_RP_LOCHLMV',
      measure: 'rp_hlm',
    });
  });

  it.each([
    ['has two files that are', zip({ 'a.csv': data, 'b.csv': data }), 'ARCHIVE_INVALID', 'a.csv, b.csv'],
    ['has no file of figures', zip({ 'lisez-moi.pdf': 'x' }), 'ARCHIVE_INVALID', 'aucun fichier CSV'],
    ['has only metadata', zip({ 'meta.csv': meta }), 'FILE_UNRECOGNISED', 'COD_VAR'],
  ])('is refused when it %s', async (_, content, code, message) => {
    expect(await refusal(bench.read(bench.write('archive.zip', content)))).toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });
});

describe('JSON', () => {
  const source = describeSource('format: json\nrecords: [data, results]');
  const read = (content: unknown, chosen = source) =>
    bench.read(bench.write('menages_2024.json', typeof content === 'string' ? content : JSON.stringify(content)), {
      sources: [chosen],
    });

  it('is a list of records, found by its keys, a hole being what its source says', async () => {
    const results = [
      { code: '01004', menages: 12.5, median: 21_000 },
      { code: '2A004', median: null, menages: 3 },
    ];
    const delivery = await read({ data: { results } });
    expect(figures(delivery, 'menages_fiscaux')).toEqual({ '01004': 12.5, '2A004': 3 });
    expect(figures(delivery, 'revenu_median')).toEqual({ '01004': 21_000, '2A004': 'SECRET' });
    expect(delivery.tables.observation?.at(-1)).toMatchObject({ code: '2A004', line: 2 });
  });

  it('may have one record a line', async () => {
    const lines = '{"code":"01004","menages":1,"median":2}\n{"code":"01015","menages":3,"median":4}\n';
    expect(figures(await read(lines, describeSource('format: json')), 'menages_fiscaux')).toEqual({
      '01004': 1,
      '01015': 3,
    });
  });

  it.each([
    ['is cut', '{"data": {"results": [{"code": "01'],
    ['has no such list', { data: {} }],
    ['holds records in records', { data: { results: [{ code: '01004', menages: { a: 1 }, median: 1 }] } }],
  ])('is refused when it %s', async (_, content) => {
    const path = bench.write('menages_2024.json', typeof content === 'string' ? content : JSON.stringify(content));
    const reading = bench.read(path, { sources: [source], source: 'essai' });
    expect((await refusal(reading)).code).toBe('JSON_INVALID');
  });
});

describe('Parquet', () => {
  it('is read with its own types, codes keeping their zeros', async () => {
    const path = bench.write('menages_2024.parquet', '');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`COPY (FROM (VALUES ('01004', 12::INTEGER, 21000.5::DOUBLE), ('2A004', 3, NULL)) t(code, menages, median))
      TO '${path}' (FORMAT parquet)`);
    connection.closeSync();
    instance.closeSync();
    const delivery = await bench.read(path, { sources: [describeSource('format: parquet')] });
    expect(figures(delivery, 'menages_fiscaux')).toEqual({ '01004': 12, '2A004': 3 });
    expect(figures(delivery, 'revenu_median')).toEqual({ '01004': 21_000.5, '2A004': 'SECRET' });
  });

  it('is refused when it is damaged', async () => {
    const path = bench.write('menages_2024.parquet', 'PAR1 et rien d’autre');
    const reading = bench.read(path, { sources: [describeSource('format: parquet')], source: 'essai' });
    expect((await refusal(reading)).code).toBe('FILE_UNREADABLE');
  });
});

describe('the accessibility of practitioners (DREES)', () => {
  it('is in the sheet of the latest year, under titles and units, or in that of the year asked for', async () => {
    const workbook = new exceljs.Workbook();
    workbook.addWorksheet('Paramètres').addRow(['Sommaire']);
    for (const [year, apl, less] of [
      ['2022', 3.2, 'et moins'],
      ['2023', 3.1, 'ou moins'],
    ] as const) {
      const sheet = workbook.addWorksheet(`APL ${year}`);
      for (let line = 1; line <= 8; line++) sheet.addRow([line === 1 ? 'Accessibilité potentielle localisée' : '']);
      const gp = 'APL aux médecins généralistes';
      sheet.addRow(['Code commune INSEE', 'Commune', gp, `${gp} de 65 ans ${less}`, `Population totale ${year}`]);
      sheet.addRow(['', '', 'en consultations', 'en consultations', 'en habitants']);
      sheet.addRow(['01004', 'Ambérieu-en-Bugey', apl, apl - 0.5, 14_000]);
      sheet.addRow(['2A004', 'Ajaccio', 4.25]);
      sheet.addRow([]);
      sheet.addRow(['Source : DREES']);
    }
    const path = bench.write('apl.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer()));
    const delivery = await bench.read(path);
    expect([delivery.source.id, delivery.vintage, delivery.read]).toEqual(['drees_apl', '2023', 2]);
    expect(figures(delivery, 'apl_generalistes')).toEqual({ '01004': 3.1, '2A004': 4.25 });
    expect(figures(delivery, 'apl_generalistes_65')).toEqual({ '01004': 2.6, '2A004': 'NOT_AVAILABLE' });
    const before = await bench.read(path, { source: 'drees_apl', vintage: '2022' });
    expect([before.vintage, figures(before, 'apl_generalistes')['01004']]).toEqual(['2022', 3.2]);
  });
});

describe('the density grid (INSEE)', () => {
  it('gives the level of each commune, under four title lines, of the year that the name of the file says', async () => {
    const workbook = new exceljs.Workbook();
    const sheet = workbook.addWorksheet('Grille_Densite');
    for (const title of ['Grille communale de densité à 7 niveaux', 'Communes au 1er janvier 2024', '', 'Insee']) {
      sheet.addRow([title]);
    }
    const shares = Array.from({ length: 7 }, (_, level) => `P${level + 1}`);
    sheet.addRow(['CODGEO', 'LIBGEO', 'DENS', 'LIBDENS', 'PMUN21', ...shares]);
    const row = (code: string, name: string, level: number, label: string) =>
      sheet.addRow([code, name, level, label, 500, ...shares.map((_, index) => (index + 1 === level ? 100 : 0))]);
    row('01015', 'Arboys en Bugey', 7, 'Rural à habitat très dispersé');
    row('69123', 'Lyon', 1, 'Grands centres urbains');
    const path = bench.write('grille_densite_7_niveaux_2024.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer()));
    const delivery = await bench.read(path);
    expect([delivery.source.id, delivery.vintage, delivery.quarantined]).toEqual(['insee_densite', '2024', []]);
    expect(figures(delivery, 'classe_densite')).toEqual({ '01015': 7, '69123': 1 });
    expect(delivery.geography).toMatchObject({ used: 2024 });
  });
});
