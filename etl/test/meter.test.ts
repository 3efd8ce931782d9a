import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMeter } from '../src/meter.ts';
import { readProviderFile } from '../src/table/read-file.ts';
import { smallGeography } from './support/small-geography.ts';
import { type Bench, openBench } from './support/table.ts';

const geography = smallGeography();
let bench: Bench;
beforeAll(async () => {
  bench = await openBench(() => geography);
});

describe('the reading of a large file', () => {
  it('tells how many rows are checked and what share is done, never less than before', async () => {
    const rows = Array.from({ length: 30_000 }, () => '01004;12\n').join('');
    const told: (readonly [number, number])[] = [];
    await readProviderFile({
      path: bench.write('cc.csv', `CODGEO;MED21\n${rows}`),
      sources: bench.sources,
      limits: { inputBytes: 1e9 },
      geography: async () => geography,
      catalogue: async () => bench.catalogue,
      advance: (read, share) => told.push([read, share]),
    });
    const shares = told.map(([, share]) => share);
    expect(shares).toEqual([...shares].sort((left, right) => left - right));
    expect(shares[0]).toBeGreaterThan(0);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
    expect(told.filter(([read]) => read === 0)).toHaveLength(7);
    expect(told.map(([read]) => read).slice(7)).toEqual([1, 2, 3, 4, 5, 6, 7].map((times) => times * 4_096));
  });
});

describe('the meter of several files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'boussole-meter-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('counts bytes of files, parts of the one being read, and rows a second', async () => {
    const errands = [1_000, 3_000].map((size) => {
      const path = join(folder, `${size}.csv`);
      writeFileSync(path, Buffer.alloc(size));
      return { kind: 'file', path } as const;
    });
    let now = 0;
    const meter = await startMeter(errands, { now: () => new Date(now) });
    now = 2_000;
    expect([meter.total, meter.done(), meter.within(errands[0]!, 0.5)]).toEqual([4_000, 0, 500]);
    expect(meter.describe('a.csv', 0)).toBe('a.csv : lecture');
    expect(meter.describe('a.csv', 4_096)).toMatch(/^a\.csv : 4.096 lignes \(2.048 par seconde\)$/u);
    expect([meter.add(errands[0]!, 8_000), meter.within(errands[1]!, 0.25), meter.done()]).toEqual([
      1_000, 1_750, 1_000,
    ]);
    expect(meter.describe('a.csv', 0, 8_000)).toMatch(/^a\.csv : 8.000 lignes \(4.000 par seconde\)$/u);
  });
});
