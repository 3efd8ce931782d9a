import { readFile, readlink, realpath, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, runAs } from './account.ts';
import { writeAccess } from './cluster.ts';
import { ignore } from './trusted-directory.ts';

/** A cluster and what it takes to start and stop it. */
export interface Server {
  readonly binaries: string;
  readonly cluster: string;
  readonly account: Account;
}

const LOG_BYTES = 1_000_000;

/** Starts the server and waits until it answers; returns the reason when it does not start, which may be that another process was first. */
export async function startServer(server: Server): Promise<string | undefined> {
  const log = join(server.cluster, 'server.log');
  await removeForeignLock(server.cluster);
  await writeAccess(server.cluster, server.account);
  if (((await stat(log).catch(ignore('ENOENT')))?.size ?? 0) > LOG_BYTES) await rm(log);
  const outcome = await control(server, ['start', '--wait', '--timeout=30', `--log=${log}`]);
  if (outcome.succeeded) return undefined;
  const lines = ((await readFile(log, 'utf8').catch(ignore('ENOENT'))) ?? '').trim().split('\n');
  return lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? outcome.output.split('\n').at(-1);
}

/** Stops the server: sessions are ended, data are written. */
export async function stopServer(server: Server): Promise<void> {
  await control(server, ['stop', '--mode=fast', '--wait', '--timeout=30']);
}

/** Says whether a server holds the cluster, be it starting or stopping. */
export async function isHeld(cluster: string): Promise<boolean> {
  return (await stat(join(cluster, 'postmaster.pid')).catch(ignore('ENOENT'))) !== undefined;
}

function control({ binaries, cluster, account }: Server, programArguments: readonly string[]) {
  return runAs(account, join(binaries, 'bin', 'pg_ctl'), [...programArguments, '--silent', `--pgdata=${cluster}`]);
}

/**
 * After a kill, PostgreSQL clears its own lock file unless the process number in it is alive again as another program, which happens at
 * every restart of a container. A server always runs in the directory of its cluster: a process that runs elsewhere is not ours.
 */
async function removeForeignLock(cluster: string): Promise<void> {
  const lock = join(cluster, 'postmaster.pid');
  const pid = (await readFile(lock, 'utf8').catch(ignore('ENOENT')))?.split('\n')[0]?.trim();
  if (!pid || !/^\d+$/.test(pid)) return;
  const directory = await readlink(`/proc/${pid}/cwd`).catch(ignore('ENOENT', 'EACCES', 'ESRCH'));
  if (directory !== undefined && directory !== (await realpath(cluster))) await rm(lock, { force: true });
}
