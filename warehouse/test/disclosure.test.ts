import { READINGS } from '@boussole/schema';
import { attack, type LinkedTable, linkFigures, protect, publish, type SourceFigure } from '@boussole/warehouse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packagedGeography, populations } from './support/real-geography.ts';
import {
  COMMUNES_2025,
  deliver,
  everywhere,
  figures,
  geographyTables,
  inDataDirectory,
  openWarehouse,
} from './support/small-publication.ts';

const SECRET = { value: undefined, secret: true };
const MISSING = { value: undefined, secret: false };
const shown = (value: number) => ({ value, secret: false });

describe('an attacker', () => {
  it('subtracts what is shown of an EPCI from its total', () => {
    const table: LinkedTable = {
      leaves: [SECRET, shown(30), shown(60)],
      aggregates: [{ value: 100, leaves: [0, 1, 2] }],
    };
    expect(attack(table)).toEqual({ leaves: [0], aggregates: [] });
  });

  it('learns nothing of two figures of which only the sum can be told', () => {
    const table: LinkedTable = {
      leaves: [SECRET, SECRET, shown(60)],
      aggregates: [
        { value: 100, leaves: [0, 1, 2] },
        { value: 100, leaves: [0, 1, 2] },
      ],
    };
    expect(attack(table)).toEqual({ leaves: [], aggregates: [] });
  });

  it('plays a département against the EPCI that straddle it', () => {
    // Two EPCI of two communes each; one commune of the second is in the other département.
    const table: LinkedTable = {
      leaves: [SECRET, SECRET, SECRET, shown(4)],
      aggregates: [
        { value: 30, leaves: [0, 1] },
        { value: 9, leaves: [2, 3] },
        { value: 25, leaves: [0, 2] },
      ],
    };
    expect(attack(table).leaves).toEqual([2, 0, 1].sort());
  });

  it('knows that figures whose sum is zero are zero', () => {
    const table: LinkedTable = { leaves: [SECRET, SECRET], aggregates: [{ value: 0, leaves: [0, 1] }] };
    expect(attack(table).leaves).toEqual([0, 1]);
  });

  it('finds a hidden total whose parts are all shown, and does not mind what is merely missing', () => {
    const table: LinkedTable = {
      leaves: [shown(1), shown(2), MISSING],
      aggregates: [
        { value: undefined, leaves: [0, 1] },
        { value: 10, leaves: [0, 1, 2] },
      ],
    };
    expect(attack(table)).toEqual({ leaves: [], aggregates: [0] });
  });
});

interface Drawn {
  readonly values: readonly number[];
  readonly secret: readonly boolean[];
  readonly parents: readonly (readonly [number, number])[];
  readonly shownTotals: readonly boolean[];
}

/** Communes in EPCI and, independently, in départements; some figures secret, some totals not shown. */
const drawn: fc.Arbitrary<Drawn> = fc.integer({ min: 2, max: 14 }).chain((count) =>
  fc.record({
    values: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: count, maxLength: count }),
    secret: fc.array(fc.boolean(), { minLength: count, maxLength: count }),
    parents: fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 2 })), {
      minLength: count,
      maxLength: count,
    }),
    shownTotals: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
  }),
);

function toTable({ values, secret, parents, shownTotals }: Drawn): LinkedTable {
  const sum = (leaves: readonly number[]): number => leaves.reduce((total, leaf) => total + values[leaf]!, 0);
  const all = values.map((_, leaf) => leaf);
  const groups = [
    ...[0, 1, 2, 3, 4].map((epci) => all.filter((leaf) => parents[leaf]![0] === epci)),
    ...[0, 1, 2].map((departement) => all.filter((leaf) => parents[leaf]![1] === departement)),
    all,
  ];
  return {
    leaves: values.map((value, leaf) => ({ value: secret[leaf] ? undefined : value, secret: secret[leaf]! })),
    aggregates: groups.flatMap((leaves, index) =>
      leaves.length === 0 ? [] : [{ value: shownTotals[index] ? sum(leaves) : undefined, leaves }],
    ),
  };
}

/** Whether another set of figures, none negative, gives the same figures shown: found by trying changes, not by algebra. */
function anotherWorld(
  table: LinkedTable,
  truth: readonly number[],
  unknown: readonly number[],
  target: number,
): boolean {
  const shownSums = table.aggregates.filter(({ value }) => value !== undefined);
  const moved = new Map<number, number>();
  const fits = (): boolean =>
    shownSums.every(({ leaves }) => leaves.reduce((sum, leaf) => sum + (moved.get(leaf) ?? 0), 0) === 0);
  const others = unknown.filter((leaf) => leaf !== target);
  const search = (place: number): boolean => {
    if (place === others.length) return fits();
    const leaf = others[place]!;
    for (const change of [0, 1, -1]) {
      if (truth[leaf]! + change < 0) continue;
      moved.set(leaf, change);
      if (search(place + 1)) return true;
    }
    moved.delete(leaf);
    return false;
  };
  return [1, -1].some((change) => {
    if (truth[target]! + change < 0) return false;
    moved.clear();
    moved.set(target, change);
    return search(0);
  });
}

