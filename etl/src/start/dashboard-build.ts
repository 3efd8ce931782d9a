import { spawn } from 'node:child_process';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { failure } from '@boussole/schema';
import type { Effects } from '../effects.ts';

const SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json'];

/** Builds the dashboard beside, then puts it in place, when it is missing or older than its sources. Returns whether it was built. */
export async function buildDashboard(root: string, effects: Effects): Promise<boolean> {
  const dashboard = join(root, 'dashboard');
  const target = join(dashboard, 'dist');
  const newest = Math.max(...(await Promise.all(SOURCES.map((name) => latestChange(join(dashboard, name))))));
  if ((await latestChange(join(target, 'index.html'))) >= newest) return false;
  effects.tell('Construction du tableau de bord…');
  const cache = join(dashboard, '.cache');
  const beside = join(cache, `dist-${process.pid}`);
  try {
    await mkdir(cache, { recursive: true });
    await runVite(dashboard, beside);
    await rm(target, { recursive: true, force: true });
    await rename(beside, target);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  effects.tell('Tableau de bord construit.');
  return true;
}

async function runVite(dashboard: string, outDirectory: string): Promise<void> {
  const manifest = createRequire(join(dashboard, 'package.json')).resolve('vite/package.json');
  const vite = join(dirname(manifest), 'bin', 'vite.js');
  const options = ['build', '--outDir', outDirectory, '--emptyOutDir', '--logLevel', 'warn'];
  const child = spawn(process.execPath, [vite, ...options], { cwd: dashboard, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new Error(`vite build ended with code ${code}:\n${output}`);
}

/** Latest change of a file, or of any file below a folder; 0 when there is none. */
async function latestChange(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (!found.isDirectory()) return found.mtimeMs;
    const names = await readdir(path, { recursive: true });
    const changes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).mtimeMs));
    return Math.max(0, ...changes);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') {
      throw failure('FILE_UNREADABLE', { file: path, problem: 'EACCES' }, { cause: error });
    }
    throw error;
  }
}
