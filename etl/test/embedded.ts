import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { boussole, bringProgramsUpToDate } from './support/boussole.ts';
import { holdingLock } from './support/lock.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(ROOT, 'node_modules', '.cache', 'boussole');
const RELEVANT = ['schema/src', 'schema/catalogue', 'warehouse/src', 'etl/src', 'etl/sources', 'etl/package.json'];

/**
 * Copies into `target` a data directory where `boussole load` has published the embedded packages. The load is done once for a state of
 * the code, and kept in `node_modules/.cache`. The catalogue is not copied: the next command creates its own.
 */
export async function copyEmbeddedData(target: string): Promise<void> {
  const cached = join(CACHE, await hashOfSources());
  await bringProgramsUpToDate();
  await holdingLock(`${cached}.lock`, async () => {
    if (!existsSync(cached)) await loadInto(cached);
  });
  await cp(cached, target, { recursive: true });
}

async function loadInto(cached: string): Promise<void> {
  await removeOld();
  const beside = `${cached}.building-${process.pid}`;
  try {
    const { code, errors } = await boussole(['load'], { BOUSSOLE_DATA: beside });
    if (code !== 0) throw new Error(`boussole load: ${errors}`);
    await rm(join(beside, 'catalogue'), { recursive: true, force: true });
    await rename(beside, cached);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** What states of the code of another hour have left. */
async function removeOld(): Promise<void> {
  for (const name of await readdir(CACHE)) {
    const path = join(CACHE, name);
    if (Date.now() - (await stat(path)).mtimeMs > 3_600_000) await rm(path, { recursive: true, force: true });
  }
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const relevant of RELEVANT) {
    const path = join(ROOT, relevant);
    const names = (await stat(path)).isDirectory() ? (await readdir(path, { recursive: true })).sort() : [''];
    for (const name of names) {
      const file = join(path, name);
      if ((await stat(file)).isFile()) hash.update(`${relevant}/${name}\n`).update(await readFile(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

// Run as a program (`tsx etl/test/embedded.ts <folder>`), for tests of the rooms that may not import this one.
if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2]) await copyEmbeddedData(process.argv[2]);
