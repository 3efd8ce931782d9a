import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { noteAttempt, takeInterrupted } from '../src/attempts.ts';
import { temporaryFolder } from './support/boussole.ts';

const ATTEMPT = { name: 'revenus.csv', convention: null, startedAt: '2026-01-01T10:00:00.000Z' };
/** Number of a process that has ended. */
const DEAD = spawnSync(process.execPath, ['--version']).pid;

function folder(): string {
  const { path, remove } = temporaryFolder();
  onTestFinished(remove);
  return path;
}

describe('what loads leave in the temporary folder', () => {
  it('is nothing when they end', async () => {
    const temporary = folder();
    const end = await noteAttempt(temporary, ATTEMPT);
    expect(readdirSync(temporary)).toHaveLength(1);
    await end();
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('is told by the next load and taken away when they died, with what they were writing', async () => {
    const temporary = folder();
    writeFileSync(join(temporary, `load-${DEAD}`), JSON.stringify(ATTEMPT));
    mkdirSync(join(temporary, `input-${DEAD}-aBcDeF`));
    await noteAttempt(temporary, { ...ATTEMPT, name: 'plus-tard.csv', startedAt: '2026-01-02T10:00:00.000Z' });
    expect((await takeInterrupted(temporary)).map(({ name }) => name)).toEqual(['revenus.csv', 'plus-tard.csv']);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('is left alone while they run, as is what others keep there', async () => {
    const temporary = folder();
    const kept = [`input-${process.ppid}-aBcDeF`, `load-${process.ppid}`, 'c0ffee.log', 'input-sans-numero'];
    for (const name of kept) writeFileSync(join(temporary, name), '{}');
    expect(await takeInterrupted(temporary)).toEqual([]);
    expect(readdirSync(temporary).sort()).toEqual(kept.toSorted());
  });

  it('may be a note that was being written', async () => {
    const temporary = folder();
    writeFileSync(join(temporary, `load-${DEAD}`), '{"name":');
    expect(await takeInterrupted(temporary)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
