import { readdir, readFile, readlink, realpath, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, runAs } from './account.ts';
import { PORT, writeAccess } from './cluster.ts';
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
  await removeStaleLocks(server.cluster);
  await writeAccess(server.cluster, server.account);
  if ((await sizeOf(log)) > LOG_BYTES) await rm(log);
  const before = await sizeOf(log);
  const outcome = await control(server, ['start', '--wait', '--timeout=30', `--log=${log}`]);
  if (outcome.succeeded) return undefined;
  return (await lastProblem(log, before)) ?? outcome.output.split('\n').at(-1);
}

/** Stops the server: sessions are ended, data are written. */
export async function stopServer(server: Server): Promise<void> {
  await control(server, ['stop', '--mode=fast', '--wait', '--timeout=30']);
}

/** Says whether a server holds the cluster, be it starting or stopping. */
export async function isHeld(cluster: string): Promise<boolean> {
  return (await stat(join(cluster, 'postmaster.pid')).catch(ignore('ENOENT'))) !== undefined;
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(ignore('ENOENT')))?.size ?? 0;
}

/** The last line of this attempt that is more than information, without its date and process number. */
async function lastProblem(log: string, from: number): Promise<string | undefined> {
  const written = (await readFile(log).catch(ignore('ENOENT')))?.subarray(from).toString('utf8') ?? '';
  const lines = written.split('\n').filter((line) => line.trim() !== '' && !/ (LOG|HINT|DETAIL): /.test(line));
  return lines.at(-1)?.replace(/^.*\[\d+\] (FATAL|PANIC|ERROR): +/, '');
}

function control({ binaries, cluster, account }: Server, programArguments: readonly string[]) {
  return runAs(account, join(binaries, 'bin', 'pg_ctl'), [...programArguments, '--silent', `--pgdata=${cluster}`]);
}

/**
 * After a kill, PostgreSQL clears its own lock files unless the process number in them still answers: as another program, which happens
 * at every restart of a container, or as a zombie that nobody reaps. Every process of a server runs in the directory of its cluster, so
 * where there is none the locks are stale.
 */
async function removeStaleLocks(cluster: string): Promise<void> {
  const locks = [join(cluster, 'postmaster.pid'), join(cluster, `.s.PGSQL.${PORT}.lock`)];
  const read = () => Promise.all(locks.map((lock) => readFile(lock, 'utf8').catch(ignore('ENOENT'))));
  const before = await read();
  if (before.every((lock) => lock === undefined) || (await isAnyoneIn(cluster))) return;
  const after = await read();
  // Another process may have started the server in between: its lock is not the one that was found stale.
  await Promise.all(
    locks.map((lock, index) => (before[index] === after[index] ? rm(lock, { force: true }) : undefined)),
  );
}

async function isAnyoneIn(cluster: string): Promise<boolean> {
  const own = await realpath(cluster);
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  // Directories of other users' processes are hidden, those of the account are not.
  const hidden = ignore('ENOENT', 'EACCES', 'ESRCH', 'EPERM');
  const directories = await Promise.all(processes.map((pid) => readlink(`/proc/${pid}/cwd`).catch(hidden)));
  return directories.includes(own);
}
