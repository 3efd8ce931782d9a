import { appendFile, chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { chooseAccount, runAs } from '../../src/catalogue/embedded/account.ts';
import { findBinaries } from '../../src/catalogue/embedded/binaries.ts';
import { createCluster, DATABASE, ROLE, writeAccess } from '../../src/catalogue/embedded/cluster.ts';
import { findPlace } from '../../src/catalogue/embedded/place.ts';
import { THIS_MACHINE } from '../../src/catalogue/embedded/surroundings.ts';

export interface LoopbackServer {
  /** URL of an empty database of its own, whose user must give a password. */
  newDatabase(): Promise<string>;
  /** Stops the server, does something, and starts it again. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the embedded programs as an ordinary server that listens on a loopback port. */
export async function startLoopbackServer(): Promise<LoopbackServer> {
  const directory = await mkdtemp(join(tmpdir(), 'boussole-server-'));
  await chmod(directory, 0o755);
  const silent = () => undefined;
  const place = await findPlace(directory, silent);
  const account = await chooseAccount(place.owner);
  const binaries = await findBinaries(account, place.catalogue, THIS_MACHINE, silent);
  const cluster = await createCluster(binaries, place, account, THIS_MACHINE, silent);
  const port = await freePort();
  await writeAccess(cluster, account);
  await appendFile(join(cluster, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n');
  const control = (...words: string[]) =>
    runAs(account, join(binaries, 'bin', 'pg_ctl'), [...words, '--wait', `--pgdata=${cluster}`]);
  const start = async () => {
    const listen = `-c listen_addresses=127.0.0.1 -c port=${port}`;
    const started = await control('start', `--options=${listen}`, `--log=${join(cluster, 'server.log')}`);
    if (!started.succeeded) throw new Error(started.output);
  };
  await start();
  const asOwner = async (...statements: readonly string[]) => {
    const owner = new pg.Client({ host: cluster, port, user: ROLE, database: DATABASE });
    await owner.connect();
    for (const statement of statements) await owner.query(statement);
    await owner.end();
  };
  let databases = 0;
  return {
    async newDatabase() {
      const name = `catalogue_${++databases}`;
      await asOwner(`CREATE ROLE ${name} LOGIN PASSWORD 'p@ss:word/1'`, `CREATE DATABASE ${name} OWNER ${name}`);
      return `postgres://${name}:${encodeURIComponent('p@ss:word/1')}@127.0.0.1:${port}/${name}`;
    },
    async restart(meanwhile) {
      await control('stop', '--mode=fast');
      await meanwhile();
      await start();
    },
    async stop() {
      await control('stop', '--mode=immediate');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || !address) throw new Error('expected a port');
  return address.port;
}
