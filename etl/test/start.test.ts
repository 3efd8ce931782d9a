import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadPackages } from './embedded.ts';
import { boussole, bringDashboardUpToDate, spawnBoussole, temporaryFolder } from './support/boussole.ts';

describe('boussole start', { timeout: 120_000 }, () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const started: ChildProcess[] = [];
  beforeAll(async () => {
    await loadPackages(data, ['cog-2024', 'cog-2025', 'cog-2026'], { departements: ['69'] });
    await bringDashboardUpToDate();
  }, 300_000);
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });
  afterAll(() => folder.remove());

  it('says in one sentence that the port is taken, before any work', async () => {
    const { server, port } = await listen();
    try {
      const empty = join(folder.path, 'vide');
      const { code, out, errors } = await boussole(['start'], { BOUSSOLE_DATA: empty, PORT: String(port) });
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(errors).toBe(
        `Le port ${port} est déjà utilisé. Arrêtez l’autre programme ou choisissez un autre port avec PORT.\n`,
      );
    } finally {
      server.close();
    }
  });

  it('serves what is published, and stops with code 0 when asked to', async () => {
    const { child, address } = await start();
    expect(await lyon(address)).toBe('Lyon');
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    await expect(fetch(address)).rejects.toThrow();
  });

  it('leaves its port when it is killed, and starts again, publishing anew what another release wrote', async () => {
    const first = await start();
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    await waitUntil(async () => !(await answers(first.address)));
    const inService = join(
      data,
      'publications',
      readFileSync(join(data, 'current'), 'utf8').trim(),
      'publication.json',
    );
    const written = JSON.parse(readFileSync(inService, 'utf8')) as object;
    writeFileSync(inService, JSON.stringify({ ...written, release: 1 }));
    const second = await start(first.port);
    expect(second.said()).toMatch(/Nouvelle version de Boussole.*Agrégation des territoires….*Mise en service…/s);
    expect(await lyon(second.address)).toBe('Lyon');
  });

  async function start(
    port?: number,
  ): Promise<{ child: ChildProcess; address: string; port: number; said: () => string }> {
    const free = port ?? (await freePort());
    const child = spawnBoussole(['start'], { BOUSSOLE_DATA: data, PORT: String(free) });
    started.push(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += String(text)));
    await waitUntil(async () => {
      if (child.exitCode !== null) throw new Error(said);
      return said.includes(`http://localhost:${free}`);
    });
    return { child, address: `http://localhost:${free}`, port: free, said: () => said };
  }
});

async function lyon(address: string): Promise<unknown> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ territory(id: "commune:69123") { name } }' }),
  });
  const answer = (await response.json()) as { data: { territory: { name: string } } }; // asked just above
  return answer.data.territory.name;
}

async function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    () => true,
    () => false,
  );
}

async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(100);
}

async function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a server on a port has an address');
  return { server, port: address.port };
}

async function freePort(): Promise<number> {
  const { server, port } = await listen();
  server.close();
  await once(server, 'close');
  return port;
}
