import { open, readFile, rm } from 'node:fs/promises';
import { failure } from '@boussole/schema';

/**
 * Runs `work` as the only one that publishes in this data directory; throws `LOAD_IN_PROGRESS` when another process does. The lock of a
 * process that died is taken over.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await takeLock(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function takeLock(path: string, takenOver = false): Promise<void> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const owner = Number(await readFile(path, 'utf8').catch(() => '0'));
    if (takenOver || isAlive(owner))
      throw failure('LOAD_IN_PROGRESS', { owner: `processus ${owner}` }, { cause: error });
    await rm(path, { force: true });
    await takeLock(path, true);
  }
}

/** Whether a process of this machine runs under that number. */
export function isAlive(processId: number): boolean {
  if (processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
