import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const FOLDER = fileURLToPath(new URL('../../screenshots/', import.meta.url));

/** Writes what a page looks like, on a screen and on a phone, to a folder that a person can leaf through; git ignores it. */
export async function photograph(page: Page, path: string): Promise<void> {
  const name = path.replace(/^\//, '').replace(/[^\w@-]+/g, '_') || 'accueil';
  await page.screenshot({ path: `${FOLDER}${name}.jpg`, quality: 80, fullPage: true });
  const screen = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: `${FOLDER}${name}-390.jpg`, quality: 80, fullPage: true });
  if (screen) await page.setViewportSize(screen);
}
