import { readFile } from 'node:fs/promises';
import exceljs from 'exceljs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations, violationsEverywhere } from './axe.ts';
import { openPage } from './browser.ts';
import { photograph } from './photograph.ts';
import { endWalk, startWalk, type Walk } from './walk.ts';
import { walkThroughExplorer } from './walk-explore.ts';

// INSEE, legal populations of 2023 in force on 1 January 2026.
const LYON = '519\u202f127';
const VILLEURBANNE = '163\u202f684';

const SILENT = /^Le serveur de Boussole ne répond pas\./;

describe('the dashboard in a browser, on the embedded data', { timeout: 240_000, retry: 1 }, () => {
  let walk: Walk;
  let page: Page;

  beforeAll(async () => {
    walk = await startWalk();
    page = walk.page;
  }, 600_000);
  afterAll(() => endWalk(walk));

  const open = (path: string) => openPage(page, walk.served.address + path);

  const exported = async (format: string): Promise<Buffer> => {
    await page.getByRole('button', { name: 'Exporter', exact: true }).click();
    await page.getByRole('menuitem', { name: format }).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: format }).click(),
    ]);
    return readFile(await file.path());
  };

  it('says what is loaded on its first page', async () => {
    // As one comes back from a sign-out.
    await open('/?state=2f9c');
    expect(new URL(page.url()).search).toBe('');
    await page.getByText(/limites communales de \d{4}/).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Où en est votre territoire');
    expect(await page.getByText(/34.875/).textContent()).toBe('34\u202f875');
  });

  it('reaches a commune by its name and Enter, before the answers show, and reads its population', async () => {
    await open('/');
    await page.getByRole('banner').getByRole('searchbox').pressSequentially('lyon');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/territoire/commune:69123');
    await page.getByRole('heading', { level: 1, name: 'Lyon' }).waitFor();
    const figure = page.getByRole('article', { name: 'Population', exact: true });
    await figure.getByRole('button', { name: `Population, Lyon, 2023 : ${LYON}` }).waitFor();
    expect(await page.title()).toBe('Lyon – Boussole');
  });

  it('takes the page of that very name before a commune that begins so, and a commune for what begins its own', async () => {
    for (const [typed, address] of [
      ['carte', '**/carte'],
      ['carp', '**/territoire/commune:84031'],
      ['condrieu 69420', '**/territoire/commune:69064'],
    ] as const) {
      await open('/');
      await page.getByRole('banner').getByRole('searchbox').pressSequentially(typed);
      await page.keyboard.press('Enter');
      await page.waitForURL(address);
    }
  });

  it('opens a territory by its code alone, and asks which of the communes of a postal code', async () => {
    await open('/territoire/69064');
    await page.waitForURL('**/territoire/commune:69064');
    await page.getByRole('heading', { level: 1, name: 'Condrieu' }).waitFor();
    await open('/territoire/69420');
    await page
      .getByRole('main')
      .getByRole('link', { name: /^Condrieu/ })
      .click();
    await page.waitForURL('**/territoire/commune:69064');
    await open('/territoire/00000');
    await page.getByText('Aucun territoire ne porte l’identifiant « 00000 »').waitFor();
  });

  it('opens the sheet of an indicator that the address names as other pages do', async () => {
    await open('/indicateurs?i=population_totale');
    await page.waitForFunction(() => document.activeElement?.id === 'population_totale');
  });

  it('says the level of territories that bear one name', async () => {
    await open('/comparer?t=commune:75056,departement:75&tableau=simple');
    const table = page.getByRole('main').getByRole('table').first();
    await table.getByRole('link', { name: 'Paris (commune)' }).waitFor();
    await table.getByRole('link', { name: 'Paris (département)' }).waitFor();
    await open('/territoire/commune:75056');
    const parents = page.getByRole('navigation', { name: /Paris/ });
    await parents.getByRole('link', { name: 'Paris (département)' }).waitFor();
  });

  it('does not tell an EPCI of two départements as if one were in the other', async () => {
    await open('/territoire/epci:200040590');
    const parents = page.getByRole('navigation', { name: /Villefranche/ });
    await parents.getByRole('link', { name: 'Rhône', exact: true }).waitFor();
    expect(await parents.textContent()).toContain('Rhône et Ain');
  });

  it.each([
    ['st etienne', 'Saint-Étienne'],
    ["l'hay", "L'Haÿ-les-Roses"],
  ])('finds %s while it is typed', async (typed, name) => {
    await open('/');
    await page.getByRole('main').getByRole('searchbox').pressSequentially(typed);
    const first = page.getByRole('main').getByRole('option').first();
    await first.filter({ hasText: name }).waitFor();
  });

  it('explains a figure down to its file, in the address of the page, and closes with « back »', async () => {
    await open('/territoire/commune:69123');
    await page.getByRole('button', { name: `Population, Lyon, 2023 : ${LYON}` }).click();
    const story = page.getByRole('dialog', { name: 'Pourquoi ce chiffre ?' });
    await story.getByText('D’où il vient').waitFor();
    expect(await story.textContent()).toContain('@etalab/decoupage-administratif');
    expect(page.url()).toContain('pourquoi=population_municipale|2023|commune:69123');
    await page.goBack();
    await story.waitFor({ state: 'hidden' });
    // Closed by Escape it leaves nothing in the history: « back » and « forward » do not open it again.
    await open('/donnees');
    await open('/territoire/commune:69123');
    await page.getByRole('button', { name: `Population, Lyon, 2023 : ${LYON}` }).click();
    await story.getByText('D’où il vient').waitFor();
    await page.keyboard.press('Escape');
    await story.waitFor({ state: 'hidden' });
    // The focus goes back to each figure, the second time as the first.
    const second = page.getByRole('button', { name: /^Pourquoi ce chiffre \? Population, Métropole de Lyon/ });
    for (const figure of [page.getByRole('button', { name: `Population, Lyon, 2023 : ${LYON}` }), second]) {
      await figure.focus();
      await page.keyboard.press('Enter');
      await story.getByText('D’où il vient').waitFor();
      await page.keyboard.press('Escape');
      await story.waitFor({ state: 'hidden' });
      await figure.and(page.locator(':focus')).waitFor();
    }
    await page.goBack();
    await page.waitForURL('**/donnees');
  });

  it('opens the part that an EPCI has in one of its départements', async () => {
    await open('/territoire/epci:200040277');
    await page.getByRole('region', { name: 'Ses parties par département' }).getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: 'CA Agglo du Pays de Dreux (partie Eure)' }).waitFor();
    await page.getByRole('article', { name: 'Population', exact: true }).getByRole('button').first().waitFor();
    await page.getByRole('region', { name: 'Composition' }).getByRole('link', { name: 'Ézy-sur-Eure' }).waitFor();
  });

  it('keeps a commune of similar size in the selection in one click', async () => {
    await open('/territoire/commune:69123');
    const neighbours = page.getByRole('region', { name: 'Les communes les plus proches en taille' });
    expect(await neighbours.getByRole('listitem').first().textContent()).toBe(`Villeurbanne${VILLEURBANNE} hab.`);
    const keep = neighbours.getByRole('button', { name: 'Ajouter Villeurbanne à ma sélection' });
    await keep.click();
    await neighbours.getByRole('button', { name: 'Ajouter Villeurbanne à ma sélection', pressed: true }).click();
  });

  it('leads from the portrait of an EPCI to what stands out among its communes, and explains and exports it', async () => {
    await open('/territoire/epci:200046977');
    await page.getByRole('link', { name: 'Ce qui étonne parmi ses communes' }).click();
    await page.waitForURL('**/comparer?vue=ecarts&dans=epci:200046977&niveau=commune');
    const first = page
      .getByRole('list', { name: /du plus marqué au moins marqué/ })
      .getByRole('listitem')
      .first();
    await first.getByRole('link', { name: 'Dardilly' }).waitFor();
    // INSEE, legal populations of 2022: 633 of 9,613 in Dardilly, 15,505 of 1,449,118 in the whole.
    expect(await first.textContent()).toContain(
      '6,6\u202f%, contre 1,4\u202f% pour la médiane des communes : +5,2\u00a0points. Ensemble (Métropole de Lyon) : 1,1\u202f%',
    );
    const rows = (await exported('CSV pour tableur français')).toString('utf8');
    expect(rows).toContain('Dardilly');
    expect(rows).toContain('Benjamini et Hochberg');
    await first.getByRole('button', { name: /Pourquoi ce chiffre/ }).click();
    await page.getByRole('dialog').getByText('Dardilly').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Tableau', { exact: true }).click();
    await page.waitForURL('**/comparer?t=epci:200046977');
  });

  it('compares a commune with two neighbours and its EPCI, sorts, and exports what is on the screen', async () => {
    await open('/territoire/commune:69123');
    await page.getByRole('link', { name: 'Comparer', exact: true }).last().click();
    for (const name of ['Villeurbanne', 'Vénissieux']) {
      await page.getByRole('main').getByRole('searchbox', { name: 'Ajouter un territoire' }).pressSequentially(name);
      await page.getByRole('main').getByRole('option').first().filter({ hasText: name }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('list', { name: 'Territoires comparés' }).getByText(name).waitFor();
    }
    const grid = page.getByRole('region', { name: /^Comparaison/ });
    await grid.getByText(VILLEURBANNE).waitFor();
    await grid.getByRole('link', { name: 'Métropole de Lyon' }).waitFor();

    await grid.getByRole('columnheader', { name: 'Population municipale, 2023' }).click();
    await page.waitForURL('**tri=-population_municipale**');
    // The grid takes the order from the address: a click before that would ask for the same one again.
    await grid.locator('[role="columnheader"][aria-sort="descending"]', { hasText: 'Population' }).waitFor();
    await grid.getByRole('columnheader', { name: 'Population municipale, 2023' }).click();
    await page.waitForURL('**tri=population_municipale**');
    await page.waitForFunction(() =>
      document.querySelector('.ag-row[row-index="0"]')?.textContent?.includes('Vénissieux'),
    );

    const csv = (await exported('CSV pour tableur français')).toString('utf8');
    const rows = csv.split('\r\n').slice(csv.split('\r\n').indexOf('') + 1);
    expect(csv.startsWith('\uFEFFBoussole')).toBe(true);
    expect(rows[0]).toMatch(
      /^Code;Territoire;Niveau;Population municipale \(2023[^;]*\);Population municipale \(2023[^;]*\) – état/,
    );
    expect(rows.slice(1, 5).map((row) => row.split(';')[1])).toEqual([
      'Vénissieux',
      'Villeurbanne',
      'Lyon',
      'Métropole de Lyon',
    ]);
    expect(rows[3]).toMatch(/^69123;Lyon;Commune;519127;Publié par la source;/);
  });

  it('shows what a link names, and says what of it could not be used', async () => {
    await open('/comparer?t=commune:69123,commune:99999&i=population_municipale,revenu_medain&annee=1950');
    const notice = page.getByRole('status').filter({ hasText: '3 parties de ce lien n’ont pas pu être utilisées' });
    await notice.getByText(/^t=commune:99999/).waitFor();
    await page
      .getByRole('region', { name: /^Comparaison/ })
      .getByText(LYON)
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await notice.getByRole('button', { name: 'Retirer du lien' }).click();
    await page.waitForURL('**/comparer?t=commune:69123&i=population_municipale');
    await notice.waitFor({ state: 'detached' });
    // Where the button was, rather than at the top of the document: what is left there has nothing to show.
    await page.locator('main [role=status]:focus').waitFor({ state: 'attached' });
    await open('/carte?dans=departement:999');
    await page.getByText(/^dans=departement:999/).waitFor();
    await page.getByText('La page montre toute la France.').waitFor();
    // A condition that names nothing would leave no gap.
    await open('/comparer?vue=ecarts&dans=departement:69&theme=inconnu');
    await page.getByText(/^theme=inconnu/).waitFor();
    await page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ hasText: /fois l’écart habituel/ })
      .first()
      .waitFor();
    await open('/indicateurs?theme=inconnu');
    await page.getByText(/^theme=inconnu/).waitFor();
  });

  it('places a commune among those of its département, names its peers, and compares it with them in one click', async () => {
    await open('/position?i=population_municipale&t=commune:69123&dans=departement:69');
    const place = page.getByRole('region', { name: 'Où ils se placent' }).getByRole('row', { name: /Lyon/ });
    expect(await place.textContent()).toBe(`Lyon${LYON}1er sur 26699\u202f%5 sur 5`);
    await page.getByText('Tableau de la répartition').click();
    await page.getByRole('row', { name: 'de 2\u202f000 à moins de 5\u202f000 69' }).waitFor();
    await page.getByRole('row', { name: /^50.% sont au plus à 1.765$/ }).waitFor();
    const lines = (await exported('CSV pour tableur français')).toString('utf8').split('\r\n');
    expect(lines[0]).toMatch(/Population municipale \(2023\), Communes – Rhône$/);
    expect(lines).toContain('Parmi;Communes – Rhône');
    expect(lines).toContain('50;1765');
    expect(lines).toContain('de 2\u202f000 à moins de 5\u202f000;69');
    expect((await exported('Image SVG')).toString('utf8')).toContain('Communes – Rhône');
    const peers = page.getByRole('region', { name: 'Territoires semblables à Lyon' });
    // Population is what is read, and the only usual criterion that is loaded.
    await peers.getByText('Il ne reste aucun critère').waitFor();
    await open('/position?i=part_comptee_a_part&i2=population_comptee_a_part&t=commune:69123');
    await peers.getByText('Critères : Population (2023).').waitFor();
    expect((await peers.getByRole('link').allTextContents()).slice(0, 3)).toEqual(['Toulouse', 'Nice', 'Nantes']);

    await open('/comparer?t=commune:69123&i=population_municipale&tableau=simple');
    await page.getByRole('button', { name: 'Ajouter ses semblables' }).click();
    await page.getByRole('row', { name: /Toulouse/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('t')?.split(',')).toHaveLength(11);
    await page.getByText(/^Semblables de Lyon : .* par Population\. Population est un critère du choix/).waitFor();
  });

  it('shows the biggest gaps to a benchmark first, then turns the table, with the past of each figure', async () => {
    const shown = 't=commune:69123,commune:69266,commune:69001&i=population_municipale,part_comptee_a_part';
    await open(`/comparer?${shown}&annee=comparable&ecart=departement:69&tableau=simple`);
    await page.getByRole('button', { name: 'Les plus grands écarts d’abord' }).click();
    await page.waitForURL('**tri=-ecart**');
    const table = page.getByRole('table', { name: /^Comparaison/ });
    await table.getByRole('columnheader').nth(1).filter({ hasText: 'Part' }).waitFor();
    expect((await table.getByRole('columnheader').allTextContents()).slice(1)).toEqual([
      'Part comptée à part 2022',
      'Population 2023',
    ]);
    expect((await table.getByRole('row').allTextContents()).slice(1, 3).map((text) => text.slice(0, 4))).toEqual([
      'Vill',
      'Lyon',
    ]);
    // 16 people: few cases come after the others, however big the gap.
    expect(await table.getByRole('row').nth(3).textContent()).toMatch(/^Affoux4,1.%.*▲ \+2,8.points398$/);

    await page.getByRole('switch', { name: 'Indicateurs en lignes' }).click();
    await page.getByRole('switch', { name: 'Courbes' }).click();
    await table.getByRole('columnheader', { name: 'Affoux' }).waitFor();
    await table
      .getByRole('row', { name: /^Population 2023/ })
      .getByRole('img', { name: /519/ })
      .waitFor();
  });

  it('puts a territory of the reader’s choice beside the others, and the EPCI beside a small commune', async () => {
    await open('/territoire/commune:69001');
    await page.getByRole('searchbox', { name: 'Comparer aussi à…' }).pressSequentially('villeurbanne');
    await page.keyboard.press('Enter');
    await page.waitForURL('**avec=commune:69266');
    const figure = page.getByRole('article', { name: 'Population', exact: true });
    await figure.getByRole('button', { name: `Population, Villeurbanne, 2023 : ${VILLEURBANNE}` }).waitFor();
    await page.getByText('Petite commune : lisez aussi').waitFor();
  });

  it('follows several indicators of a commune on one axis, each in its line of the tables', async () => {
    await open('/tendances?t=commune:69123&i=population_municipale,part_comptee_a_part');
    await page.getByText('Les indicateurs n’ont pas la même unité : les courbes sont en base 100.').waitFor();
    const values = page.getByRole('region', { name: 'Valeurs' });
    expect(await values.getByRole('row').nth(1).textContent()).toMatch(new RegExp(`^LyonPopulation.*${LYON}$`));
    expect(await values.getByRole('row').nth(2).textContent()).toMatch(/^LyonPart comptée à part.*1,2.%/);
  });

  it('opens a copied address on the same view, and walks back and forward through its states', async () => {
    await open('/comparer?t=commune:69123,commune:69266&i=population_municipale&annee=2019&tableau=simple');
    const row = page.getByRole('row', { name: /Villeurbanne/ });
    await row.waitFor();
    const before = await row.textContent();
    await page.getByRole('switch', { name: 'Rangs', exact: true }).click();
    await page.waitForURL('**rangs=oui**');
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes('rangs'));
    expect(await row.textContent()).toBe(before);
    await page.goForward();
    await page.waitForURL('**rangs=oui**');
  });

  walkThroughExplorer(() => ({ page, open, exported }));

  it('draws a trend with the table behind it', async () => {
    await open('/tendances?t=commune:74010&i=population_municipale');
    await page.getByRole('img', { name: /^Population municipale de 2016 à 2023/ }).waitFor();
    await page
      .getByRole('row', { name: /Annecy/ })
      .first()
      .waitFor();
    await page
      .getByText(/Annecy-le-Vieux \(74011\)/)
      .first()
      .waitFor();
    const changes = page.getByRole('region', { name: 'Ce qui a changé' });
    expect(await changes.getByRole('row').last().textContent()).toContain('ne se lit pas');
    await page.getByRole('switch', { name: 'Prolonger' }).click();
    await page.waitForURL('**prolonger=oui**');
    const continued = page.getByRole('region', { name: 'Tendance prolongée' }).getByRole('row').last();
    expect(await continued.textContent()).toContain('Il faut au moins 5 années comparables');
    const mandates = page.getByRole('region', { name: 'Mandat par mandat' }).getByRole('row');
    expect(await mandates.filter({ hasText: '2020-2026' }).textContent()).toMatch(
      /se recouvrent : leur écart n’est pas une évolution\. L’évolution se lira avec l’année 2025\./,
    );
  });

  it('exports the curves as an image with their source, and their values as a workbook of numbers', async () => {
    await open('/tendances?t=commune:69123&i=population_municipale&base=100');
    await page.getByRole('img', { name: /^Population municipale/ }).waitFor();
    await page.getByRole('button', { name: 'Exporter', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Image SVG' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    // What is exported ends on paper: it is light in the dark theme too.
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor({ state: 'attached' });
    const svg = (await exported('Image SVG')).toString('utf8');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(svg).toMatch(/fill="#fff(fff)?"/);
    expect(svg).not.toContain('#191d26');
    expect(svg).toMatch(/^<svg [^>]*>.*Population municipale.*<svg x=.*<path .*INSEE.*<\/svg>$/s);
    const png = await exported('Image PNG');
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load((await exported('Classeur Excel')) as never); // exceljs has types of an older Node.js
    const [figures, based, mandates, about] = workbook.worksheets;
    const titles = figures?.getRow(1).values as string[];
    expect(figures?.getRow(2).getCell(titles.indexOf('2023')).value).toBe(519127);
    expect(based?.name).toBe('Base 100 en 2016');
    const inBase = ['2016', '2023'].map((year) => based?.getRow(2).getCell(titles.indexOf(year)).value);
    expect(inBase).toEqual([100, 100.7]);
    expect(mandates?.name).toBe('Mandat par mandat');
    expect(mandates?.getColumn(3).values.slice(2)).toEqual(['Mandat 2014-2020', 'Mandat 2020-2026']);
    expect(about?.getSheetValues().flat()).toContain('Source');
  });

  it('exports a portrait, one line by indicator, with its rank', async () => {
    await open('/territoire/commune:69123');
    const csv = (await exported('CSV simple (virgules, points)')).toString('utf8');
    const [titles, first] = csv
      .split('\n')
      .map((line) =>
        [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted ?? bare),
      );
    expect(titles?.slice(0, 6)).toEqual(['Thème', 'Indicateur', 'Unité', 'Année', 'Lyon', 'Lyon – état']);
    expect(first?.slice(1, 6)).toEqual(['Population municipale', 'nombre', '2023', '519127', 'Publié par la source']);
    expect(first?.[titles?.indexOf('Rang en France') ?? -1]).toBe('3');
    const told = ['Évolution', 'Unité de l’évolution', 'Lecture de l’écart : Rhône'];
    expect(told.map((title) => first?.[titles?.indexOf(title) ?? -1])).toEqual([
      expect.stringMatching(/^-?\d/),
      '%',
      'part du total, en %',
    ]);
  });

  it('gives the file of every commune and year of an indicator', async () => {
    await open('/indicateurs');
    const link = page.getByRole('link', { name: 'CSV : Population, toutes les communes' });
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const csv = await readFile(await file.path(), 'utf8');
    expect(csv).toMatch(/\r\ncommune:69123;69123;Lyon;Métropole de Lyon;Rhône;.*;519127;publié\r\n/);
  });

  it('goes through a grid by the arrows, opens what a cell leads to, and leaves it by the tab key', async () => {
    await open('/comparer?t=commune:69123,commune:69266&i=population_municipale,population_totale');
    await page.getByRole('region', { name: /^Comparaison/ }).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    const isInside = () => page.evaluate(() => document.activeElement?.closest('.ag-root') !== null);
    for (const key of ['Tab', 'Shift+Tab']) {
      await page.locator('.ag-header-cell').first().focus();
      await page.keyboard.press(key);
      expect([key, await isInside()]).toEqual([key, false]);
    }
    await page.locator('.ag-header-cell').first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toContain('Population');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Lyon');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Villeurbanne');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe(VILLEURBANNE);
    await page.keyboard.press('Tab');
    expect(await isInside()).toBe(false);
    await page.keyboard.press('Shift+Tab');
    expect(await isInside()).toBe(true);
    await page.locator('.ag-cell', { hasText: 'Villeurbanne' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/territoire/commune:69266');
  });

  it('prints a comparison as tables that paper holds, with sources and without controls', async () => {
    await open('/comparer?t=commune:69123,commune:69266&i=population_municipale,population_totale');
    await page.getByRole('region', { name: /^Comparaison/ }).waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    // So few rows are not cut by the end of a page.
    const table = page.locator('table', { hasText: 'Villeurbanne' }).first();
    expect(await table.evaluate((element) => getComputedStyle(element).breakInside)).toBe('avoid');
    const row = page.locator('table tr', { has: page.getByRole('rowheader', { name: 'Lyon' }) }).first();
    await row.waitFor();
    expect(await row.textContent()).toContain(LYON);
    await page.getByText(/^Imprimé de Boussole le/).waitFor();
    expect(await page.getByRole('heading', { name: 'Sources' }).isVisible()).toBe(true);
    expect(await page.getByRole('banner').isVisible()).toBe(false);
    expect(await page.getByText('Exporter', { exact: true }).isVisible()).toBe(false);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: null });
    await page.getByRole('region', { name: /^Comparaison/ }).waitFor();
  });

  it('saves a view under a name, lists it on the first page, opens, renames and removes it', async () => {
    await open('/comparer?t=commune:69123,commune:69266&i=population_municipale&rangs=oui');
    await page.getByRole('region', { name: /^Comparaison/ }).waitFor();
    await page.getByRole('button', { name: 'Enregistrer cette vue' }).click();
    const dialog = page.getByRole('dialog', { name: 'Enregistrer cette vue' });
    expect(await dialog.getByLabel('Nom de la vue').inputValue()).toBe('Comparer – Population, Lyon');
    expect(await violations(page)).toEqual([]);
    await dialog.getByLabel('Nom de la vue').fill('Lyon et Villeurbanne');
    await page.keyboard.press('Enter');
    await dialog.getByText('« Lyon et Villeurbanne » est enregistrée.').waitFor();

    await open('/');
    const views = page.getByRole('region', { name: 'Vues enregistrées' });
    expect(await violations(page)).toEqual([]);
    await views.getByRole('button', { name: 'Renommer Lyon et Villeurbanne' }).click();
    await views.getByLabel('Nom de la vue').fill('Nos deux villes');
    await page.keyboard.press('Enter');
    await views.getByRole('link', { name: 'Nos deux villes' }).click();
    await page.waitForURL('**/comparer?t=commune:69123,commune:69266&i=population_municipale&rangs=oui');

    await open('/');
    await views.getByRole('button', { name: 'Supprimer Nos deux villes' }).click();
    await views.getByRole('button', { name: 'Supprimer', exact: true }).click();
    await views.waitFor({ state: 'detached' });
  });

  it('names the communes that a change as published is due to', async () => {
    await open('/tendances?t=commune:69149&i=population_municipale&geographie=publiee');
    await page.getByText('dont +39,6 points dus à 1 commune qui a rejoint (Pierre-Bénite).').waitFor();
    await page.getByText('1 commune arrivée ou partie').click();
    await page.getByText('Pierre-Bénite, arrivée : +10').waitFor();
    const events = page.getByRole('region', { name: 'Changements de périmètre' });
    expect(await events.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(
        /^1er janvier 2024.*Les chiffres publiés sont déjà dans ce nouveau périmètre à partir de 2021\.$/,
      ),
    ]);
  });

  it('tells no change of a commune that has a share of the figures of the one that it was cut from', async () => {
    await open('/tendances?t=commune:15141&i=population_municipale');
    await page
      .getByRole('row', { name: /Mandat 2014-2020 Les chiffres d’avant la séparation sont une part/ })
      .waitFor();
    expect(await page.getByRole('region', { name: 'Évolution' }).count()).toBe(0);
  });

  it('tells what became of a commune that merged, and that an unknown one is unknown', async () => {
    await open('/territoire/commune:74011');
    await page.getByText('Annecy-le-Vieux n’existe plus depuis le 1er janvier 2017').waitFor();
    const last = page.getByRole('link', { name: 'les derniers publiés' });
    expect(await last.getAttribute('href')).toContain('t=commune:74011&geographie=publiee&annee=comparable');
    await page.getByRole('main').getByRole('link', { name: 'Annecy', exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Annecy', exact: true }).waitFor();
    await open('/territoire/commune:99999');
    await page.getByText('Ce territoire n’est pas dans les données').first().waitFor();
    await page.getByRole('main').getByRole('searchbox').pressSequentially('condrieu');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/territoire/commune:69064');
  });

  it('keeps a selection from page to page, and speaks English when asked to', async () => {
    await open('/territoire/commune:69123');
    await page.getByRole('button', { name: 'Ajouter à ma sélection' }).click();
    await open('/comparer');
    await page.waitForURL('**t=commune:69123**');
    await page.getByRole('button', { name: /^EN/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Compare territories' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.getByRole('button', { name: /^FR/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Comparer des territoires' }).waitFor();
  });

  it('has its language in its address, which « back », links and copies of it follow', async () => {
    await open('/en/territoire/commune:69123');
    const title = () => page.getByRole('heading', { level: 1, name: 'Lyon', exact: true }).waitFor();
    await title();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.getByRole('navigation').getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('heading', { level: 1, name: 'Compare territories' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/en/comparer');
    await page.getByRole('button', { name: /^FR/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Comparer des territoires' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/comparer');
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Compare territories' }).waitFor();
    await page.goBack();
    await title();
    // The choice made last, French, does not undo what an address says; a choice of English leads there.
    await page.getByRole('button', { name: /^FR/ }).click();
    await page.locator('html[lang="fr"]').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: /^EN/ }).click();
    await page.locator('html[lang="en"]').waitFor({ state: 'attached' });
    await open('/comparer');
    await page.getByRole('heading', { level: 1, name: 'Compare territories' }).waitFor();
    await page.getByRole('button', { name: /^FR/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Comparer des territoires' }).waitFor();
  });

  it.each([
    '/',
    '/territoire',
    '/territoire/commune:69123',
    '/territoire/departement:69',
    '/territoire/france:FR',
    '/territoire/commune:69123?pourquoi=population_municipale|2023|commune:69123',
    '/territoire/commune:99999',
    '/territoire/commune:69001?avec=commune:69266&annee=comparable',
    '/comparer?t=commune:69123,commune:69266',
    '/comparer?t=commune:69123,commune:69266&tableau=simple&rangs=oui',
    '/comparer?t=commune:69123,commune:69266&lignes=indicateurs&ecart=departement:69&tri=-ecart&courbes=oui',
    '/comparer?t=commune:99999',
    '/comparer?vue=ecarts&dans=departement:69',
    '/comparer?vue=ecarts&dans=epci:999999999',
    '/tendances?t=commune:69123,departement:69&i=population_municipale,part_comptee_a_part',
    '/position?i=population_municipale&t=commune:69123,commune:69266',
    '/position?i=population_municipale&niveau=region&dans=departement:69',
    '/explorer',
    '/explorer?q=introuvable',
    '/explorer?t=,',
    '/explorer?dans=commune:99999',
    '/indicateurs',
    '/donnees',
    '/accessibilite',
    '/nulle-part',
  ])('has nothing against accessibility on %s, light or dark, wide or narrow', async (path) => {
    await open(path);
    expect(await violationsEverywhere(page)).toEqual([]);
    await photograph(page, path);
  });

  it('says which files are served, what changed, and what became of each load', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await open('/donnees');
    const file = page.getByRole('region', { name: 'En service' }).getByRole('row', { name: /2022 @etalab/ });
    expect(await file.textContent()).toMatch(/39\u202f084aucune/);
    const changes = page.getByRole('region', { name: 'Publications' }).getByText(/^Ajout : .*millésime 2026/);
    expect(await changes.count()).toBe(1);
    expect(await page.getByRole('button', { name: /précédente/ }).count()).toBe(0);
  });

  it('tells from the foot of every page what was checked of accessibility', async () => {
    await open('/');
    await page.getByRole('contentinfo').getByRole('link', { name: 'Accessibilité' }).click();
    await page.getByRole('heading', { level: 2, name: 'Signaler une difficulté' }).waitFor();
  });

  it.each(['/graphql', '/export', '/access/secret'])(
    'has nothing against accessibility on %s, in both languages',
    async (path) => {
      for (const language of ['fr', 'en']) {
        await page.goto(`${walk.served.address}${path}?lang=${language}`);
        expect(await violations(page)).toEqual([]);
      }
    },
  );

  it('says nothing of accounts where nobody signs in, and shows who I am once I did', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await open('/');
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('link', { name: 'Se connecter' }).count()).toBe(0);

    const { secret } = JSON.parse(await walk.served.run('administrator', '--json'));
    await page.goto(`${walk.served.address}/access/secret`);
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Secret à usage unique').fill(secret);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    const opener = page.getByRole('button', { name: 'Mon compte : Administration' });
    await opener.click();
    const menu = page.getByRole('dialog', { name: 'Mon compte' });
    await menu.getByText('Aucune donnée sous convention').waitFor();
    expect(await violations(page)).toEqual([]);
    await menu.getByRole('button', { name: 'Se déconnecter' }).click();
    await opener.waitFor({ state: 'detached' });
  });

  it('says that the server is silent where figures, then a page, do not come, and recovers once it answers', async () => {
    const before = walk.faults.length;
    await open('/');
    // The answers of this page are in before the server falls silent: what fails is what the next page asks.
    await page.getByText(/limites communales de \d{4}/).waitFor();
    await page.waitForLoadState('networkidle');
    await page.route(/\/graphql/, (route) => route.abort());
    await page.getByRole('banner').getByRole('link', { name: 'Position', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Situer un territoire' }).waitFor();
    const alert = page.getByRole('alert').first();
    await alert.getByText(SILENT).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.unroute(/\/graphql/);
    await alert.getByRole('button', { name: 'Réessayer' }).click();
    await page.getByText(/Tableau de la répartition|Pas de répartition à montrer/).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);

    await open('/');
    await page.getByText(/limites communales de \d{4}/).waitFor();
    await page.route(/\/assets\/.*\.js/, (route) => route.abort());
    await page.getByRole('banner').getByRole('link', { name: 'Données', exact: true }).click();
    await page.getByRole('main').getByText(SILENT).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.unroute(/\/assets\/.*\.js/);
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await page.getByRole('region', { name: 'En service' }).waitFor();
    walk.faults.splice(before);
  });

  it('has met no script error, and nothing that its security policy refuses', () => {
    // What the pages above ask for on purpose and the API refuses is not a fault of the page.
    expect(walk.faults.filter((fault) => !/status of 40\d/.test(fault))).toEqual([]);
  });
});
