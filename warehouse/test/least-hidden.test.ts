import {
  attack,
  attackPublication,
  attackTogether,
  type LinkedTable,
  openSolver,
  protectTogether,
  publish,
} from '@boussole/warehouse';
import { describe, expect, it } from 'vitest';
import { denseCounts } from './support/dense-counts.ts';
import {
  COMMUNES_2025,
  deliver,
  everywhere,
  figures,
  geographyTables,
  inDataDirectory,
  openWarehouse,
} from './support/small-publication.ts';

const solver = await openSolver();

describe('three counts that add up, of which a half is secret', () => {
  it('hide communes, hardly any EPCI, and no département nor région', () => {
    const linked = denseCounts(0.03, 11, ['24', '94']);
    const primary = linked.cells.filter(({ secret }) => secret).length;
    expect(attackTogether(linked, new Set(), solver).length).toBeGreaterThan(200);
    const hidden = protectTogether(linked, solver);
    expect(attackTogether(linked, hidden, solver)).toEqual([]);
    expect(hidden.size).toBeLessThan(0.15 * primary);
    const hiddenAt = (level: string) => [...hidden].filter((cell) => linked.cells[cell]!.figure.level === level).length;
    expect(hiddenAt('epci')).toBeLessThan(0.04 * linked.cells.filter(({ figure }) => figure.level === 'epci').length);
    expect(['departement', 'region', 'france'].map(hiddenAt)).toEqual([0, 0, 0]);
    // A zero would be known for one: what is hidden besides is never 1 to below the threshold.
    expect([...hidden].filter((cell) => linked.cells[cell]!.value === 0)).toEqual([]);
  }, 240_000);
});

describe('an attacker who knows how figures are hidden', () => {
  it('finds that a hidden figure too small for the threshold is zero', () => {
    const small = { value: undefined, secret: true, bounds: { lower: 1, upper: 4 } };
    const either = { value: undefined, secret: true, bounds: { lower: 0, upper: Number.POSITIVE_INFINITY, least: 5 } };
    const of = (value: number): LinkedTable => ({
      leaves: [either, small, small],
      aggregates: [{ value, leaves: [0, 1, 2] }],
    });
    expect(attack(of(6)).leaves).toEqual([0]);
    expect(attack(of(7)).leaves).toEqual([]); // 5 + 1 + 1, or 0 + 3 + 4
  });

  it('knows that a total hidden by the threshold is small too', () => {
    const small = { value: undefined, secret: true, bounds: { lower: 1, upper: 4 } };
    const total = (bounds?: { lower: number; upper: number }): LinkedTable => ({
      leaves: [small, small, small, small],
      aggregates: [{ value: undefined, leaves: [0, 1, 2, 3], ...(bounds && { bounds }) }],
    });
    expect(attack(total()).leaves).toEqual([]);
    expect(attack(total({ lower: 1, upper: 4 }))).toEqual({ leaves: [0, 1, 2, 3], aggregates: [0] });
  });
});

/** Births of the small publication, by level; the rest of their delivery. */
const TOTAL = { measure: 'naissances', year: 2024, cog: 2025, state: 'PUBLISHED', line: 1 } as const;

describe('a publication', () => {
  it('protects what is secret of départements where nothing is given by commune', async () => {
    await inDataDirectory(async (dataDirectory) => {
      const observation = [
        { ...TOTAL, level: 'departement', code: '01', value: null, state: 'SECRET' },
        { ...TOTAL, level: 'departement', code: '38', value: 900 },
        { ...TOTAL, level: 'region', code: '84', value: 907 },
        { ...TOTAL, level: 'france', code: 'FR', value: 907 },
      ] as const;
      const geography = await deliver(dataDirectory, geographyTables(), { source: 'geographie' });
      const births = await deliver(dataDirectory, { observation }, { source: 'naissances' });
      await publish({ dataDirectory, add: [geography, births], now: new Date('2026-01-01T10:00:00Z') });
      const warehouse = await openWarehouse(dataDirectory);
      try {
        const states = await Promise.all(
          (['departement:01', 'departement:38', 'region:84', 'france:FR'] as const).map((id) =>
            warehouse.read(undefined, async (cube) => (await cube.explain('naissances', id, 2024, 'PUBLISHED')).state),
          ),
        );
        expect(states[0]).toBe('SECRET');
        expect(states.slice(1)).toContain('SECRET_SECONDARY');
        const { secondary, ...attacked } = await attackPublication(dataDirectory);
        expect(attacked).toEqual({ series: 1, secret: 1, found: [] });
        expect(Object.values(secondary).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
      } finally {
        await warehouse.close();
      }
    });
  });

  it('takes what the threshold hides for small, among what the source hides for other reasons', async () => {
    await inDataDirectory(async (dataDirectory) => {
      // Two counts that the threshold hides make 20 with what is shown: 10 each, the most that they can be.
      const values = everywhere(COMMUNES_2025, 500, { '38003': 'SECRET', '38004': 'SECRET', '38006': 'SECRET' });
      const births = figures('naissances', 2024, 2025, values);
      const epci = { ...TOTAL, level: 'epci', code: '200000002', value: 3 * 500 + 20 } as const;
      const small = ['38003', '38004'].map((code) => ({
        ...{ measure: 'naissances', year: 2024, level: 'commune' as const, cog: 2025 },
        code,
      }));
      const geography = await deliver(dataDirectory, geographyTables(), { source: 'geographie' });
      const secrecy = { threshold: 11, below: false };
      const hiddenBeside = async (tables: Parameters<typeof deliver>[1], source: string, now: string) => {
        const input = await deliver(dataDirectory, tables, { source, vintage: now, secrecy });
        const { publication } = await publish({ dataDirectory, add: [geography, input], now: new Date(now) });
        const warehouse = await openWarehouse(dataDirectory);
        try {
          return await warehouse.read(publication.id, async (cube) => {
            const ids = ['epci:200000002', ...COMMUNES_2025.map((code) => `commune:${code}` as const)] as const;
            const cells = await Promise.all(ids.map((id) => cube.explain('naissances', id, 2024, 'PUBLISHED')));
            return cells.filter(({ state }) => state === 'SECRET_SECONDARY').length;
          });
        } finally {
          await warehouse.close();
        }
      };
      const observation = [...births, epci];
      expect(await hiddenBeside({ observation }, 'naissances', '2026-01-01T10:00:00Z')).toBe(0);
      expect(await hiddenBeside({ observation, small }, 'naissances', '2026-01-02T10:00:00Z')).toBeGreaterThan(0);
    });
  });
});
