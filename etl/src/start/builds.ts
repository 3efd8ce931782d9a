import { spawn } from 'node:child_process';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { latestChange } from '../../bin/latest-change.js';
import type { Effects } from '../effects.ts';
import type { Environment } from '../environment.ts';

/** What is built from sources before the first start, and again when they change. */
interface Build {
  readonly workspace: string;
  /** File of `dist/` that says when it was built. */
  readonly entry: string;
  /** Files and folders that it is built from. */
  readonly sources: readonly string[];
  /** Words of the command, run by Node in the folder of the workspace, that builds into a folder. */
  readonly words: (folder: string, outDirectory: string) => readonly string[];
  readonly begins: string;
  readonly done: string;
}

/** What a build is run in, and who is told of it. */
interface Surroundings {
  readonly environment: Environment;
  readonly effects: Effects;
}

const DASHBOARD: Build = {
  workspace: 'dashboard',
  entry: 'index.html',
  sources: ['src', 'public', 'index.html', 'vite.config.ts', 'package.json'].map((name) => `dashboard/${name}`),
  words: (folder, out) => [viteOf(folder), 'build', '--outDir', out, '--emptyOutDir', '--logLevel', 'warn'],
  begins: 'Construction du tableau de bord…',
  done: 'Tableau de bord construit.',
};

const SERVER: Build = {
  workspace: 'api',
  entry: 'main.mjs',
  sources: ['api/src', 'schema/src', 'warehouse/src', 'package-lock.json'],
  words: bundle,
  begins: 'Construction du serveur…',
  done: 'Serveur construit.',
};

/** Programs that this command runs to read binary files. */
const READERS = ['archive', 'parquet', 'sheet'];

/** This command itself; `bin/built.js` knows its sources too. */
const COMMAND: Build = {
  workspace: 'etl',
  entry: 'main.mjs',
  sources: ['etl/src', 'schema/src', 'warehouse/src', 'package-lock.json'],
  words: (folder, out) => [
    ...bundle(folder, out),
    '--split',
    ...READERS.map((name) => join(folder, 'src', 'table', `${name}-reader.ts`)),
  ],
  begins: 'Construction de la commande…',
  done: 'Commande construite.',
};

const BUNDLER = fileURLToPath(new URL('./bundle.ts', import.meta.url));

function bundle(folder: string, out: string): readonly string[] {
  return ['--import', import.meta.resolve('tsx'), BUNDLER, join(folder, 'src', 'main.ts'), join(out, 'main.mjs')];
}

/** Builds the dashboard beside, then puts it in place, when it is missing or older than its sources. Returns where it is. */
export function buildDashboard(root: string, surroundings: Surroundings): Promise<string> {
  return bringUpToDate(root, DASHBOARD, surroundings);
}

/**
 * Builds the server and this command in the same way. A folder that cannot be written is no reason not to start: they then run from their
 * sources, and start a second later. Returns what Node is to run for the server.
 */
export async function buildPrograms(root: string, surroundings: Surroundings): Promise<readonly string[]> {
  try {
    const server = await bringUpToDate(root, SERVER, surroundings);
    await bringUpToDate(root, COMMAND, surroundings);
    return [server];
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && UNWRITABLE.has(String(error.code)))) throw error;
    return ['--import', import.meta.resolve('tsx'), join(root, 'api', 'src', 'main.ts')];
  }
}

const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS']);

async function bringUpToDate(root: string, build: Build, { environment, effects }: Surroundings): Promise<string> {
  const folder = join(root, build.workspace);
  const target = join(folder, 'dist');
  const entry = join(target, build.entry);
  const newest = Math.max(...build.sources.map((name) => latestChange(join(root, name))));
  if (latestChange(entry) >= newest) return entry;
  effects.tell(build.begins);
  const cache = join(folder, '.cache');
  const beside = join(cache, `dist-${process.pid}`);
  try {
    await mkdir(cache, { recursive: true });
    await run(folder, build.words(folder, beside), environment);
    await rm(target, { recursive: true, force: true });
    await rename(beside, target);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  effects.tell(build.done);
  return entry;
}

function viteOf(folder: string): string {
  const manifest = createRequire(join(folder, 'package.json')).resolve('vite/package.json');
  return join(dirname(manifest), 'bin', 'vite.js');
}

async function run(folder: string, words: readonly string[], environment: Environment): Promise<void> {
  // What is built stays for those who come after: whoever runs the tests would leave the slow React of developers.
  const env = { ...environment, NODE_ENV: 'production' };
  const child = spawn(process.execPath, words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new Error(`a build in ${folder} ended with code ${code}:\n${output}`);
}
