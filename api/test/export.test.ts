import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RIVES } from './support/rows.ts';
import { startWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function download(parameters: string) {
  const response = await fetch(`${world.url}/export/grid.csv?${parameters}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { response, bytes, text: bytes.toString('utf8') };
}

const COLUMNS = 'columns=population_municipale@2023,revenu_median@2021';

describe('an export for a spreadsheet', () => {
  test('says first what the figures are, then gives them as a French spreadsheet reads them', async () => {
    const { response, bytes, text } = await download(
      `level=COMMUNE&within=${RIVES}&${COLUMNS}&geography=PUBLISHED&sort=-revenu_median@2021&filter=population_municipale@2023:GTE:0`,
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="boussole-[\w-]+\.csv"$/);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = text.slice(1).split('\r\n');
    const publication = response.headers.get('x-boussole-publication');
    expect(lines).toContain('Date de l’export;15/03/2026 08:30 (UTC)');
    expect(lines).toContain('Géographie;telle que publiée chaque année');
    expect(lines).toContain(`Territoires;Communes dans CA des Deux-Rives (${RIVES});6 lignes`);
    expect(lines).toContain('Filtre;Population 2023 supérieur ou égal à 0');
    expect(lines).toContain('Tri;Niveau de vie médian 2021, ordre décroissant');
    expect(lines).toContain('Source;Populations;Essai;Licence Ouverte 2.0;https://example.org/populations');
    expect(text).toContain(`Publication;${publication};du `);
    expect(text).toContain('Précaution;Population;');
    const title = lines.indexOf('Identifiant;Code;Nom;EPCI;Département;Population 2023;Niveau de vie médian 2021');
    expect(lines[title - 1]).toBe('');
    expect(lines.slice(title + 1)).toEqual([
      'commune:69005;69005;Châtel;CA des Deux-Rives;Rhône;1470;26200',
      'commune:69003;69003;Vaux;CA des Deux-Rives;Rhône;680;25600',
      'commune:69002;69002;Rive-Gauche;CA des Deux-Rives;Rhône;8050;23700',
      'commune:01006;01006;Rive-Droite;CA des Deux-Rives;Ain;3100;22400',
      'commune:69001;69001;Saint-Étienne-du-Mont;CA des Deux-Rives;Rhône;20500;18900',
      'commune:69004;69004;Givrine;CA des Deux-Rives;Rhône;0;s',
      '',
    ]);
  });

  test('writes decimals with a comma, and a word where there is no value', async () => {
    const { text } = await download('level=EPCI&columns=part_comptee_a_part@2023,revenu_median@2021');
    expect(text).toMatch(/;4,7619047619\d*;na\r\n/);
    const missing = await download(
      'territories=commune:01004,commune:01001&columns=revenu_median@2021&geography=PUBLISHED',
    );
    expect(missing.text).toContain('commune:01004;01004;Clairval;CC du Bourg;Ain;nd');
    expect(missing.text).toContain('commune:01001;01001;Abbaye;CC du Bourg;Ain;s');
  });

  test('names the publication in its address, and that address gives the same figures', async () => {
    const { text } = await download(`level=EPCI&${COLUMNS}`);
    const address = /^Adresse;(.*)\r$/m.exec(text)?.[1];
    const again = await (await fetch(`${world.url}${address}`)).text();
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

describe('a plain export', () => {
  test('has one line of titles, commas and dots', async () => {
    const { text } = await download(
      'level=EPCI&columns=part_comptee_a_part@2023,revenu_median@2021&style=plain&sort=code',
    );
    expect(text.split('\n')[0]).toBe('id,code,name,epci,departement,part_comptee_a_part@2023,revenu_median@2021');
    expect(text).toMatch(/^epci:200000011,200000011,CC du Bourg,,Ain,4\.7619047619\d*,na$/m);
    expect(text).toMatch(/^epci:200000022,200000022,CA des Deux-Rives,,"(Ain, Rhône|Rhône, Ain)",/m);
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
    ['level=EPCI&columns=population_municipale@2023&filter=population_municipale@2023:PLUS:1', 400, 'ARGUMENT_INVALID'],
    [
      'level=EPCI&columns=population_municipale@2023&filter=population_municipale@2023:GT:beaucoup',
      400,
      'ARGUMENT_INVALID',
    ],
    ['level=EPCI&columns=population_municipale@2023&style=jaune', 400, 'ARGUMENT_INVALID'],
    ['territories=Lyon&columns=population_municipale@2023', 400, 'TERRITORY_ID_INVALID'],
    ['territories=commune:99999&columns=population_municipale@2023', 404, 'TERRITORY_UNKNOWN'],
    ['level=EPCI&columns=inconnu@2023', 404, 'INDICATOR_UNKNOWN'],
    ['level=EPCI&columns=population_municipale@1789', 404, 'YEAR_UNAVAILABLE'],
    ['level=EPCI&columns=population_municipale@2023&publication=inconnue', 404, 'PUBLICATION_UNKNOWN'],
    [
      `level=EPCI&columns=${Array.from({ length: 201 }, () => 'population_municipale@2023').join(',')}`,
      400,
      'LIMIT_EXCEEDED',
    ],
  ])('?%.60s is %i %s', async (parameters, status, code) => {
    const { response, text } = await download(parameters);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(JSON.parse(text)).toEqual({ errors: [{ message: expect.any(String), extensions: { code } }] });
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
    ]) {
      expect(page).toContain(`<code>${name}</code>`);
    }
  });
});
