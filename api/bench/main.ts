import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serviceState } from '@boussole/warehouse';
import { measureQuestions } from './ask.ts';
import { loadEmbedded, measureLoad, measureReading } from './load.ts';
import { measureAttack, measureSecrecy } from './secrecy.ts';
import { measureSpeed } from './speed.ts';
import { measureTerritories } from './territories.ts';

/** `npm run bench`, `npm run bench -- questions`, `npm run bench -- speed --cells 35000000 --data DIRECTORY`, `npm run bench -- pages`. */
const SECTIONS = ['load', 'read', 'questions', 'speed', 'territories', 'secrecy', 'pages', 'scroll'] as const;
/** Sections that need a browser and not a store. */
const OF_DASHBOARD: readonly string[] = ['pages', 'scroll'];
/** Figures by commune that are written; the goals of `speed` are of 35,000,000 too, which take several minutes to write in every layout. */
const CELLS = { territories: 35_000_000, speed: 3_500_000 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cells: { type: 'string' },
    /** A data directory to measure `speed` on, kept and used again; or whose publication `secrecy` attacks, as it is. */
    data: { type: 'string' },
    directory: { type: 'string', default: tmpdir() },
    address: { type: 'string' },
  },
});
const unknown = positionals.filter((name) => !SECTIONS.some((section) => section === name));
if (unknown.length > 0)
  throw new Error(`expected sections among ${SECTIONS.join(', ')}, but got ${unknown.join(', ')}`);
if (values.cells !== undefined && !/^[1-9]\d*$/.test(values.cells))
  throw new Error(`expected a number of cells, but got ${values.cells}`);
const cellsOf = (section: keyof typeof CELLS): number => Number(values.cells ?? CELLS[section]);

const isAsked = (section: (typeof SECTIONS)[number]): boolean =>
  positionals.length === 0 || positionals.includes(section);

if (values.data !== undefined) await measureKept(values.data);
else if (positionals.some((name) => !OF_DASHBOARD.includes(name)) || positionals.length === 0) await measureStores();

async function measureKept(dataDirectory: string): Promise<void> {
  const state = await serviceState(dataDirectory);
  if (positionals.includes('secrecy')) {
    await measureAttack(dataDirectory);
    return;
  }
  if (state === 'OUTDATED') throw new Error(`${dataDirectory} was written by another release: remove it`);
  if (state === 'EMPTY') loadEmbedded(dataDirectory, process.env);
  await measureSpeed(dataDirectory, cellsOf('speed'), process.env);
}

async function measureStores(): Promise<void> {
  const dataDirectory = await mkdtemp(join(values.directory, 'boussole-bench-'));
  try {
    console.log('Loading the embedded packages…');
    const seconds = loadEmbedded(dataDirectory, process.env);
    if (isAsked('load')) await measureLoad(dataDirectory, seconds);
    if (isAsked('read')) measureReading(dataDirectory);
    if (isAsked('questions')) await measureQuestions(dataDirectory, process.env);
    if (isAsked('secrecy')) await measureSecrecy(dataDirectory);
    // Last: their publications take the place of the embedded one.
    if (isAsked('territories')) await measureTerritories(dataDirectory, cellsOf('territories'));
    if (isAsked('speed')) await measureSpeed(dataDirectory, cellsOf('speed'), process.env);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

// The dashboard measures itself, in a browser, before a server of its own or the one at `--address`.
if (values.data === undefined && (isAsked('pages') || isAsked('scroll'))) {
  const address = values.address === undefined ? [] : ['--address', values.address];
  const only = isAsked('pages') && isAsked('scroll') ? [] : ['--only', isAsked('pages') ? 'pages' : 'scroll'];
  spawnSync(process.execPath, ['--import', 'tsx', 'dashboard/bench/main.ts', ...address, ...only], {
    stdio: 'inherit',
  });
}
