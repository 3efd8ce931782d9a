import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations, violationsEverywhere } from './axe.ts';
import { openPage } from './browser.ts';
import { endWalk, startWalk, type Walk } from './walk.ts';

// One edition of the packages and three départements: what is published again here is published sooner.
describe('the dashboard in a browser, while publications change', { timeout: 240_000, retry: 1 }, () => {
  let walk: Walk;
  let page: Page;

  beforeAll(async () => {
    walk = await startWalk('cog-2025', '01', '69', '974');
    page = walk.page;
  }, 600_000);
  afterAll(() => endWalk(walk));

  const open = (path: string) => openPage(page, walk.served.address + path);

  /** Waits until the server answers with the publication that a command put in service. */
  const inService = async () => {
    const { current } = JSON.parse(await walk.served.run('status', '--json'));
    const ready = async () => (await (await fetch(`${walk.served.address}/readyz`)).json()).publication;
    await expect.poll(ready).toBe(current.id);
  };

  it('draws the ages of a commune against a benchmark once they are loaded, with their table', async () => {
    await walk.served.run(
      'load',
      fileURLToPath(new URL('../../etl/test/fixtures/base-cc-evol-struct-pop-2021.CSV', import.meta.url)),
    );
    await inService();
    await open('/territoire/commune:69123?pyramide=france:FR');
    await page.getByText('Tableau de la pyramide').click();
    // The fixture: 4,080 inhabitants, 360 men and 320 women under 15; four communes do not make France, which has no share.
    const youngest = page
      .getByRole('table', { name: 'Pyramide des âges, 2021' })
      .getByRole('row', { name: /^0 à 14 ans/ });
    expect(await youngest.textContent()).toMatch(/^0 à 14 ans3608,8.%–3207,8.%–$/);
    await page
      .getByText(/^Si la tendance se prolongeait : .* habitants en 2031 \(de .* à .*\), contre 4.080 en 2021/)
      .waitFor();
    await page.getByText(/^Tendance prolongée, pas une prévision/).waitFor();
    await page.getByText('Tableau des âges à venir').click();
    const oldest = page
      .getByRole('table', { name: /^Les âges en 2026 et 2031/ })
      .getByRole('row')
      .last();
    expect(await oldest.textContent()).toMatch(/^EnsembleEnsemble4.080.*de .* à .*de .* à /);
    expect(await violationsEverywhere(page)).toEqual([]);

    await page.getByRole('button', { name: 'Exporter : Pyramide des âges, 2021' }).click();
    const [drawn] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Image SVG' }).click(),
    ]);
    const svg = await readFile(await drawn.path(), 'utf8');
    expect(svg).toMatch(/Pyramide des âges, 2021 – Lyon.*>8,8.%<.*0 à 14 ans.*INSEE/s);
    await page.getByRole('button', { name: /^Exporter : Les âges en 2026 et 2031/ }).click();
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV simple' }).click(),
    ]);
    expect(await readFile(await table.path(), 'utf8')).toMatch(/\nEnsemble,Ensemble,4080,\d+/);
  });

  it('puts an earlier publication back in service once an administrator has confirmed it, by keyboard', async () => {
    const { secret } = JSON.parse(await walk.served.run('administrator', '--json'));
    await page.goto(`${walk.served.address}/access/secret`);
    await page.getByLabel('Secret à usage unique').fill(secret);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByRole('button', { name: 'Mon compte : Administration' }).waitFor();
    await open('/donnees');
    const earlier = page.getByRole('button', { name: /^Remettre en service la publication du / });
    const moment = ((await earlier.getAttribute('aria-label')) ?? '').replace(
      'Remettre en service la publication du ',
      '',
    );
    await earlier.focus();
    await page.keyboard.press('Enter');
    const question = page.getByRole('dialog', { name: 'Remettre en service' });
    await question.getByText(`Remettre en service la publication du ${moment}`).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'hidden' });
    await earlier.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await question.getByRole('button', { name: 'Annuler' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(`La publication du ${moment} est de nouveau en service.`).waitFor();
    await page.getByRole('heading', { name: `${moment} En service` }).waitFor();
  });

  it('has met no script error, and nothing that its security policy refuses', () => {
    expect(walk.faults.filter((fault) => !/status of 40\d/.test(fault))).toEqual([]);
  });
});
