import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsEverywhere } from './axe.ts';
import { openPage } from './browser.ts';
import { endWalk, startWalk, type Walk } from './walk.ts';

// INSEE, legal populations of 2023 and 2016 in the communes of 2025.
const LYON = '519\u202f127';
const LYON_2016 = '515\u202f695';
const METROPOLE = 'epci:200046977';

/** Communes side by side as squares, in the order of their codes: outlines that are nobody's, with real codes. */
function squares(codes: readonly string[]): string {
  const features = codes.map((code, index) => {
    const [west, south] = [4.5 + (index % 8) / 20, 45.9 - Math.floor(index / 8) / 25];
    const [east, north] = [west + 0.05, south + 0.04];
    const ring = [
      [west, south],
      [west, north],
      [east, north],
      [east, south],
      [west, south],
    ];
    return { type: 'Feature', properties: { code }, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

describe('the map in a browser, on the embedded data', { timeout: 240_000, retry: 1 }, () => {
  let walk: Walk;
  let page: Page;

  beforeAll(async () => {
    walk = await startWalk();
    page = walk.page;
  }, 600_000);
  afterAll(() => endWalk(walk));

  const open = (path: string) => openPage(page, walk.served.address + path);
  const legend = () => page.getByRole('list', { name: 'Légende' }).first();
  const stage = () => page.getByRole('application', { name: /^Carte : / }).first();
  const reading = () => page.getByRole('main').locator('output').first();
  const exported = async (format: string) => {
    await page.getByRole('button', { name: 'Exporter', exact: true }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: format }).click(),
    ]);
    return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
  };

  it('says how to get outlines when there are none, and still has its legend and its table', async () => {
    await open(`/carte?i=part_comptee_a_part&dans=${METROPOLE}&annee=2022`);
    await page.getByText('Aucun contour n’est chargé').waitFor();
    await page.getByText('npx boussole fetch contours').waitFor();
    await page.getByText('npx boussole load communes.geojson').waitFor();
    expect(await legend().getByRole('listitem').count()).toBe(5);
    await page
      .getByRole('region', { name: 'Tableau des valeurs' })
      .first()
      .getByRole('link', { name: 'Bron' })
      .waitFor();
  });

  it('draws shares as shades and counts as discs once outlines are loaded', async () => {
    const answer = await page.evaluate(async (within) => {
      const query = `{ territories(level: COMMUNE, within: "${within}", first: 100) { edges { node { code } } } }`;
      const headers = { 'content-type': 'application/json' };
      const response = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) });
      return response.json();
    }, METROPOLE);
    const found: readonly { readonly node: { readonly code: string } }[] = answer.data.territories.edges;
    const codes = found.map(({ node }) => node.code).sort();
    expect(codes).toHaveLength(58);
    const file = join(tmpdir(), `boussole-map-${process.pid}.geojson`);
    await writeFile(file, squares(codes.filter((code) => code !== '69290')));
    await walk.served.run('load', file);

    await open(`/carte?i=part_comptee_a_part&dans=${METROPOLE}&annee=2022`);
    await stage().waitFor();
    const counts = await legend()
      .getByText(/territoires?$/)
      .allTextContents();
    expect(counts.map((text) => Number.parseInt(text, 10)).reduce((sum, count) => sum + count)).toBe(57);
    await page.getByText('1 territoire n’a pas de contour : il est dans le tableau.').waitFor();

    await open('/carte?i=part_comptee_a_part&dans=departement:69&annee=2022');
    await page
      .getByRole('gridcell', { name: /moins de 20 cas/ })
      .first()
      .waitFor();
    await page.getByText('* : taux de moins de 20 cas.').waitFor();
    await page
      .getByRole('note')
      .getByText(/territoires sur 2\d\d n’ont pas de contour et restent en blanc/)
      .waitFor();

    await open(`/carte?i=population_municipale&dans=${METROPOLE}`);
    await page.getByText('la surface de chaque cercle est proportionnelle').waitFor();
    expect(await legend().getByRole('listitem').allTextContents()).toEqual([
      '500\u202f000',
      '100\u202f000',
      '20\u202f000',
    ]);
    expect(await page.getByLabel('Classes').count()).toBe(0);
  });

  it('reads a territory that is pointed at or reached with the arrows, and explains it on Enter', async () => {
    await stage().focus();
    const row = page.getByRole('row', { name: /Lyon/ }).first();
    await row.getByRole('gridcell').nth(1).hover();
    await reading().getByText('Lyon. Population, 2023').waitFor({ state: 'attached' });
    expect(await reading().textContent()).toBe(`Lyon. Population, 2023\u00a0: ${LYON}`);
    await stage().focus();
    await page.keyboard.press('ArrowRight');
    await reading().getByText("Marcy-l'Étoile. Population, 2023").waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowLeft');
    await reading().getByText(`Lyon. Population, 2023 : ${LYON}`).waitFor({ state: 'attached' });
    await page.keyboard.press('+');
    await page.waitForURL(/cadre=1\.60,/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Pourquoi ce chiffre ?' }).getByText('D’où il vient').waitFor();
    expect(page.url()).toContain('pourquoi=population_municipale|2023|commune:69123');
    await page.goBack();
  });

  it('keeps a territory of the map in the selection, which the table marks', async () => {
    await page.getByRole('button', { name: 'Ajouter à ma sélection' }).click();
    await page.getByRole('gridcell', { name: '✓ Gardé' }).waitFor();
    await page.getByRole('button', { name: 'Dans ma sélection' }).click();
    await page.getByRole('gridcell', { name: '✓ Gardé' }).waitFor({ state: 'detached' });
  });

  it('goes through the years with the keyboard, and writes them in the address', async () => {
    await page.getByRole('slider', { name: 'Année' }).focus();
    await page.keyboard.press('Home');
    await page.waitForURL('**annee=2016**');
    await page.getByRole('gridcell', { name: LYON_2016 }).waitFor();
    // Mayotte alone was counted in 2017: that year has nothing to draw here.
    await page.keyboard.press('ArrowRight');
    await page.waitForURL('**annee=2018**');
    await page.goBack();
    await page.getByRole('gridcell', { name: LYON_2016 }).waitFor();
    await page.goBack();
    await page.getByRole('gridcell', { name: LYON }).waitFor();
  });

  it('cuts classes where the reader says, and around a benchmark', async () => {
    await open(`/carte?i=part_comptee_a_part&dans=${METROPOLE}&annee=2022&methode=manuelle&bornes=1,2`);
    const first = () => legend().getByRole('listitem').allTextContents();
    expect((await first()).map((text) => text.replace(/\d+ territoires?$/, ''))).toEqual([
      '1,0\u202f% ou moins',
      'Plus de 1,0\u202f% à 2,0\u202f%',
      'Plus de 2,0\u202f%',
    ]);
    await page.getByLabel('Bornes, séparées par ;').fill('1,5');
    await page.keyboard.press('Enter');
    await page.waitForURL('**bornes=1.5**');
    await legend().getByText('Plus de 1,5\u202f%').waitFor();
    expect(await legend().getByRole('listitem').count()).toBe(2);
    await open(`/carte?i=part_comptee_a_part&dans=${METROPOLE}&annee=2022&methode=ecart&repere=${METROPOLE}`);
    await page.getByText(/^Couleurs autour de Métropole de Lyon : \d,\d\u202f%$/).waitFor();
  });

  it('shows two years side by side with the same discs, one frame and one table', async () => {
    await open(`/carte?i=population_municipale&dans=${METROPOLE}&i2=population_municipale&annee2=2016`);
    await page.getByRole('application').nth(1).waitFor();
    const [left, right] = await page.getByRole('list', { name: 'Légende' }).all();
    expect(await left?.textContent()).toBe(await right?.textContent());
    const row = page.getByRole('row', { name: /^Lyon/ }).last();
    expect(await row.textContent()).toContain(LYON);
    expect(await row.textContent()).toContain(LYON_2016);
    await page.getByRole('button', { name: 'Agrandir' }).first().click();
    await page.getByRole('button', { name: 'Réduire', disabled: false }).nth(1).waitFor();
  });

  it('leaves as SVG and PNG with title, legend, source and year, and as a table', async () => {
    await open(`/carte?i=part_comptee_a_part&dans=${METROPOLE}&annee=2022`);
    await stage().waitFor();
    const svg = (await exported('Image SVG')).content.toString();
    expect(svg.match(/<path d="M/g)?.length).toBeGreaterThanOrEqual(57);
    const written = svg.replace(/<\/tspan><tspan[^>]*>/g, ' '); // whatever the lines are
    for (const text of ['2022 – Métropole de Lyon', 'Légende', 'Source :', 'Quantiles', 'territoires'])
      expect(written).toContain(text);
    const png = await exported('Image PNG');
    expect(png.content.subarray(1, 4).toString()).toBe('PNG');
    expect(png.name).toMatch(/^boussole-carte-metropole-de-lyon-part-comptee-a-part-2022-/);
    const csv = (await exported('CSV pour tableur français')).content.toString();
    expect(csv).toContain('69123;Lyon;');
    expect((await exported('CSV simple')).name).toMatch(/-\d{8}-brut\.csv$/);
  });

  it('prints all figures of the table in its order, or says how many are left out, without controls', async () => {
    const paper = page.locator('main table');
    const print = async () => {
      await page.emulateMedia({ media: 'print' });
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    };
    const endPrint = async () => {
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
      await page.emulateMedia({ media: null });
    };
    await open(`/carte?i=population_municipale&dans=${METROPOLE}`);
    await page.getByRole('gridcell', { name: LYON }).waitFor();
    await page.getByRole('columnheader', { name: /^Population/ }).click();
    await print();
    await paper.locator('tbody tr').first().getByText('Lyon').waitFor();
    expect(await paper.locator('tbody tr').count()).toBe(58);
    expect(await paper.locator('tbody tr').first().textContent()).toContain(LYON);
    expect(await page.getByRole('slider').isVisible()).toBe(false);
    expect(await page.getByText('+ Ajouter').first().isVisible()).toBe(false);
    await endPrint();
    await paper.waitFor({ state: 'detached' });
    await open('/carte?i=population_municipale&niveau=commune');
    await page.getByRole('gridcell').first().waitFor();
    await print();
    await page.getByText(/^Les 400 premières lignes sur 3\d.\d{3}, /).waitFor();
    expect(await paper.locator('tbody tr').count()).toBe(400);
    await endPrint();
  });

  it.each([
    `/carte?i=part_comptee_a_part&dans=${METROPOLE}&methode=ecart`,
    `/carte?i=population_municipale&dans=${METROPOLE}&i2=part_comptee_a_part`,
    '/carte?dans=commune:99999',
  ])('has nothing against accessibility on %s, light or dark, wide or narrow', async (path) => {
    await open(path);
    expect(await violationsEverywhere(page)).toEqual([]);
  });

  it('has met no script error, and nothing that its security policy refuses', () => {
    expect(walk.faults.filter((fault) => !/status of 40\d/.test(fault))).toEqual([]);
  });
});
