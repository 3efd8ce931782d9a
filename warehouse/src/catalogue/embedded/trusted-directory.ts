import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type Account, runAs } from './account.ts';

/** Places outside every home, persistent, for what an account borrowed by root must reach. Best first. */
export const SHARED_PLACES = ['/var/lib/boussole', '/var/tmp/boussole'] as const;

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

/** Swallows the errors of these codes and rethrows the others. */
export function ignore(...codes: readonly string[]): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (!codes.includes(error.code ?? '')) throw error;
    return undefined;
  };
}
