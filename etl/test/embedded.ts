import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { boussole, bringDashboardUpToDate, bringProgramsUpToDate } from './support/boussole.ts';
import { cutPackage } from './support/cut-packages.ts';
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

/** What of the embedded packages is published, and what besides. */
export interface Loaded {
  /** Codes of the départements that are kept of each package; all when undefined. */
  readonly departements?: readonly string[];
  readonly files?: readonly string[];
}

/** Publishes some of the embedded packages, as `cog-2025`, in a new data directory: sooner than all of them. */
export async function loadPackages(
  target: string,
  packages: readonly string[],
  { departements, files = [] }: Loaded = {},
): Promise<void> {
  await bringProgramsUpToDate();
  await mkdir(join(target, 'sources'), { recursive: true });
  const names = new Map<string, string>();
  for (const name of packages)
    names.set(name, departements ? await cutPackage(name, departements, `${target}-packages`) : name);
  const whole = await readFile(join(ROOT, 'etl', 'sources', 'cog-packages.yaml'), 'utf8');
  const kept = whole.replace(/^ {2}- (?:\{ )?package: ([\w-]+).*\n(?: {4}.*\n)*/gm, (entry, name: string) =>
    names.has(name) ? entry.replace(name, names.get(name)!) : '',
  );
  await writeFile(join(target, 'sources', 'cog-packages.yaml'), kept);
  await run(target, 'load', 'cog_packages', ...files);
}

async function loadInto(cached: string): Promise<void> {
  await removeOld();
  const beside = `${cached}.building-${process.pid}`;
  try {
    await run(beside, 'load');
    await rm(join(beside, 'catalogue'), { recursive: true, force: true });
    await rename(beside, cached);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

async function run(data: string, ...words: readonly string[]): Promise<void> {
  const { code, errors } = await boussole(words, { BOUSSOLE_DATA: data });
  if (code !== 0) throw new Error(`boussole ${words.join(' ')}: ${errors}`);
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

// Run as a program (`tsx etl/test/embedded.ts <folder> [package…] [département…]`), for tests of the rooms that may not import this one: they
// start servers.
const [, program, target, ...words] = process.argv;
if (program === fileURLToPath(import.meta.url) && target) {
  const packages = words.filter((word) => word.startsWith('cog-'));
  const departements = words.filter((word) => !packages.includes(word));
  const loaded = departements.length > 0 ? { departements } : {};
  await (packages.length > 0 ? loadPackages(target, packages, loaded) : copyEmbeddedData(target));
  await bringDashboardUpToDate();
}
