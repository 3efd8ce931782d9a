import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openCatalogue } from '../src/index.ts';
import { type LoopbackServer, startLoopbackServer } from './catalogue/loopback-server.ts';

const open = (databaseUrl: string) => openCatalogue({ dataDirectory: '/nonexistent', databaseUrl });

describe('a server that cannot be reached', () => {
  it.each([
    ['foo', 'mal formée'],
    ['mysql://localhost/boussole', 'mal formée'],
    ['postgres://u:s3cret@127.0.0.1:1/boussole', 'connexion refusée par 127.0.0.1, port 1'],
    ['postgres://u:s3cret@nulle-part.invalid/boussole', '« nulle-part.invalid » inconnu'],
    ['postgres:///boussole?host=/nonexistent', 'aucun serveur à cette adresse'],
  ])('is told in one sentence, without its password: %s', async (url, problem) => {
    const error: unknown = await open(url).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'DATABASE_UNREACHABLE', message: expect.stringContaining(problem) });
    expect((error as Error).message).not.toMatch(/s3cret|\n/);
  });

  it('is given up after 5 seconds when it takes the connection and says nothing', async () => {
    const mute = createServer(() => undefined).listen(0, '127.0.0.1');
    onTestFinished(() => void mute.close());
    await new Promise((resolve) => mute.once('listening', resolve));
    const { port } = mute.address() as { port: number }; // a TCP server has no other kind of address
    const start = performance.now();
    await expect(open(`postgres://u@127.0.0.1:${port}/b`)).rejects.toThrow('pas de réponse dans le délai');
    expect(performance.now() - start).toBeLessThan(40_000);
  });
});

describe('a server', () => {
  let server: LoopbackServer;
  beforeAll(async () => {
    server = await startLoopbackServer();
  });
  afterAll(() => server.stop());

  it('says that the password is wrong', async () => {
    const url = new URL(await server.newDatabase());
    url.password = 'wrong';
    await expect(open(url.href)).rejects.toThrow('mot de passe refusé');
  });

  it('says that the database does not exist', async () => {
    const url = new URL(await server.newDatabase());
    url.pathname = '/nothing';
    await expect(open(url.href)).rejects.toThrow('la base nommée n’existe pas');
  });

  it('says that tables cannot be created', async () => {
    const [own, other] = [new URL(await server.newDatabase()), new URL(await server.newDatabase())];
    own.pathname = other.pathname;
    await expect(open(own.href)).rejects.toMatchObject({ code: 'DATABASE_MIGRATION' });
  });

  it('takes its password from PGPASSWORD when the URL holds none', async () => {
    const url = new URL(await server.newDatabase());
    vi.stubEnv('PGPASSWORD', decodeURIComponent(url.password));
    onTestFinished(() => void vi.unstubAllEnvs());
    url.password = '';
    const catalogue = await open(url.href);
    await catalogue.ping();
    await catalogue.close();
  });

  it('is brought up to date once when several processes open it at the same time', async () => {
    const url = await server.newDatabase();
    const messages: string[] = [];
    const log = (message: string) => void messages.push(message);
    const opening = [1, 2, 3, 4].map(() => openCatalogue({ dataDirectory: '/nonexistent', databaseUrl: url, log }));
    const catalogues = await Promise.all(opening);
    for (const catalogue of catalogues) expect(await catalogue.mandates('france:FR')).toHaveLength(4);
    expect(messages.filter((message) => message.includes('CreateCatalogue'))).toHaveLength(1);
    await Promise.all(catalogues.map((catalogue) => catalogue.close()));
  });

  it('says that it does not answer any more when it stops, and is found again', async () => {
    const catalogue = await open(await server.newDatabase());
    await server.restart(async () => {
      await expect(catalogue.ping()).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    });
    await catalogue.ping();
    await catalogue.close();
  });
});
