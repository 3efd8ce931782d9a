import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import exceljs from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RIVES } from './support/rows.ts';
import { startWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function download(parameters: string, file = 'grid.csv') {
  const response = await fetch(`${world.url}/export/${file}?${parameters}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { response, bytes, text: bytes.toString('utf8') };
}

const HIDDEN = `rows: { level: COMMUNE, within: "${RIVES}" }, columns: [{ indicator: "revenu_median", year: 2021 }]`;
const COLUMNS = 'columns=population_municipale@2023,revenu_median@2021';

describe('an export for a spreadsheet', () => {
  test('says first what the figures are, then gives them as a French spreadsheet reads them', async () => {
    const { response, bytes, text } = await download(
      `level=COMMUNE&within=${RIVES}&${COLUMNS}&geography=PUBLISHED&sort=-revenu_median@2021&filter=population_municipale@2023:GTE:0&view=/explorer?niveau=commune`,
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="boussole-commune-[a-z]+-\w+-population_municipale-revenu_median-2021-2023-\d{8}\.csv"$/,
    );
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = text.slice(1).split('\r\n');
    const publication = response.headers.get('x-boussole-publication');
    expect(lines).toContain('Date de l’export;15 mars 2026');
    expect(lines.find((line) => line.startsWith('Page;'))).toMatch(/^Page;http.*\/explorer\?niveau=commune$/);
    expect(lines.find((line) => line.startsWith('Adresse;'))).not.toContain('view=');
    expect(lines).toContain('Géographie;telle que publiée chaque année');
    expect(lines).toContain(`Territoires;Communes dans CA des Deux-Rives (${RIVES});6 lignes`);
    expect(lines).toContain('Filtre;Population 2023 supérieur ou égal à 0');
    expect(lines).toContain('Tri;Niveau de vie médian 2021, ordre décroissant');
    expect(lines).toContain(
      'Source;Populations;Essai;Licence Ouverte 2.0;https://example.org/populations;millésimes chargés : 2023',
    );
    expect(text).toContain(`Publication;${publication};du `);
    expect(text).toContain('Précaution;Population municipale;');
    const title = lines.indexOf(
      'Identifiant;Code;Nom;EPCI;Département;Population 2023;Population 2023 – état;Niveau de vie médian 2021;Niveau de vie médian 2021 – état',
    );
    expect(lines[title - 1]).toBe('');
    expect(lines.slice(title + 1)).toEqual([
      'commune:69005;69005;Châtel;CA des Deux-Rives;Rhône;1470;publié;26200;publié',
      'commune:69003;69003;Vaux;CA des Deux-Rives;Rhône;680;publié;25600;publié',
      'commune:69002;69002;Rive-Gauche;CA des Deux-Rives;Rhône;8050;publié;23700;publié',
      'commune:01006;01006;Rive-Droite;CA des Deux-Rives;Ain;3100;publié;22400;publié',
      'commune:69001;69001;Saint-Étienne-du-Mont;CA des Deux-Rives;Rhône;20500;publié;18900;publié',
      'commune:69004;69004;Givrine;CA des Deux-Rives;Rhône;0;publié;;secret statistique',
      '',
    ]);
  });

  test('writes decimals with a comma, and a word beside the hole where there is no value', async () => {
    const { text } = await download('level=EPCI&columns=part_comptee_a_part@2023,revenu_median@2021');
    expect(text).toMatch(/;4,8;calculé;;non agrégeable\r\n/);
    const missing = await download(
      'territories=commune:01004,commune:01001&columns=revenu_median@2021&geography=PUBLISHED',
    );
    expect(missing.text).toContain('commune:01004;01004;Clairval;CC du Bourg;Ain;;non disponible\r\n');
    expect(missing.text).toContain('commune:01001;01001;Abbaye;CC du Bourg;Ain;;secret statistique\r\n');
  });

  test('gathers rows under their subtotals, the total last, and says why there is none', async () => {
    const { text } = await download(
      `level=COMMUNE&within=${RIVES}&columns=population_municipale@2023&groups=departement&total=oui`,
    );
    const lines = text.split('\r\n');
    expect(lines).toContain('Regroupement;par département;un groupe est suivi de ses lignes');
    const rows = lines.slice(lines.findIndex((line) => line.startsWith('Identifiant;')) + 1);
    // Of Ain one commune only is listed: its line is not the figure of the département.
    expect(rows[0]).toBe('departement:01;01;Ain;;;sous-total;1;6;3100;calculé');
    expect(rows[2]).toBe('departement:69;69;Rhône;;;sous-total;5;5;30700;calculé');
    expect(lines.find((line) => line.startsWith('Identifiant;'))).toContain(
      ';Communes additionnées;Communes du groupe;Population 2023;',
    );
    expect(text).toContain('Lecture;un groupe dont une partie seulement des communes est listée');
    expect(rows.slice(-2)).toEqual([`${RIVES};200000022;CA des Deux-Rives;;Rhône, Ain;total;;;33800;calculé`, '']);
    const idsOf = async (folded: string): Promise<string[]> => {
      const { text: shown } = await download(
        `level=COMMUNE&within=${RIVES}&columns=population_municipale@2023&groups=departement&${folded}`,
      );
      const [, after = ''] = shown.split(/^Identifiant;.*\r\n/m);
      return after.split('\r\n').flatMap((line) => line.split(';')[0] || []);
    };
    expect(await idsOf('open=')).toEqual(['departement:01', 'departement:69']);
    expect(await idsOf('closed=departement:69')).toEqual([rows[0], rows[1], rows[2]].map((row) => row?.split(';')[0]));
    const none = await download('level=EPCI&within=departement:69&columns=population_municipale@2023&total=oui');
    expect(none.text).toContain('Total;Pas de total : ces EPCI débordent du territoire choisi.');
  });

  test('names the publication in its address, and that address gives the same figures', async () => {
    const { text } = await download(`level=EPCI&${COLUMNS}`);
    const address = /^Adresse;(.*)\r$/m.exec(text)?.[1];
    // As the page that asked has it in its bar: whole, and to be read.
    expect(address).toContain('http://localhost:4000/export/grid.csv?level=EPCI&columns=population_municipale@2023,');
    const again = await (await fetch(address!.replace('http://localhost:4000', world.url))).text();
    expect(again.split('\r\n').slice(-4)).toEqual(text.split('\r\n').slice(-4));
  });

  test('never lets a spreadsheet run what somebody searched', async () => {
    const { text } = await download(
      `level=COMMUNE&${COLUMNS}&search=${encodeURIComponent('=HYPERLINK("http://ailleurs.example")')}`,
    );
    expect(text).toContain(`Recherche;"'=HYPERLINK(""http://ailleurs.example"")"`);
    expect(text).not.toMatch(/(^|;)"?[=+@]/m);
  });
});

describe('an export in English', () => {
  const asked = `level=COMMUNE&within=${RIVES}&groups=EPCI&total=oui&sort=-revenu_median@2021&filter=population_municipale@2023:gte:0&language=EN`;

  test('says all of what people read in English', async () => {
    const { text } = await download(`${asked}&${COLUMNS}`);
    const lines = text.slice(1).split('\r\n');
    expect(lines[0]).toBe('Boussole;Table');
    expect(lines).toContain('Date of export;15 March 2026');
    expect(lines).toContain(`Territories;Communes within CA des Deux-Rives (${RIVES});7 rows`);
    expect(lines.find((line) => line.startsWith('Filter;'))).toMatch(/ greater than or equal to 0$/);
    expect(lines.find((line) => line.startsWith('Sort;'))).toMatch(/ 2021, descending$/);
    expect(lines).toContain('Geography;constant: the past is restated in the boundaries of 2025');
    expect(lines).toContain('Warning;1 value is hidden by statistical secrecy: neither zero nor missing.');
    const titles = lines.find((line) => line.startsWith('Identifier;'));
    expect(titles).toMatch(
      /^Identifier;Code;Name;EPCI;Département;Kind of row;Communes added up;Communes of the group;/,
    );
    expect(titles).toMatch(/ 2023 – state;/);
    expect(lines.find((line) => line.startsWith('commune:69004;'))).toMatch(/;0;published;;statistical secrecy$/);
    expect(lines.filter((line) => /;(publié|calculé)(;|$)|^(Lecture|Attention|Indicateur);/.test(line))).toEqual([]);
  });

  test('names its sheets, its metadata and its columns so too', async () => {
    const { bytes } = await download(`${asked}&${COLUMNS}`, 'grid.xlsx');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(bytes as never); // exceljs has types of an older Node.js
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['Data', 'Metadata']);
    const { about, columns } = JSON.parse((await download(`${asked}&${COLUMNS}`, 'grid.json')).text);
    expect(about.states.SECRET).toBe('statistical secrecy');
    expect(about.kinds.total).toMatch(/^total of the list/);
    expect(columns[0].label).toBe('Communes added up');
    const compared = 'territories=commune:69002&indicators=population_municipale&ranks=departement&language=EN';
    const { text } = await download(compared, 'compare.csv');
    expect(text).toContain('Boussole;Comparison');
    expect(text).toContain('– rank in the département;');
    expect(
      (await download('territories=commune:69002&indicator=population_municipale&language=EN', 'trend.csv')).text,
    ).toContain('Boussole;Change');
    expect((await download(`source=revenus&within=${RIVES}&language=EN`, 'dataset.csv')).text).toContain(
      'Dataset;revenus',
    );
  });
});

describe('a plain export', () => {
  test('has one line of titles, commas and dots', async () => {
    const { response, text } = await download(
      'level=EPCI&columns=part_comptee_a_part@2023,revenu_median@2021&style=plain&sort=code&view=/explorer?niveau=epci',
    );
    expect(response.headers.get('content-disposition')).toMatch(/-2021-2023-\d{8}-brut\.csv"$/);
    expect(text.split('\n')[0]).toBe(
      'id,code,name,epci,departement,part_comptee_a_part@2023,part_comptee_a_part@2023.state,revenu_median@2021,revenu_median@2021.state',
    );
    expect(text).toMatch(/^epci:200000011,200000011,CC du Bourg,,Ain,4\.761904762,COMPUTED,,NOT_AGGREGABLE$/m);
    expect(text).toMatch(/^epci:200000022,200000022,CA des Deux-Rives,,"(Ain, Rhône|Rhône, Ain)",/m);
  });

  test.each([
    ['grid.csv', 'style=plain&language=EN', /-\d{8}-plain\.csv"$/],
    ['grid.csv', 'style=plain&language=FR', /-\d{8}-brut\.csv"$/],
    ['grid.csv', 'style=excel&language=en', /-\d{8}\.csv"$/],
    ['grid.json', 'style=plain', /-\d{8}\.json"$/],
  ])('has a name of its own in the language of its page: %s?%s', async (file, parameters, name) => {
    const { response } = await download(`level=EPCI&columns=population_municipale@2023&${parameters}`, file);
    expect(response.headers.get('content-disposition')).toMatch(name);
  });

  test('tells rows of the list from subtotals and the total, so that nothing is counted twice', async () => {
    const asked = `level=COMMUNE&within=${RIVES}&columns=population_municipale@2023&groups=DEPARTEMENT&total=oui`;
    const [titles, ...lines] = (await download(`${asked}&style=plain`)).text.trim().split('\n');
    expect(titles).toBe(
      'id,code,name,epci,departement,kind,members,size,population_municipale@2023,population_municipale@2023.state',
    );
    const kinds = lines.map((line) => /,(territory|subtotal|total),/.exec(line)?.[1]);
    expect(kinds).toEqual(['subtotal', ...kinds.slice(1, -1), 'total']);
    expect(kinds.filter((kind) => kind === 'territory')).toHaveLength(6);
    const { rows, columns, about } = JSON.parse((await download(asked, 'grid.json')).text);
    expect(rows.kind).toEqual(kinds);
    const figures: readonly number[] = columns.at(-1).values;
    const sum = figures.reduce((all, value, row) => (kinds[row] === 'territory' ? all + value : all), 0);
    expect(sum).toBe(figures.at(-1));
    expect(Object.keys(about.kinds)).toEqual(['territory', 'subtotal', 'total']);
    const french = (await download(asked)).text.trim().split('\r\n');
    expect(french.find((line) => line.startsWith('Identifiant'))).toMatch(
      /^Identifiant;Code;Nom;EPCI;Département;Nature de la ligne;/,
    );
    expect(french.at(-1)).toMatch(/^[^;]*;[^;]*;[^;]*;[^;]*;[^;]*;total;/);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load((await download(asked, 'grid.xlsx')).bytes as never); // exceljs has types of an older Node.js
    const sheet = workbook.worksheets[0]!;
    expect(sheet.getCell('F1').text).toBe('Nature de la ligne');
    expect(sheet.lastRow?.getCell(6).text).toBe('total');
    const { text } = await download(`level=COMMUNE&within=${RIVES}&columns=population_municipale@2023&style=plain`);
    expect(text).toMatch(/^id,code,name,epci,departement,population_municipale@2023,/);
  });

  test('gives all rows at once, in the order of the grid', async () => {
    const { text } = await download(
      `level=COMMUNE&columns=population_municipale@2023&style=plain&sort=-population_municipale@2023`,
    );
    const { data } =
      await world.ask(`{ grid(rows: { level: COMMUNE }, columns: [{ indicator: "population_municipale", year: 2023 }],
      sort: [{ column: { indicator: "population_municipale", year: 2023 }, descending: true }]) { rows { ids } } }`);
    const ids = text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]);
    expect(ids).toEqual(data.grid.rows.ids);
    expect(ids).toHaveLength(11);
  });
});

const BOTH = `level=COMMUNE&within=${RIVES}&${COLUMNS}&geography=PUBLISHED&sort=code`;

describe('an export in another format', () => {
  test('is a workbook of real numbers, with a sheet that says what they are', async () => {
    const { response, bytes } = await download(`${BOTH}&search=`, 'grid.xlsx');
    expect(response.headers.get('content-type')).toContain('spreadsheetml');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(bytes as never); // exceljs has types of an older Node.js
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['Données', 'Métadonnées']);
    const [figures, about] = workbook.worksheets;
    const row = (number: number) => (figures!.getRow(number).values as unknown[]).slice(1);
    expect(row(1)).toEqual([
      'Identifiant',
      'Code',
      'Nom',
      'EPCI',
      'Département',
      'Population 2023',
      'Population 2023 – état',
      'Niveau de vie médian 2021',
      'Niveau de vie médian 2021 – état',
    ]);
    expect(row(2).slice(1)).toEqual([
      '01006',
      'Rive-Droite',
      'CA des Deux-Rives',
      'Ain',
      3100,
      'publié',
      22400,
      'publié',
    ]);
    const hidden = row(6);
    expect(hidden[1]).toBe('69004');
    expect(hidden.slice(5)).toEqual([0, 'publié', undefined, 'secret statistique']);
    expect(figures!.getCell('F2').numFmt).toBe('#,##0');
    const facts = about!.getSheetValues().map((line) => (Array.isArray(line) ? line.slice(1).join(' | ') : ''));
    expect(facts).toContain('Géographie | telle que publiée chaque année');
    expect(facts.some((fact) => fact.startsWith('Source | Revenus | Essai | Licence Ouverte 2.0'))).toBe(true);
  });

  test('is a workbook in which no text is a formula', async () => {
    const { bytes } = await download(`level=COMMUNE&${COLUMNS}&search=${encodeURIComponent('=1+1')}`, 'grid.xlsx');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(bytes as never); // exceljs has types of an older Node.js
    const cells: exceljs.Cell[] = [];
    workbook.worksheets[1]!.eachRow((line) => line.eachCell((cell) => cells.push(cell)));
    const risky = cells.filter(({ text }) => text === '=1+1');
    expect(risky.map(({ type, numFmt }) => [type, numFmt])).toEqual([[exceljs.ValueType.String, '@']]);
    expect(cells.filter(({ type }) => type === exceljs.ValueType.Formula)).toEqual([]);
  });

  test('is Parquet that DuckDB reads, with what the figures are in its metadata', async () => {
    const { bytes } = await download(BOTH, 'grid.parquet');
    const file = join(world.dataDirectory, 'export.parquet');
    await writeFile(file, bytes);
    const duckdb = await (await DuckDBInstance.create()).connect();
    const read = async (sql: string) => (await duckdb.runAndReadAll(sql)).getRowObjectsJson();
    expect(
      await read(`SELECT code, "population_municipale@2023" p, "revenu_median@2021" m, "revenu_median@2021.state" s
        FROM '${file}' WHERE code IN ('69004', '69005') ORDER BY code`),
    ).toEqual([
      { code: '69004', p: 0, m: null, s: 'SECRET' },
      { code: '69005', p: 1470, m: 26200, s: 'PUBLISHED' },
    ]);
    const [about] = await read(`SELECT decode(value) AS text FROM parquet_kv_metadata('${file}')`);
    expect(JSON.parse(String(about?.text))).toMatchObject({
      geography: { reading: 'PUBLISHED' },
      sources: [{ id: 'populations', vintages: ['2023'] }, { id: 'revenus' }],
    });
    duckdb.closeSync();
  });

  test('is columnar JSON, a hole being null beside its state', async () => {
    const { rows, columns, about } = JSON.parse((await download(BOTH, 'grid.json')).text);
    expect(rows.code).toEqual(['01006', '69001', '69002', '69003', '69004', '69005']);
    expect(columns[1]).toEqual({
      id: 'revenu_median@2021',
      label: 'Niveau de vie médian 2021',
      indicator: 'revenu_median',
      year: 2021,
      values: [22400, 18900, 23700, 25600, null, 26200],
      states: ['PUBLISHED', 'PUBLISHED', 'PUBLISHED', 'PUBLISHED', 'SECRET', 'PUBLISHED'],
    });
    expect(JSON.parse((await download(BOTH, 'grid.about.json')).text).sources).toEqual(about.sources);
  });

  test('tells the cautions of all its rows, as a page that shows none of them does when asked', async () => {
    const cautions = 'tableWarnings { code message }';
    const { data } = await world.ask(`{
      none: grid(${HIDDEN}, first: 0) { warnings { code } ${cautions} }
      page: grid(${HIDDEN}, first: 2) { warnings { code } ${cautions} }
      filtered: grid(${HIDDEN}, first: 1, filters: [{ column: { indicator: "revenu_median", year: 2021 }, operator: HAS_VALUE }]) { ${cautions} }
      groups: grid(${HIDDEN}, first: 1, groups: { by: EPCI }) { warnings { code } ${cautions} }
    }`);
    const { about } = JSON.parse(
      (await download(`level=COMMUNE&within=${RIVES}&columns=revenu_median@2021`, 'grid.json')).text,
    );
    expect(about.warnings).toEqual([
      expect.objectContaining({ code: 'HIDDEN_VALUES', message: expect.stringMatching(/^1 valeur masquée/) }),
    ]);
    const told = about.warnings.map(({ code, message }: (typeof about.warnings)[number]) => ({ code, message }));
    expect(data.none).toEqual({ warnings: [], tableWarnings: told });
    expect(data.page).toEqual({ warnings: [], tableWarnings: told });
    expect(data.filtered.tableWarnings).toEqual([]);
    expect(data.groups).toEqual({ warnings: [], tableWarnings: told });
  });

  test.each([
    ['population_municipale@2022,population_municipale@2023,population_totale@2023,population_totale@2022', [6, 2, 2]],
    ['population_municipale@2023,revenu_median@2021', [6, 2]],
  ])('is JSON-stat of %s, of dimensions %j', async (columns, size) => {
    const parameters = `level=COMMUNE&within=${RIVES}&columns=${columns}&geography=PUBLISHED&sort=code`;
    const dataset = JSON.parse((await download(parameters, 'grid.jsonstat.json')).text);
    expect(dataset).toMatchObject({ version: '2.0', class: 'dataset', size });
    const cells = size.reduce((product, count) => product * count, 1);
    expect(dataset.value).toHaveLength(cells);
    expect(dataset.status).toHaveLength(cells);
    const categories = dataset.id.map((id: string) => dataset.dimension[id].category.index);
    expect(categories.map((index: string[]) => index.length)).toEqual(size);
    // Châtel is the last row, population_municipale of 2023 the second or the first cell of a row.
    const perRow = cells / 6;
    expect(dataset.value[5 * perRow + (size.length === 3 ? 1 : 0)]).toBe(1470);
  });

  test('is a data package of a dataset, each column described, each hole empty beside its state', async () => {
    const { response, bytes } = await download(`source=revenus&within=${RIVES}`, 'dataset.zip');
    expect(response.headers.get('content-type')).toBe('application/zip');
    const files = unzipSync(bytes);
    expect(Object.keys(files)).toEqual(['datapackage.json', 'donnees.csv']);
    const descriptor = JSON.parse(strFromU8(files['datapackage.json']!));
    const [resource] = descriptor.resources;
    const [titles, ...rows] = strFromU8(files['donnees.csv']!).trim().split('\n');
    expect(resource.schema.fields.map(({ name }: { name: string }) => name)).toEqual(titles?.split(','));
    expect(titles).toBe('id,code,name,epci,departement,revenu_median@2021,revenu_median@2021.state');
    expect(rows).toHaveLength(6);
    expect(rows).toContain('commune:69004,69004,Givrine,CA des Deux-Rives,Rhône,,SECRET');
    for (const { name, title, description } of resource.schema.fields.slice(5))
      expect([name, title, description]).toEqual([name, expect.any(String), expect.stringMatching(/\.$/)]);
    expect(descriptor.sources).toEqual([{ title: 'Revenus, Essai', path: 'https://example.org/revenus' }]);
    expect(descriptor.boussole.geography.reading).toBe('PUBLISHED');
  });

  test('is JSON-stat of a dataset, over its years', async () => {
    const dataset = JSON.parse(
      (await download('source=populations&level=EPCI&from=2022', 'dataset.jsonstat.json')).text,
    );
    expect(dataset.dimension.year.category.index).toEqual(['2022', '2023']);
    expect(dataset.size[0]).toBe(2);
  });

  test('of a format for programs has no part that the page of exports does not describe', async () => {
    const page = await (await fetch(`${world.url}/export`)).text();
    const described = new Set(
      [...page.matchAll(/<dt><code>([^<]+)<\/code><\/dt><dd>[^<]{20,}<\/dd>/g)].map(([, name]) => name),
    );
    const rows = `level=COMMUNE&within=${RIVES}`;
    const crossed = 'population_municipale@2022,population_municipale@2023';
    const parts = new Set<string>();
    for (const columns of [crossed, 'population_municipale@2023,population_totale@2022']) {
      const text = (await download(`${rows}&columns=${columns}&groups=EPCI&total=OUI`, 'grid.jsonstat.json')).text;
      const { dimension, extension } = JSON.parse(text);
      for (const name of Object.keys(dimension)) parts.add(`dimension.${name}`);
      for (const name of Object.keys(extension)) parts.add(`extension.${name}`);
    }
    expect([...parts]).toEqual(
      expect.arrayContaining(['dimension.year', 'dimension.column', 'extension.boussole', 'extension.kinds']),
    );
    const ranked = 'territories=commune:69002&indicators=population_municipale&year=2023&ranks=departement&style=plain';
    for (const [parameters, file] of [
      [`${rows}&columns=${crossed}&groups=EPCI&total=OUI&style=plain`, 'grid.csv'],
      [ranked, 'compare.csv'],
    ] as const) {
      const titles = (await download(parameters, file)).text.split('\n')[0]!.split(',').slice(5);
      for (const title of titles) if (!/@\d+$/.test(title)) parts.add(title.split('.').at(-1)!);
    }
    expect([...parts]).toEqual(expect.arrayContaining(['state', 'kind', 'members', 'size', 'rank', 'percentile']));
    expect([...parts].filter((part) => !described.has(part))).toEqual([]);
  });

  test('is a comparison with its benchmarks and ranks', async () => {
    const { text } = await download(
      'territories=commune:69002,commune:69003&indicators=population_municipale&year=2023&ranks=departement&style=plain',
      'compare.csv',
    );
    expect(text.split('\n').slice(0, 4)).toEqual([
      'id,code,name,epci,departement,population_municipale@2023,population_municipale@2023.state,population_municipale@2023.rank,population_municipale@2023.size,population_municipale@2023.percentile',
      'commune:69002,69002,Rive-Gauche,CA des Deux-Rives,Rhône,8050,PUBLISHED,2,5,60',
      'commune:69003,69003,Vaux,CA des Deux-Rives,Rhône,680,PUBLISHED,4,5,20',
      expect.stringMatching(/^epci:200000022,.*,COMPUTED,,,$/),
    ]);
  });

  test('is a trend, one column by year, with what its change says', async () => {
    const { text } = await download('territories=commune:69002&indicator=population_municipale', 'trend.csv');
    expect(text).toContain(';Rive-Gauche;CA des Deux-Rives;Rhône;8000;publié;8100;publié;8050;publié\r\n');
    // Surveys of 2021 and 2023 overlap: there is no change to tell.
    expect(text).not.toMatch(/^Évolution;/m);
    expect(text).toContain('se recouvrent');
  });

  test.each([
    ['compare.csv', 'territories=commune:69002', 'ARGUMENT_INVALID'],
    ['compare.xlsx', 'territories=commune:69002&indicators=population_municipale&ranks=commune', 'ARGUMENT_INVALID'],
    ['trend.json', 'territories=commune:69002', 'ARGUMENT_INVALID'],
    ['trend.json', 'territories=commune:69002&indicator=population_municipale&from=2023&to=2021', 'ARGUMENT_INVALID'],
    ['dataset.zip', 'source=inconnue', 'ARGUMENT_INVALID'],
    ['dataset.zip', 'level=EPCI', 'ARGUMENT_INVALID'],
    ['trend.parquet', 'territories=69002&indicator=population_municipale', 'TERRITORY_ID_INVALID'],
  ])('/%s?%s is refused with %3$s', async (file, parameters, code) => {
    const { response, text } = await download(parameters, file);
    expect(response.status).toBe(400);
    expect(JSON.parse(text).errors[0].extensions.code).toBe(code);
  });
});

describe('an export that cannot be made', () => {
  test.each([
    ['', 400, 'ARGUMENT_INVALID'],
    ['level=EPCI', 400, 'ARGUMENT_INVALID'],
    ['level=CANTON&columns=population_municipale@2023', 400, 'ARGUMENT_INVALID'],
    ['level=GROUPE&columns=population_municipale@2023', 400, 'ARGUMENT_INVALID'],
    ['level=EPCI&columns=population_municipale', 400, 'ARGUMENT_INVALID'],
    ['level=EPCI&columns=population_municipale@23', 400, 'ARGUMENT_INVALID'],
    ['level=EPCI&level=COMMUNE&columns=population_municipale@2023', 400, 'ARGUMENT_INVALID'],
    ['level=EPCI&columns=population_municipale@2023&couleur=bleu', 400, 'ARGUMENT_INVALID'],
    ['level=EPCI&columns=population_municipale@2023&toString=1', 400, 'ARGUMENT_INVALID'],
    ['level=EPCI&columns=population_municipale@2023&view=//example.org', 400, 'ARGUMENT_INVALID'],
    ['level=EPCI&columns=population_municipale@2023&view=https://example.org', 400, 'ARGUMENT_INVALID'],
    ['level=EPCI&columns=population_municipale@2023&filter=population_municipale@2023:PLUS:1', 400, 'ARGUMENT_INVALID'],
    [
      'level=EPCI&columns=population_municipale@2023&filter=population_municipale@2023:GT:beaucoup',
      400,
      'ARGUMENT_INVALID',
    ],
    ['level=EPCI&columns=population_municipale@2023&style=jaune', 400, 'ARGUMENT_INVALID'],
    ['level=EPCI&columns=population_municipale@2023&search=a%00', 400, 'ARGUMENT_INVALID'],
    ['level=EPCI&columns=population_municipale@2023&search=%EF%BF%BF', 400, 'ARGUMENT_INVALID'],
    ['territories=Lyon&columns=population_municipale@2023', 400, 'TERRITORY_ID_INVALID'],
    ['territories=commune:99999&columns=population_municipale@2023', 404, 'TERRITORY_UNKNOWN'],
    ['level=COMMUNE&within=departement:98&columns=population_municipale@2023', 404, 'TERRITORY_UNKNOWN'],
    ['level=EPCI&columns=inconnu@2023', 404, 'INDICATOR_UNKNOWN'],
    ['level=EPCI&columns=population_municipale@1789', 404, 'YEAR_UNAVAILABLE'],
    ['level=EPCI&columns=population_municipale@2023&publication=inconnue', 404, 'PUBLICATION_UNKNOWN'],
    [
      `level=EPCI&columns=${Array.from({ length: 501 }, () => 'population_municipale@2023').join(',')}`,
      400,
      'LIMIT_EXCEEDED',
    ],
  ])('?%.60s is %i %s', async (parameters, status, code) => {
    const { response, text } = await download(parameters);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(JSON.parse(text)).toEqual({ errors: [{ message: expect.any(String), extensions: { code } }] });
  });

  test.each([
    ['source=inconnue', 400, 'ARGUMENT_INVALID', /inconnue ; connues : populations/],
    ['source=populations&within=departement:98', 404, 'TERRITORY_UNKNOWN', /departement:98/],
    ['source=populations&from=2023&to=2020', 400, 'ARGUMENT_INVALID', /« from » : 2023 est après 2020/],
    ['source=populations&from=2090', 400, 'ARGUMENT_INVALID', /« populations » n’a pas d’année dans cet intervalle/],
  ])('of a dataset, ?%s is %i %s', async (parameters, status, code, sentence) => {
    const { response, text } = await download(parameters, 'dataset.csv');
    expect(response.status).toBe(status);
    expect(JSON.parse(text)).toEqual({ errors: [{ message: expect.stringMatching(sentence), extensions: { code } }] });
  });

  test('of a parameter or a level that is not known names those that are', async () => {
    const told = async (parameters: string): Promise<string> =>
      JSON.parse((await download(parameters)).text).errors[0].message;
    expect(await told('niveau=EPCI')).toMatch(
      /inconnu ; attendus : level, .*geography, publication, view, language, style/,
    );
    expect(await told('level=GROUPE')).toMatch(/attendus : FRANCE, REGION, DEPARTEMENT, EPCI, COMMUNE\.$/);
  });

  test.each([
    [
      'fr',
      /^L’adresse « \/export\/(grid\.foo|inconnu\.csv|grid)?\/? ?» .* tables : grid, compare, trend, dataset ; formats : csv, .*zip.*La page « \/export » les décrit\.$/,
    ],
    [
      'en',
      /^The address “\/export\/.*” does not exist .* tables: grid, compare, trend, dataset; formats: csv, .*zip.*The page “\/export” describes them\.$/,
    ],
  ])('of a table or a format that does not exist names those that do, in %s', async (language, sentence) => {
    for (const file of ['grid.foo', 'inconnu.csv', 'grid']) {
      for (const method of ['GET', 'POST']) {
        const response = await fetch(`${world.url}/export/${file}?level=EPCI`, {
          method,
          headers: { 'accept-language': language },
        });
        expect(response.status).toBe(404);
        const { errors } = (await response.json()) as { errors: { message: string }[] };
        expect(errors[0]?.message).toMatch(sentence);
      }
    }
  });

  test('of a total is asked by true, or by OUI, and by nothing else', async () => {
    const rows = 'level=EPCI&columns=population_municipale@2023&style=plain';
    const [yes, french, none] = await Promise.all(
      ['&total=true', '&total=OUI', ''].map(async (total) => (await download(rows + total)).text),
    );
    expect(yes).toBe(french);
    expect(yes).not.toBe(none);
    for (const total of ['non', 'false', '1', 'vrai']) {
      const { response, text } = await download(`${rows}&total=${total}`);
      expect(response.status).toBe(400);
      expect(JSON.parse(text).errors[0].message).toBe(
        `Argument « total » : « ${total} » est inconnu ; attendus : true, OUI.`,
      );
    }
  });

  test('of a number that is too big says so', async () => {
    const rows = 'level=EPCI&columns=population_municipale@2023&filter=population_municipale@2023:gt:';
    const told = async (number: string) => JSON.parse((await download(rows + number)).text).errors[0].message;
    expect(await told('1e999')).toBe(
      'Argument « filter » : « 1e999 » est un nombre trop grand, donnez-en un plus petit.',
    );
    expect(await told('Infinity')).toBe('Argument « filter » : « Infinity » n’est pas un nombre.');
  });

  test('of an interval upside down names its parameter', async () => {
    const filter = 'population_municipale@2023:between:10:5';
    const { response, text } = await download(`level=EPCI&columns=population_municipale@2023&filter=${filter}`);
    expect(response.status).toBe(400);
    expect(JSON.parse(text).errors[0].message).toMatch(/^Argument « filter » : BETWEEN va de la plus petite/);
  });

  test.each([
    ['gt:10:20', /^Argument « filter » : GT ne prend pas de « upper »/],
    ['has_value:10', /^Argument « filter » : HAS_VALUE ne prend pas de « value »/],
    [
      'between:10:20:30',
      /^Argument « filter » : « population_municipale@2023:between:10:20:30 » donne plus de deux nombres/,
    ],
  ])('of a condition with too many numbers, %s, is told', async (condition, sentence) => {
    const filter = `population_municipale@2023:${condition}`;
    const { response, text } = await download(`level=EPCI&columns=population_municipale@2023&filter=${filter}`);
    expect(response.status).toBe(400);
    expect(JSON.parse(text).errors[0].message).toMatch(sentence);
  });

  test('because it is too large is refused before it is read', async () => {
    const small = await world.again({ limits: { cells: 10 } });
    try {
      const response = await fetch(`${small.url}/export/grid.csv?level=COMMUNE&columns=population_municipale@2023`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] });
    } finally {
      await small.close();
    }
  });

  test('the page of exports lists every parameter', async () => {
    const page = await (await fetch(`${world.url}/export`)).text();
    for (const name of [
      'level',
      'within',
      'territories',
      'columns',
      'search',
      'filter',
      'sort',
      'geography',
      'publication',
      'style',
      'benchmarks',
      'ranks',
      'from',
      '.xlsx',
    ]) {
      expect(page).toContain(`<code>${name}</code>`);
    }
  });
});