describe('protection', () => {
  it('leaves nothing to work out, whatever is secret', () => {
    fc.assert(
      fc.property(drawn, (world) => {
        const table = toTable(world);
        const hidden = protect(table);
        expect(attack(table, hidden)).toEqual({ leaves: [], aggregates: [] });
        for (const leaf of hidden.leaves) expect(table.leaves[leaf]!.value).toBeDefined();
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds disclosed just what no other set of figures explains', () => {
    fc.assert(
      fc.property(drawn, (world) => {
        const table = toTable(world);
        const unknown = world.values.flatMap((_, leaf) => (table.leaves[leaf]!.value === undefined ? [leaf] : []));
        fc.pre(unknown.length <= 8);
        const { leaves } = attack(table);
        for (const leaf of unknown) {
          if (anotherWorld(table, world.values, unknown, leaf)) expect(leaves).not.toContain(leaf);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('hides nothing more when nothing is secret', () => {
    const table = toTable({
      values: [1, 2, 3],
      secret: [false, false, false],
      parents: [
        [0, 0],
        [0, 0],
        [1, 0],
      ],
      shownTotals: Array.from({ length: 9 }, () => true),
    });
    expect(protect(table)).toEqual({ leaves: new Set(), aggregates: new Set() });
  });

  it('takes the smallest companion, and the total itself when there is none', () => {
    const table: LinkedTable = {
      leaves: [SECRET, shown(30), shown(8), SECRET],
      aggregates: [
        { value: 100, leaves: [0, 1, 2] },
        { value: 7, leaves: [3] },
      ],
    };
    expect(protect(table)).toEqual({ leaves: new Set([2]), aggregates: new Set([1]) });
  });
});

/** Populations of one vintage as if those below a floor were secret, with the totals of all levels shown. */
function nationalFigures(cog: number, floor: number): readonly SourceFigure[] {
  const sums = new Map<string, number>();
  const figures: SourceFigure[] = [];
  for (const [code, { epci, departement, region }] of packagedGeography.membership(cog)) {
    const value = populations.of(code, cog);
    if (value === undefined) continue;
    const isSecret = value > 0 && value < floor;
    figures.push({
      level: 'commune',
      code,
      cog,
      value: isSecret ? null : value,
      state: isSecret ? 'SECRET' : 'PUBLISHED',
    });
    const holders = { epci, departement, region, france: 'FR' };
    for (const [level, holder] of Object.entries(holders)) {
      if (holder !== undefined) sums.set(`${level} ${holder}`, (sums.get(`${level} ${holder}`) ?? 0) + value);
    }
  }
  for (const [key, value] of sums) {
    const [level, code] = key.split(' ') as [SourceFigure['level'], string]; // as they are put together above
    figures.push({ level, code, cog, value, state: 'PUBLISHED' });
  }
  return figures;
}

describe('on the communes, EPCI and départements of France', () => {
  it.each([60, 120, 300])('a floor of %i inhabitants is protected at little cost', (floor) => {
    const { table } = linkFigures(packagedGeography, nationalFigures(2025, floor), 2025);
    const primary = table.leaves.filter(({ secret }) => secret).length;
    expect(attack(table).leaves.length).toBeGreaterThan(100); // what a threshold alone lets out
    const hidden = protect(table);
    expect(attack(table, hidden)).toEqual({ leaves: [], aggregates: [] });
    expect(hidden.leaves.size + hidden.aggregates.size).toBeLessThan(0.2 * primary);
  });

  it('the figures of another vintage are linked by the ground of their communes', () => {
    const [secret, twin] = [
      { level: 'commune', code: '69123', cog: 2021, value: null, state: 'SECRET' },
      { level: 'commune', code: '69123', cog: 2025, value: 520_000, state: 'PUBLISHED' },
    ] as const;
    const merged = { level: 'commune', code: '69149', cog: 2025, value: 30_000, state: 'PUBLISHED' } as const;
    const parts = [
      { level: 'commune', code: '69149', cog: 2021, value: null, state: 'SECRET' },
      { level: 'commune', code: '69152', cog: 2021, value: 10_000, state: 'PUBLISHED' },
    ] as const;
    const { table, leaves } = linkFigures(packagedGeography, [secret, twin, merged, ...parts], 2021);
    expect(
      attack(table)
        .leaves.map((leaf) => leaves[leaf]!.code)
        .sort(),
    ).toEqual(['69123', '69149']);
    const hidden = protect(table);
    expect(attack(table, hidden)).toEqual({ leaves: [], aggregates: [] });
  });
});

describe('a publication', () => {
  it('shows no figure by which a secret one could be worked out, at any level and in both readings', async () => {
    await inDataDirectory(async (dataDirectory) => {
      const epci = { year: 2023, level: 'epci', cog: 2025, state: 'PUBLISHED', line: 1 } as const;
      const observation = [
        ...figures(
          'population_municipale',
          2023,
          2025,
          everywhere(COMMUNES_2025, 500, { '38003': 90, '38004': 'SECRET' }),
        ),
        { ...epci, measure: 'population_municipale', code: '200000002', value: 1_627 },
      ];
      const geography = await deliver(dataDirectory, geographyTables(), { source: 'geographie' });
      const populations = await deliver(dataDirectory, { observation }, { source: 'populations' });
      await publish({ dataDirectory, add: [geography, populations], now: new Date('2026-01-01T10:00:00Z') });
      const warehouse = await openWarehouse(dataDirectory);
      try {
        for (const reading of ['PUBLISHED', 'CONSTANT'] as const) {
          const cell = (id: `commune:${string}` | `epci:${string}` | `departement:${string}`) =>
            warehouse.read(undefined, (cube) => cube.explain('population_municipale', id, 2023, reading));
          expect(await cell('commune:38004')).toMatchObject({ state: 'SECRET', value: undefined });
          expect(await cell('commune:38003')).toMatchObject({ state: 'SECRET_SECONDARY', value: undefined });
          expect(await cell('commune:38002')).toMatchObject({ state: 'PUBLISHED', value: 500 });
          expect(await cell('epci:200000002')).toMatchObject({ state: 'PUBLISHED', value: 1_627 });
          const isere = await cell('departement:38');
          expect(isere).toMatchObject({ state: 'COMPUTED', value: 4 * 500 });
          expect(isere.coverage).toMatchObject({ communes: 4, communesTotal: 6 });
          expect(isere.parts).not.toContainEqual(expect.objectContaining({ value: 90 }));
        }
      } finally {
        await warehouse.close();
      }
    });
  });

  it('hides nothing that the publication before shows, and could be read beside it', async () => {
    await inDataDirectory(async (dataDirectory) => {
      const values = { '38002': 300, '38003': 90, '38004': 'SECRET' } as const;
      const births = figures('naissances', 2024, 2025, everywhere(COMMUNES_2025, 500, values));
      const epci = {
        measure: 'naissances',
        year: 2024,
        level: 'epci',
        cog: 2025,
        state: 'PUBLISHED',
        line: 1,
      } as const;
      const totals = [
        { ...epci, code: '200000001', value: 1_500 },
        { ...epci, code: '200000002', value: 500 + 300 + 90 + 7 + 500 },
      ];
      const geography = await deliver(dataDirectory, geographyTables(), { source: 'geographie' });
      const communes = await deliver(dataDirectory, { observation: births }, { source: 'communes' });
      await publish({ dataDirectory, add: [geography, communes], now: new Date('2026-01-01T10:00:00Z') });
      const ofEpci = await deliver(dataDirectory, { observation: totals }, { source: 'epci' });
      await publish({ dataDirectory, add: [ofEpci], now: new Date('2026-01-02T10:00:00Z') });
      const warehouse = await openWarehouse(dataDirectory);
      try {
        const cell = (id: `commune:${string}` | `epci:${string}`) =>
          warehouse.read(undefined, (cube) => cube.explain('naissances', id, 2024, 'PUBLISHED'));
        expect(await cell('commune:38003')).toMatchObject({ state: 'PUBLISHED', value: 90 });
        expect(await cell('commune:38004')).toMatchObject({ state: 'SECRET', value: undefined });
        expect(await cell('epci:200000002')).toMatchObject({ state: 'SECRET_SECONDARY', value: undefined });
        expect(await cell('epci:200000001')).toMatchObject({ state: 'PUBLISHED', value: 1_500 });
        // Each figure is that of the source that gives it, and a sum is that of its communes.
        const uses = await warehouse.read(undefined, (cube) => cube.sourceUses('naissances'));
        expect(
          Object.fromEntries(uses.map(({ level, source, years, readings }) => [level, [source.id, years, readings]])),
        ).toEqual({
          france: ['communes', [2024], READINGS],
          region: ['communes', [2024], READINGS],
          departement: ['communes', [2024], READINGS],
          epci: ['epci', [2024], READINGS],
          commune: ['communes', [2024], READINGS],
        });
        expect(uses).toHaveLength(5);
      } finally {
        await warehouse.close();
      }
    });
  });
});
