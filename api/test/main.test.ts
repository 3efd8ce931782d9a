import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let dataDirectory: string;
beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'boussole-main-'));
  await chmod(dataDirectory, 0o755); // the account that root lends the embedded server must cross it
});
afterAll(() => rm(dataDirectory, { recursive: true, force: true }));

interface Run {
  readonly process: ChildProcess;
  readonly said: { out: string; err: string };
}

function run(environment: Record<string, string>): Run {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    cwd: ROOT,
    env: { ...inherited, BOUSSOLE_DATA: dataDirectory, PORT: '0', ...environment },
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text) => {
    said.out += text;
  });
  child.stderr.on('data', (text) => {
    said.err += text;
  });
  return { process: child, said };
}

describe('the program', () => {
  test.each([
    [{ PORT: 'quatre', BOUSSOLE_MAX_DEPTH: '-1' }, ['PORT', 'BOUSSOLE_MAX_DEPTH']],
    [{ BOUSSOLE_DATA: `${MAIN}/donnees` }, [`${MAIN}/donnees`, 'BOUSSOLE_DATA']],
  ])('stops with one sentence for %j', async (environment, words) => {
    const { process: child, said } = run(environment);
    const [code] = await once(child, 'exit');
    expect(code).toBe(1);
    expect(said.out).toBe('');
    expect(said.err.trim().split('\n')).toHaveLength(1);
    for (const word of words) expect(said.err).toContain(word);
  });

  test('says its address, answers, and ends well when it is told to', async () => {
    const { process: child, said } = run({});
    await expect.poll(() => said.out).toMatch(/http:\/\/localhost:\d+/);
    const url = /http:\/\/localhost:\d+/.exec(said.out)![0];
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(said.err).toBe('');
  });
});
