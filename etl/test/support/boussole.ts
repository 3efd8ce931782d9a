import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { realEffects } from '../../src/effects.ts';
import { buildDashboard, buildPrograms } from '../../src/start/builds.ts';
import { holdingLock } from './lock.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const CACHE = join(ROOT, 'node_modules', '.cache');
export const BIN = fileURLToPath(new URL('../../bin/boussole.js', import.meta.url));

export interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

/** Environment of a command: the one of the tests without what a developer may have set for their own server. */
export function environment(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(BOUSSOLE_|PORT$|DATABASE_URL$|NODE_OPTIONS$)/.test(name),
  );
  return { ...Object.fromEntries(kept), ...variables };
}

/** Starts the real command, from a folder that is not the repository. */
export function spawnBoussole(words: readonly string[], variables: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [BIN, ...words], {
    cwd: tmpdir(),
    env: environment(variables),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Bundles the command and the server when their sources changed, so that commands of tests start as fast as those of users. */
export function bringProgramsUpToDate(): Promise<unknown> {
  return holdingLock(join(CACHE, 'boussole-programs.lock'), () => buildPrograms(ROOT, surroundings()));
}

/** Builds the dashboard when its sources changed, once for all the tests that are about to start a server. */
export function bringDashboardUpToDate(): Promise<unknown> {
  return holdingLock(join(CACHE, 'boussole-dashboard.lock'), () => buildDashboard(ROOT, surroundings()));
}

function surroundings() {
  return { environment: process.env, effects: { ...realEffects, tell: () => undefined } };
}

/** Runs the real command to its end. */
export async function boussole(words: readonly string[], variables: Readonly<Record<string, string>>): Promise<Answer> {
  const child = spawnBoussole(words, variables);
  const [out, errors, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve)),
  ]);
  return { code, out, errors };
}

/**
 * A new folder under the system's temporary one, and how to remove it. Anybody can cross it: run by root, the embedded server then stands in
 * it, and goes with it.
 */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'boussole-etl-'));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
}
