import { findIdentities, publish } from '@boussole/warehouse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COMMUNES_2024,
  COMMUNES_2025,
  deliver,
  figures,
  geographyTables,
  inDataDirectory,
  openWarehouse,
} from './support/small-publication.ts';

const TERRITORIES = 40;
const counts = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: TERRITORIES, maxLength: TERRITORIES });

const sumOf = (columns: readonly (readonly number[])[]): number[] =>
  columns[0]!.map((_, at) => columns.reduce((sum, column) => sum + column[at]!, 0));

const identitiesOf = (columns: Readonly<Record<string, readonly number[]>>) =>
  findIdentities({
    measures: Object.keys(columns),
    values: Object.values(columns).map((column) => Float64Array.from(column)),
  }).map(({ total, parts }) => `${total} = ${[...parts].sort().join(' + ')}`);

describe('sums that figures show by themselves', () => {
  it('are found among measures that are not parts of them', () => {
    fc.assert(
      fc.property(counts, counts, counts, counts, (a, b, c, other) => {
        const found = identitiesOf({ a, other, total: sumOf([a, b, c]), b, c });
        expect(found).toContain('total = a + b + c');
        for (const one of found) expect(one).not.toContain('other');
      }),
      { numRuns: 100 },
    );
  });

  it('are those of several ways to share a whole', () => {
    fc.assert(
      fc.property(counts, counts, counts, (a, b, c) => {
        const [total, pair] = [sumOf([a, b, c]), sumOf([b, c])];
        expect(identitiesOf({ total, a, b, c, pair })).toEqual(
          expect.arrayContaining(['total = a + b + c', 'total = a + pair', 'pair = b + c']),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('are not seen where one territory contradicts them, nor in a few territories', () => {
    const a = Array.from({ length: TERRITORIES }, (_, at) => 10 + ((at * 37) % 23));
    const b = Array.from({ length: TERRITORIES }, (_, at) => 5 + ((at * 11) % 19));
    const total = sumOf([a, b]);
    expect(identitiesOf({ total, a, b })).toEqual(['total = a + b']);
    expect(identitiesOf({ total: total.with(7, total[7]! + 1), a, b })).toEqual([]);
    const few = (column: readonly number[]) => column.map((value, at) => (at < 5 ? value : Number.NaN));
    expect(identitiesOf({ total: few(total), a: few(a), b: few(b) })).toEqual([]);
  });
});

describe('a publication', () => {
  it('protects a count that others tell, though no catalogue says that they add up', async () => {
    await inDataDirectory(async (dataDirectory) => {
      const observation = [
        [2024, COMMUNES_2024],
        [2025, COMMUNES_2025],
      ].flatMap(([cog, codes]) =>
        (codes as readonly string[]).flatMap((code, at) => {
          const [births, deaths] = [20 + at, code === '38003' ? 7 : 30 + 3 * at];
          const values = { naissances: births, deces: deaths, familles: births + deaths };
          return Object.entries(values).flatMap(([measure, value]) =>
            figures(measure, 2024, cog as number, { [code]: value < 11 ? 'SECRET' : value }),
          );
        }),
      );
      const geography = await deliver(dataDirectory, geographyTables(), { source: 'geographie' });
      const secrecy = { threshold: 11, below: true };
      const input = await deliver(dataDirectory, { observation }, { source: 'chiffres', secrecy });
      await publish({ dataDirectory, add: [geography, input], now: new Date('2026-01-01T10:00:00Z') });
      const warehouse = await openWarehouse(dataDirectory);
      try {
        const states = await Promise.all(
          ['naissances', 'familles'].map((measure) =>
            warehouse.read(
              undefined,
              async (cube) => (await cube.explain(measure, 'commune:38003', 2024, 'PUBLISHED')).state,
            ),
          ),
        );
        expect(states).toContain('SECRET_SECONDARY');
      } finally {
        await warehouse.close();
      }
    });
  });
});
