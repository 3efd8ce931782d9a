import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openBrowser } from '../test/browser.ts';
import { serveBoussole } from '../test/served.ts';
import { columnsOf } from './columns.ts';
import { type Frames, scrollFrames } from './frames.ts';
import { changePages, openFirstPage } from './pages.ts';

const COLUMNS = 60;
const SECONDS = 8;

/**
 * Measures the dashboard in the headless browser: what the first page weighs and takes, what going from page to page takes, and frames per
 * second while the Explorer scrolls over all communes. `--address` measures a running server, which may hold more columns than the
 * embedded data; `--only pages` or `--only scroll` measures one.
 */
const { values } = parseArgs({ options: { address: { type: 'string' }, only: { type: 'string' } } });
const served = values.address === undefined ? await serveBoussole() : undefined;
const address = served?.address ?? values.address ?? '';
const browser = await openBrowser();
try {
  if (values.only !== 'scroll') await measurePages();
  if (values.only !== 'pages') await measureScroll();
} finally {
  await browser.close();
  await served?.close();
}

async function measurePages(): Promise<void> {
  const { javascript, usable } = await openFirstPage(browser.context, address);
  console.log(`first page: ${javascript.toFixed(0)} kB of JavaScript gzipped, usable after ${usable.toFixed(0)} ms`);
  for (const [name, milliseconds] of await changePages(await browser.context.newPage(), address))
    console.log(`to ${name}, seen before: ${milliseconds.toFixed(0)} ms`);
}

async function measureScroll(): Promise<void> {
  const page = await browser.context.newPage();
  const { indicators, columns } = await columnsOf(address, COLUMNS);
  await page.goto(`${address}/accessibilite`);
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  report('a page at rest, what this machine can do now', await scrollFrames(page, 0, SECONDS / 4));
  await page.goto(`${address}/explorer?annees=toutes&i=${indicators.join(',')}`);
  await page.locator('.ag-row[row-index="5"]').getByRole('link').waitFor({ timeout: 60_000 });
  await measure(page, columns);
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
