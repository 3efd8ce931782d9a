import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './axe.ts';

/** What a walk through the pages needs of the browser that all walks share. */
export interface Walker {
  readonly page: Page;
  open(path: string): Promise<void>;
  exported(format: string): Promise<Buffer>;
}

/** The walk through the Explorer, on the embedded data. */
export function walkThroughExplorer(walker: () => Walker): void {
  const row = (index: number) => walker().page.locator(`.ag-row[row-index="${index}"]`);
  const population = (line: string) =>
    walker().page.locator(`.ag-row${line} [col-id="population_municipale@2023"]`).last().textContent();

  it('sorts and filters all communes on the server, and jumps to the middle of the list', async () => {
    const { page, open, exported } = walker();
    await open('/explorer');
    await page.getByText('34\u202f875 territoires').waitFor();
    await page.locator('.ag-header-cell[col-id="population_municipale@2023"] .ag-header-cell-label').click();
    await row(0).filter({ hasText: 'Paris' }).waitFor();
    await page.evaluate(() => {
      const viewport = document.querySelector('.ag-grid-viewport');
      if (viewport) viewport.scrollTop = 20_000 * 36;
    });
    await row(20_005).getByRole('link').waitFor();

    await open('/explorer?filtre=population_municipale@2023:gte:500000');
    await page.getByText('4 territoires', { exact: true }).waitFor();
    await page.getByRole('list', { name: 'Filtres' }).getByText('Population 2023 ≥ 500\u202f000').waitFor();
    const csv = (await exported('CSV pour tableur français')).toString('utf8');
    expect(csv).toContain(';Lyon;');
    expect(csv).not.toContain(';Villeurbanne;');
    expect(csv).toMatch(/groupe:selection;;Ensemble de la sélection;;;total;4023764;calculé/);
  });

  it('goes on filtering and sorting by columns that are no longer shown', async () => {
    const { page, open } = walker();
    await open(
      '/explorer?annees=2018&i=population_municipale&filtre=population_municipale@2023:gte:500000&tri=-population_municipale@2023',
    );
    await page.getByText('4 territoires', { exact: true }).waitFor();
    await row(0).filter({ hasText: 'Paris' }).waitFor();
    await row(2).filter({ hasText: 'Lyon' }).waitFor();
  });

  it('gathers communes by EPCI, with the figure of the EPCI above and that of the département below', async () => {
    const { page, open } = walker();
    await open('/explorer?i=population_municipale&grouper=epci&dans=departement:69');
    await page.locator('.row-total').last().waitFor();
    expect(await population('.row-total')).toBe('1\u202f914\u202f667');
    // Vienne Condrieu lies in Isère too: its subtotal is the sum of the communes of Rhône, and says so.
    const cut = page.locator('.row-group', { hasText: 'Vienne Condrieu' }).first();
    expect(await cut.textContent()).toContain('12 sur 30');
    const index = await cut.getAttribute('row-index');
    expect(await population(`[row-index="${index}"]`)).toBe('20\u202f415');
    await page.getByRole('button', { name: 'Déplier Métropole de Lyon' }).click();
    await page.locator('.cell-below', { hasText: 'Albigny-sur-Saône' }).waitFor();
    expect(new URL(page.url()).searchParams.get('ouverts')).toBe('epci:200046977');
    expect(await violations(page)).toEqual([]);
  });

  it('lists rows without their groups where columns are of several perimeters, and says why', async () => {
    const { page, open } = walker();
    await open(
      '/explorer?i=population_municipale&annees=2018,2023&grouper=epci&dans=departement:69&geographie=publiee',
    );
    await page.getByRole('note').getByText('grouper=epci').waitFor();
    await row(5).getByRole('link').waitFor();
    await page.getByText('Cette page n’a pas pu être chargée').waitFor({ state: 'detached' });
    await page.locator('.ag-header-cell').first().focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.ag-root') ?? null)).toBeNull();
  });

  it('gathers communes by size, and keeps the largest that remain', async () => {
    const { page, open } = walker();
    await open(
      '/explorer?i=population_municipale&grouper=strate&dans=departement:69&filtre=population_municipale@2023:highest:3',
    );
    await page.getByRole('list', { name: 'Filtres' }).getByText('Population 2023 : les 3 plus élevés').waitFor();
    const groups = page.locator('.row-group .cell-group');
    await groups.nth(2).waitFor();
    expect((await groups.allTextContents()).map((text) => text.replaceAll('\u202f', ' '))).toEqual([
      '▸De 50 000 à moins de 100 000 hab.1',
      '▸De 100 000 à moins de 200 000 hab.1',
      '▸De 500 000 à moins de 1 000 000 hab.1',
    ]);
    expect(await population('[row-index="1"]')).toBe('163\u202f684');
  });

  it('lists the territories that one chooses, and keeps the layout of the table in the address', async () => {
    const { page, open } = walker();
    await open('/explorer?t=,');
    await page.getByText('Aucun territoire dans la liste').waitFor();
    await page.getByRole('main').getByRole('searchbox', { name: 'Ajouter un territoire' }).pressSequentially('lyon');
    await page.keyboard.press('Enter');
    await page.waitForURL('**t=commune:69123**');
    // Folded groups name none of the territories of the list.
    await open('/explorer?t=commune:69123,commune:69266&grouper=epci&i=population_municipale');
    await page.getByRole('list', { name: 'Territoires' }).getByRole('link', { name: 'Villeurbanne' }).waitFor();
    await open('/explorer?t=commune:69123&q=rien&i=population_municipale');
    const none = page.getByRole('status').filter({ hasText: 'Aucun territoire ne répond' });
    await none.waitFor();
    expect(await none.count()).toBe(1);
    await open('/explorer?dans=commune:69123&i=population_municipale');
    await page.getByRole('button', { name: 'Montrer toute la France' }).click();
    await page.getByText('34\u202f875 territoires').waitFor();
    await open('/explorer?t=commune:69123,departement:69&i=population_municipale,population_totale');
    await page.getByText(/^2 territoires/).waitFor();
    expect(await population('[row-index="1"]')).toBe('1\u202f914\u202f667');
    // Titles say which figures they are of, and cells whose: a screen reader is told both.
    const table = page.getByRole('grid', { name: 'Tableau de tous les territoires, indicateurs et années' });
    expect(await table.getByRole('columnheader', { name: 'Population municipale, 2023' }).count()).toBe(1);
    expect(await table.getByRole('rowheader').allTextContents()).toContain('Lyon');
    await page.getByRole('button', { name: 'Disposition', exact: true }).click();
    await page.getByLabel('Population municipale, 2023').click();
    await page.waitForURL('**disposition=population_municipale@2023:132:fixe**');
    await page.keyboard.press('Escape');
    const left = (column: string) =>
      page.locator(`.ag-header-cell[col-id="${column}"]`).evaluate((cell) => cell.getBoundingClientRect().x);
    await expect.poll(async () => (await left('population_municipale@2023')) < (await left('code'))).toBe(true);
    const header = page.locator('.ag-header-cell[col-id="population_totale@2022"]');
    await header.focus();
    await page.keyboard.press('Alt+ArrowRight');
    await page.waitForURL(/population_totale@2022:1[34]\d/);
    await page.reload();
    await row(1).getByRole('link').first().waitFor();
    const [pinned, code] = await Promise.all(
      ['population_municipale@2023', 'code'].map((column) =>
        page.locator(`.ag-header-cell[col-id="${column}"]`).boundingBox(),
      ),
    );
    expect(pinned?.x).toBeLessThan(code?.x ?? 0);
    expect(Math.round((await header.boundingBox())?.width ?? 0)).toBeGreaterThan(132);
    await page.getByRole('button', { name: 'Disposition d’origine' }).click();
    await page.waitForURL((url) => !url.search.includes('disposition'));
  });
}
