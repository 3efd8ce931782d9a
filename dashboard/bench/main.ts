import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openBrowser } from '../test/browser.ts';
import { serveBoussole } from '../test/served.ts';
import { columnsOf } from './columns.ts';
import { type Frames, scrollFrames } from './frames.ts';

const COLUMNS = 60;
const SECONDS = 8;

/**
 * Scrolls the Explorer over all communes in the headless browser and prints frames per second. `--address` measures a running server, which
 * may hold more columns than the embedded data.
 */
const { values } = parseArgs({ options: { address: { type: 'string' } } });
const served = values.address === undefined ? await serveBoussole() : undefined;
const address = served?.address ?? values.address ?? '';
const browser = await openBrowser();
try {
  const page = await browser.context.newPage();
  const { indicators, columns } = await columnsOf(address, COLUMNS);
  await page.goto(`${address}/accessibilite`);
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  report('a page at rest, what this machine can do now', await scrollFrames(page, 0, SECONDS / 4));
  await page.goto(`${address}/explorer?i=${indicators.join(',')}`);
  await page.locator('.ag-row[row-index="5"]').getByRole('link').waitFor({ timeout: 60_000 });
  await measure(page, columns);
} finally {
  await browser.close();
  await served?.close();
}

async function measure(page: Page, columns: number): Promise<void> {
  for (const [name, pixels] of [
    ['reading pace, 1 200 px/s', 1_200],
    ['fast, 6 000 px/s', 6_000],
  ] as const) {
    report(`${name}, over ${columns} columns`, await scrollFrames(page, pixels, SECONDS));
  }
}

function report(what: string, { frames, seconds, slowest }: Frames): void {
  console.log(`${what}: ${(frames / seconds).toFixed(1)} frames per second, 95 % within ${slowest.toFixed(0)} ms`);
}
