import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureQuestions } from './ask.ts';
import { loadEmbedded, measureLoad, measureReading } from './load.ts';
import { measureTerritories } from './territories.ts';

/** `npm run bench`, `npm run bench -- questions`, `npm run bench -- territories --cells 2000000`, `npm run bench -- pages`, `npm run bench -- scroll`. */
const SECTIONS = ['load', 'read', 'questions', 'territories', 'pages', 'scroll'] as const;
/** Sections that need a browser and not a store. */
const OF_DASHBOARD: readonly string[] = ['pages', 'scroll'];
const CELLS = 35_000_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cells: { type: 'string', default: String(CELLS) },
    directory: { type: 'string', default: tmpdir() },
    address: { type: 'string' },
  },
});
const unknown = positionals.filter((name) => !SECTIONS.some((section) => section === name));
if (unknown.length > 0)
  throw new Error(`expected sections among ${SECTIONS.join(', ')}, but got ${unknown.join(', ')}`);
const cells = Number(values.cells);
if (!Number.isInteger(cells) || cells <= 0) throw new Error(`expected a number of cells, but got ${values.cells}`);

const isAsked = (section: (typeof SECTIONS)[number]): boolean =>
  positionals.length === 0 || positionals.includes(section);

if (positionals.some((name) => !OF_DASHBOARD.includes(name)) || positionals.length === 0) await measureStores();

async function measureStores(): Promise<void> {
  const dataDirectory = await mkdtemp(join(values.directory, 'boussole-bench-'));
  try {
    console.log('Loading the embedded packages…');
    const seconds = loadEmbedded(dataDirectory, process.env);
    if (isAsked('load')) await measureLoad(dataDirectory, seconds);
    if (isAsked('read')) measureReading(dataDirectory);
    if (isAsked('questions')) await measureQuestions(dataDirectory, process.env);
    // Last: its publication takes the place of the embedded one.
    if (isAsked('territories')) await measureTerritories(dataDirectory, cells);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

// The dashboard measures itself, in a browser, before a server of its own or the one at `--address`.
if (isAsked('pages') || isAsked('scroll')) {
  const address = values.address === undefined ? [] : ['--address', values.address];
  const only = isAsked('pages') && isAsked('scroll') ? [] : ['--only', isAsked('pages') ? 'pages' : 'scroll'];
  spawnSync(process.execPath, ['--import', 'tsx', 'dashboard/bench/main.ts', ...address, ...only], {
    stdio: 'inherit',
  });
}
