import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { serviceState } from '@boussole/warehouse';
import { type BenchArguments, readArguments } from './arguments.ts';
import { measureQuestions } from './ask.ts';
import { loadEmbedded, measureLoad, measureReading } from './load.ts';
import { measureAttack, measureSecrecy } from './secrecy.ts';
import { measureSpeed } from './speed.ts';
import { measureTerritories } from './territories.ts';

/** Sections that need no browser. */
const OF_STORES = ['load', 'read', 'questions', 'secrecy', 'territories', 'speed'] as const;

const asked = readOrTell();
if (asked.data !== undefined) {
  await measureKept(asked.data);
} else {
  const isAlone = asked.isNamed('pages', 'scroll') && !asked.isNamed(...OF_STORES);
  if (!isAlone) await measureStores();
  if (asked.isAsked('pages') || asked.isAsked('scroll')) measureDashboard();
}

/** Says in a sentence what was not understood. */
function readOrTell(): BenchArguments {
  try {
    const read = readArguments(process.argv.slice(2));
    if (typeof read !== 'string') return read;
    console.log(read);
    process.exit(0);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)} (npm run bench -- --help)`);
    process.exit(1);
  }
}

async function measureKept(dataDirectory: string): Promise<void> {
  const state = await serviceState(dataDirectory);
  if (asked.isNamed('secrecy')) {
    await measureAttack(dataDirectory);
    return;
  }
  if (state === 'OUTDATED') throw new Error(`${dataDirectory} was written by another release: remove it`);
  if (state === 'EMPTY') loadEmbedded(dataDirectory, process.env);
  await measureSpeed(dataDirectory, asked.cellsOf('speed'), process.env);
}

async function measureStores(): Promise<void> {
  const dataDirectory = await mkdtemp(join(asked.directory, 'boussole-bench-'));
  try {
    console.log('Loading the embedded packages…');
    const seconds = loadEmbedded(dataDirectory, process.env);
    if (asked.isAsked('load')) await measureLoad(dataDirectory, seconds);
    if (asked.isAsked('read')) measureReading(dataDirectory);
    if (asked.isAsked('questions')) await measureQuestions(dataDirectory, process.env);
    if (asked.isAsked('secrecy')) await measureSecrecy(dataDirectory);
    // Last: their publications take the place of the embedded one.
    if (asked.isAsked('territories')) await measureTerritories(dataDirectory, asked.cellsOf('territories'));
    if (asked.isAsked('speed')) await measureSpeed(dataDirectory, asked.cellsOf('speed'), process.env);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

/** The dashboard measures itself, in a browser, before a server of its own or the one at `--address`. */
function measureDashboard(): void {
  const address = asked.address === undefined ? [] : ['--address', asked.address];
  const [pages, scroll] = [asked.isAsked('pages'), asked.isAsked('scroll')];
  const only = pages && scroll ? [] : ['--only', pages ? 'pages' : 'scroll'];
  spawnSync(process.execPath, ['--import', 'tsx', 'dashboard/bench/main.ts', ...address, ...only], {
    stdio: 'inherit',
  });
}
