import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const SCRIPT = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'RGAAv4'];

declare global {
  interface Window {
    axe: { run(context: Document, options: object): Promise<AxeResults> };
  }
}

/** What axe finds against a page as it stands, one sentence by rule and element; nothing when all is well. */
export function violations(page: Page): Promise<string[]> {
  return run(page, { runOnly: RULES });
}

/**
 * What there is against a page in light and dark, and in windows of 1,250 pixels (the narrowest with a header on one line) and of 320: one sentence
 * each. Only contrasts depend on the theme. The
 * page is left in light, as wide as it was.
 */
export async function violationsEverywhere(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.waitForLoadState('networkidle');
  await page.locator('html[data-mantine-color-scheme="light"]').waitFor({ state: 'attached' });
  await settled(page);
  const found = await violations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor({ state: 'attached' });
  await settled(page);
  const inDark = await run(page, { runOnly: { type: 'rule', values: ['color-contrast'] } });
  await page.emulateMedia({ colorScheme: 'light' });
  const wide = [...(await overflow(page, 1_250)), ...(await overflow(page, 320))];
  return [...found, ...inDark.map((problem) => `dark: ${problem}`), ...wide];
}

/** Waits for colours on their way from one theme to the other: contrasts are those of the themes. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
}

async function overflow(page: Page, width: number): Promise<string[]> {
  const whole = page.viewportSize();
  await page.setViewportSize({ width, height: 640 });
  const pixels = await page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => resolve(document.documentElement.scrollWidth - window.innerWidth)),
        ),
      ),
  );
  if (whole) await page.setViewportSize(whole);
  return pixels > 0 ? [`${pixels} pixels too wide at ${width}`] : [];
}

async function run(page: Page, options: object): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await readFile(SCRIPT, 'utf8'));
  // Whatever else it finds it need not describe: that takes most of its time.
  const results = await page.evaluate((how) => window.axe.run(document, how), {
    ...options,
    resultTypes: ['violations'],
  });
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`),
  );
}
