import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '@boussole/schema';
import type { Address } from '../database.ts';
import { chooseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { createCluster, DATABASE, PORT, ROLE } from './cluster.ts';
import { findPlace } from './place.ts';
import { enter } from './presence.ts';
import { type Surroundings, THIS_MACHINE } from './surroundings.ts';

/** A PostgreSQL that runs by itself in the data directory, and how to talk to it. */
export interface EmbeddedServer {
  readonly address: Address;
  leave(): Promise<void>;
}

/** Longest path of a Unix socket, in bytes. */
const SOCKET_PATH_BYTES = 107;

/** Joins the server of a data directory; creates its cluster and starts it when needed. */
export async function joinEmbeddedServer(
  dataDirectory: string,
  log: (message: string) => void,
  surroundings: Surroundings = THIS_MACHINE,
): Promise<EmbeddedServer> {
  const place = await findPlace(dataDirectory, log);
  const account = await chooseAccount(place.owner);
  if (place.cluster && place.owner !== account.uid) {
    throw failure('DATABASE_EMBEDDED', {
      problem: `${place.cluster} appartient à un autre utilisateur que ${account.name}`,
    });
  }
  const binaries = await findBinaries(account, place.catalogue, surroundings, log);
  const cluster = place.cluster ?? (await createCluster(binaries, place, account, surroundings, log));
  const socket = await socketOf(cluster);
  const address = { host: socket.host, port: PORT, database: DATABASE, ssl: false } as const;
  const presence = await enter({ binaries, cluster, account }, { ...address, user: ROLE }, log);
  return {
    address: { ...address, username: ROLE },
    async leave() {
      await presence.leave();
      await socket.directory?.close();
    },
  };
}

/**
 * Directory of the socket as a client must name it. A path too long for a socket is reached through an open descriptor of its directory;
 * the server itself names it `.`.
 */
async function socketOf(cluster: string): Promise<{ readonly host: string; readonly directory?: FileHandle }> {
  if (Buffer.byteLength(join(cluster, `.s.PGSQL.${PORT}`)) <= SOCKET_PATH_BYTES) return { host: cluster };
  const directory = await open(cluster, 'r');
  return { host: `/proc/self/fd/${directory.fd}`, directory };
}
