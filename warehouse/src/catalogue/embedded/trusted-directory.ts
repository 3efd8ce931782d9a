import { randomBytes } from 'node:crypto';
import { chmod, chown, lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Account, runAs } from './account.ts';

/**
 * Makes a directory that everybody can cross and only we can write, or returns the reason why it cannot be had. What somebody else
 * left under that name, a link included, is refused: in a directory open to all it may be a trap.
 */
export async function maybeOpenDirectory(path: string): Promise<string | undefined> {
  try {
    await mkdir(path, { mode: 0o755 }).catch(ignore('EEXIST'));
    const found = await lstat(path);
    if (!found.isDirectory()) return `${path} n’est pas un répertoire`;
    if (found.uid !== process.getuid?.()) return `${path} appartient à un autre utilisateur`;
    await chmod(path, 0o755); // whatever the umask
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).message; // fs rejects with nothing else
  }
}

/** Makes an empty directory that belongs to that account alone and checks that the account can write in it. */
export async function maybePrivateDirectory(path: string, account: Account): Promise<string | undefined> {
  try {
    await mkdir(path, { mode: 0o700 });
    if (account.borrowed) await chown(path, account.uid, account.gid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).message; // fs rejects with nothing else
  }
  const probe = await runAs(account, '/bin/sh', ['-c', 'cd "$1" && : >probe && rm probe', 'sh', path]);
  return probe.succeeded
    ? undefined
    : `l’utilisateur ${account.name} ne peut pas écrire dans ${dirname(path)}/${basename(path)}`;
}

/** Name for what is made beside `path` before it takes its place; what killed processes left there is removed. */
export async function nameBeside(path: string): Promise<string> {
  const prefix = `${basename(path)}.`;
  for (const name of await readdir(dirname(path))) {
    const pid = name.startsWith(prefix) ? /^(\d+)-[0-9a-f]{8}$/.exec(name.slice(prefix.length))?.[1] : undefined;
    if (pid && !isAlive(Number(pid))) await rm(join(dirname(path), name), { recursive: true, force: true });
  }
  return `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
}

/** Swallows the errors of these codes and rethrows the others. */
export function ignore(...codes: readonly string[]): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (!codes.includes(error.code ?? '')) throw error;
    return undefined;
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's process; kill throws nothing else but ESRCH
  }
}
