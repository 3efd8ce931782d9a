import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toCsv } from '../src/quarantine-file.ts';
import { type InService, repairQuarantines } from '../src/repair-quarantines.ts';

const LOADED = new Date('2026-01-01T10:00:00Z');
const PUBLISHED = new Date('2026-01-01T10:05:00Z');
const during = new Date('2026-01-01T10:01:00Z');
const input = (quarantined: number): InService => ({
  source: { id: 'essai' },
  vintage: '2024',
  file: { name: 'essai.csv' },
  rows: { quarantined },
  loadedAt: LOADED.toISOString(),
});

describe('a load that was killed once its publication was in service', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'boussole-repair-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string): string => join(folder, name);
  const write = (name: string, lines: readonly number[], when: Date, file = 'essai.csv'): void => {
    const row = { column: 'a', code: '', reason: '', raw: '', correction: '' };
    writeFileSync(path(name), toCsv(lines.map((line) => ({ ...row, line, file }))));
    utimesSync(path(name), when, when);
  };
  const repair = (quarantined: number): Promise<void> => repairQuarantines(folder, [input(quarantined)], PUBLISHED);

  it('has its rows set aside put in place of those of the delivery that it replaced', async () => {
    write('essai-2024.csv', [9], new Date('2025-01-01'));
    write('essai-2024-refused.csv', [3, 4, 4], during);
    await repair(2);
    expect(readFileSync(path('essai-2024.csv'), 'utf8')).toContain('\r\n4;a;');
    expect(existsSync(path('essai-2024-refused.csv'))).toBe(false);
  });

  it('has those of the delivery that it replaced forgotten when it has none', async () => {
    write('essai-2024.csv', [9], new Date('2025-01-01'));
    await repair(0);
    expect(existsSync(path('essai-2024.csv'))).toBe(false);
  });

  it.each([
    ['of a later refusal', new Date('2026-01-02'), 'essai.csv', [3]],
    ['of an earlier refusal', new Date('2025-12-31'), 'essai.csv', [3]],
    ['of another file', during, 'autre.csv', [3]],
    ['that are not as many', during, 'essai.csv', [3, 4]],
  ] as const)('leaves rows %s where they are', async (_, when, file, lines) => {
    write('essai-2024-refused.csv', lines, when, file);
    await repair(1);
    expect([existsSync(path('essai-2024.csv')), existsSync(path('essai-2024-refused.csv'))]).toEqual([false, true]);
  });
});
