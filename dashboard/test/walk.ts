import type { Page } from 'playwright-core';
import { openBrowser, type TestBrowser } from './browser.ts';
import { type Served, serveBoussole } from './served.ts';

/** A server of its own and a page that walks through it. */
export interface Walk {
  readonly served: Served;
  readonly browser: TestBrowser;
  readonly page: Page;
  /** What the page complained of, in its console or by failing. */
  readonly faults: string[];
}

/** Serves the embedded data, or some of its packages and départements (`cog-2025`, `69`), and opens a page. End it with `endWalk`. */
export async function startWalk(...kept: readonly string[]): Promise<Walk> {
  const served = await serveBoussole(...kept);
  const browser = await openBrowser();
  const page = await browser.context.newPage();
  const faults: string[] = [];
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  return { served, browser, page, faults };
}

/** Ends a walk that may not have begun. */
export async function endWalk(walk: Walk | undefined): Promise<void> {
  await walk?.browser.close();
  await walk?.served.close();
}
