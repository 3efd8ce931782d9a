import { chmod, copyFile, mkdir, readdir, readFile, readlink, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failure } from '@boussole/schema';
import { type Account, runAs } from './account.ts';
import type { Surroundings } from './surroundings.ts';
import { ignore, maybeOpenDirectory, nameBeside } from './trusted-directory.ts';

/**
 * Finds PostgreSQL programs that the account can run: those of the npm package or, when they stand under a home that the account cannot
 * enter or lack their library links, a copy made once per version in a place open to all.
 */
export async function findBinaries(
  account: Account,
  ownPlace: string,
  { installedBinaries, sharedPlaces }: Surroundings,
  log: (message: string) => void,
): Promise<string> {
  const installed = installedBinaries();
  const problems = [await problemOf(installed, account)];
  if (!problems[0]) return installed;
  const name = `postgresql-${await packageVersion(installed)}`;
  for (const place of account.borrowed ? [...sharedPlaces(ownPlace), ownPlace] : [ownPlace]) {
    const copy = join(place, name);
    const problem = (await maybeOpenDirectory(place)) ?? (await copyOnce(installed, copy, account, log));
    if (!problem) return copy;
    problems.push(problem);
  }
  throw failure('DATABASE_EMBEDDED', { problem: [...new Set(problems)].join(' ; ') });
}

async function packageVersion(native: string): Promise<string> {
  const manifest: { version: string } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8'));
  return manifest.version;
}

/** `initdb` needs the library links that `postgres` does without, so both are tried. */
async function problemOf(native: string, account: Account): Promise<string | undefined> {
  const outcomes = await Promise.all(
    ['initdb', 'postgres'].map((program) => runAs(account, join(native, 'bin', program), ['--version'])),
  );
  const failed = outcomes.find((outcome) => !outcome.succeeded);
  return failed && `${account.name} ne peut pas lancer PostgreSQL : ${failed.output.split('\n').at(-1)}`;
}

async function copyOnce(
  installed: string,
  copy: string,
  account: Account,
  log: (message: string) => void,
): Promise<string | undefined> {
  const existing = await stat(copy).catch(ignore('ENOENT'));
  if (!existing) {
    log(`copying the PostgreSQL programs to ${copy}, which ${account.name} can read`);
    const beside = await nameBeside(copy);
    try {
      await copyTree(installed, beside);
      await addMissingLinks(beside);
      // Another process may have finished first: its copy is as good.
      await rename(beside, copy).catch(ignore('ENOTEMPTY', 'EEXIST'));
    } catch (error) {
      return (error as NodeJS.ErrnoException).message; // fs rejects with nothing else
    } finally {
      await rm(beside, { recursive: true, force: true });
    }
  } else if (existing.uid !== process.getuid?.()) return `${copy} appartient à un autre utilisateur`;
  return problemOf(copy, account);
}

/** Copies what programs need, readable by all whatever the modes of the original; development archives are left. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (!entry.name.endsWith('.a')) {
      await copyFile(source, target);
      await chmod(target, (await stat(source)).mode & 0o100 ? 0o755 : 0o644);
    }
  }
}

/** Makes the library links that the package's install script makes, where scripts are not allowed to run. */
async function addMissingLinks(native: string): Promise<void> {
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    await symlink(basename(source), join(dirname(native), target.replace(/^native/, basename(native)))).catch(
      ignore('EEXIST'),
    );
  }
}
