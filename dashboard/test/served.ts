import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Served {
  readonly address: string;
  /** Runs another command on the same data; returns what it prints. */
  run(...words: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

/** Starts Boussole as a user does, on the embedded real data or some of its packages and départements, with a data directory and a port of its own. */
export async function serveBoussole(...kept: readonly string[]): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'boussole-dashboard-'));
  await chmod(folder, 0o755); // the account that root lends the embedded server must cross it
  const data = join(folder, 'data');
  const node = (program: string, ...words: string[]) => ['--import', 'tsx', join(ROOT, program), ...words];
  await promisify(execFile)(process.execPath, node('etl/test/embedded.ts', data, ...kept), { cwd: ROOT });
  const port = await freePort();
  const bin = join(ROOT, 'etl/bin/boussole.js');
  const env = { ...process.env, BOUSSOLE_DATA: data, PORT: String(port), DATABASE_URL: '' };
  const child = spawn(process.execPath, [bin, 'start'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = `http://localhost:${port}`;
  await said(child, address);
  return {
    address,
    run: async (...words) => (await promisify(execFile)(process.execPath, [bin, ...words], { cwd: ROOT, env })).stdout,
    close: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the program has written this text; its own words are the error when it ends before. */
async function said(child: ChildProcess, expected: string): Promise<void> {
  let heard = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text) => {
        heard += String(text);
        if (heard.includes(expected)) resolve();
      });
    }
    child.once('exit', (code) => reject(new Error(`boussole start ended with code ${code}:\n${heard}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('a server on a port has an address');
  return address.port;
}
