import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '@boussole/schema';
import { type Account, runAs } from './account.ts';
import { CLUSTER, clusterName, type Place, recordLocation } from './place.ts';
import type { Surroundings } from './surroundings.ts';
import { ignore, maybeOpenDirectory, maybePrivateDirectory, nameBeside } from './trusted-directory.ts';

/** Database role of this program, whoever runs it; database that every cluster is born with; port, which only names the socket. */
export const ROLE = 'boussole';
export const DATABASE = 'postgres';
export const PORT = 5432;

const SETTINGS = {
  // Local only: nothing listens on the network. The socket stands in the cluster's own directory, whose mode is 0700.
  listen_addresses: '',
  unix_socket_directories: '.',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  shared_buffers: '32MB',
  max_connections: '60',
  io_method: 'sync',
  jit: 'off',
} as const;

/**
 * Creates the cluster in the data directory or, when the account cannot reach it (a home that only root can enter), in a shared place
 * whose address is written in the data directory. It is initialised beside and renamed: a kill leaves nothing half made, and of two
 * processes that create it at once the second adopts the work of the first.
 */
export async function createCluster(
  binaries: string,
  place: Place,
  account: Account,
  { sharedPlaces }: Surroundings,
  log: (message: string) => void,
): Promise<string> {
  const problems: string[] = [];
  const inside = join(place.catalogue, CLUSTER);
  let problem = await initialise(binaries, inside, account, log);
  if (!problem) return inside;
  problems.push(problem);
  if (account.borrowed) {
    const name = await clusterName(place);
    for (const shared of sharedPlaces(place.catalogue)) {
      const cluster = join(shared, name);
      problem = (await maybeOpenDirectory(shared)) ?? (await initialise(binaries, cluster, account, log));
      if (!problem) {
        await recordLocation(place, cluster);
        return cluster;
      }
      problems.push(problem);
    }
  }
  throw failure('DATABASE_EMBEDDED', { problem: [...new Set(problems)].join(' ; ') });
}

/** Lets the system users who may own or start the cluster in, and nobody else, whatever the names were on the day it was created. */
export async function writeAccess(cluster: string, account: Account): Promise<void> {
  const names = [...new Set(['root', account.name])];
  await replace(join(cluster, 'pg_hba.conf'), `local all all peer map=${ROLE}\n`, account);
  await replace(join(cluster, 'pg_ident.conf'), names.map((name) => `${ROLE} "${name}" ${ROLE}\n`).join(''), account);
}

async function initialise(
  binaries: string,
  cluster: string,
  account: Account,
  log: (message: string) => void,
): Promise<string | undefined> {
  const beside = await nameBeside(cluster);
  try {
    const problem = await maybePrivateDirectory(beside, account);
    if (problem) return problem;
    log(`creating the embedded PostgreSQL in ${cluster}`);
    const outcome = await runAs(account, join(binaries, 'bin', 'initdb'), [
      ...[`--pgdata=${beside}`, `--username=${ROLE}`, '--auth=peer', '--encoding=UTF8', '--no-instructions'],
      ...['--locale=C', '--locale-provider=icu', '--icu-locale=fr'],
      ...Object.entries(SETTINGS).map(([name, value]) => `--set=${name}=${value}`),
    ]);
    if (!outcome.succeeded)
      return outcome.output.split('\n').findLast((line) => line.includes('error')) ?? outcome.output;
    await rename(beside, cluster).catch(ignore('ENOTEMPTY', 'EEXIST'));
    return undefined;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

async function replace(file: string, content: string, account: Account): Promise<void> {
  if ((await readFile(file, 'utf8').catch(ignore('ENOENT'))) === content) return;
  const beside = `${file}.${process.pid}`;
  await writeFile(beside, content, { mode: 0o600 });
  if (account.borrowed) await chown(beside, account.uid, account.gid);
  await rename(beside, file);
}
