import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { clusterOf } from './databases.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of what the tests of a run share, made by the first that needs it. */
    readonly sharedFolder: string;
  }
}

/** Gives the tests of a run a folder to share what is long to make, and removes it when they are all done. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'boussole-run-'));
  await chmod(folder, 0o755); // the account of the embedded server must cross it
  await mkdir(join(folder, 'published'));
  provide('sharedFolder', folder);
  return async () => {
    await stopServer(folder);
    await rm(folder, { recursive: true, force: true });
  };
}

async function stopServer(folder: string): Promise<void> {
  const cluster = await clusterOf(folder);
  const lock = async (): Promise<string | undefined> =>
    cluster && readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => undefined);
  const [pid] = (await lock())?.split('\n') ?? [];
  // Ends sessions, then the server; a server that died has left its lock.
  if (pid && stop(Number(pid))) while (await lock()) await setTimeout(50);
  if (cluster) await rm(cluster, { recursive: true, force: true });
}

function stop(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGINT');
  } catch {
    return false;
  }
}
