import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright-core';

/** Pages that a reader goes to from the menu, by name and address. */
const PAGES = [
  ['Comparer', '/comparer'],
  ['Tendances', '/tendances'],
  ['Position', '/position'],
  ['Indicateurs', '/indicateurs'],
  ['Données', '/donnees'],
] as const;

export interface FirstPage {
  /** Compressed as a server sends it, in kB. */
  readonly javascript: number;
  /** From the request to a search box that takes letters, in milliseconds. */
  readonly usable: number;
}

/** Opens the first page as somebody who never came: no cache. */
export async function openFirstPage(context: BrowserContext, address: string): Promise<FirstPage> {
  const page = await context.newPage();
  const scripts: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body());
  });
  const started = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.getByRole('main').getByRole('searchbox').click();
  const usable = performance.now() - started;
  await page.waitForLoadState('networkidle');
  const bodies = await Promise.all(scripts);
  await page.close();
  return { javascript: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1_000, usable };
}

/** Milliseconds from a click in the menu to the heading of each page, once every page has been seen. */
export async function changePages(page: Page, address: string): Promise<readonly (readonly [string, number])[]> {
  await page.goto(address);
  await goThrough(page);
  return goThrough(page);
}

async function goThrough(page: Page): Promise<readonly (readonly [string, number])[]> {
  const times: (readonly [string, number])[] = [];
  for (const [name, path] of PAGES) {
    const link = page.getByRole('banner').getByRole('link', { name, exact: true });
    await link.waitFor();
    await page.waitForLoadState('networkidle');
    times.push([name, await clickUntilShown(page, path)]);
  }
  return times;
}

/** Measured inside the page, so that the way to the browser does not count: from the click to the first frame of the new page. */
function clickUntilShown(page: Page, path: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const before = document.querySelector('h1');
    const started = performance.now();
    document.querySelector<HTMLAnchorElement>(`header a[href^="${wanted}"]`)?.click();
    for (let heading = before; ; heading = document.querySelector('h1')) {
      await new Promise((frame) => requestAnimationFrame(frame));
      if (heading && heading !== before && !document.querySelector('.mantine-Skeleton-root')) break;
    }
    return performance.now() - started;
  }, path);
}
