import {
  attack,
  attackTogether,
  type LinkedMeasures,
  type LinkedTable,
  linkFigures,
  linkMeasures,
  openSolver,
  protect,
  protectTogether,
  type SourceFigure,
} from '@boussole/warehouse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packagedGeography, populations } from './support/real-geography.ts';

const COG = 2025;
const solver = await openSolver();

/** A count that a threshold of 5 hides. */
const SMALL = { value: undefined, secret: true, bounds: { lower: 1, upper: 4 } };
/** A count that its source hides without saying more. */
const SECRET = { value: undefined, secret: true };
const shown = (value: number) => ({ value, secret: false, bounds: { lower: value >= 5 ? 5 : 0, upper: Infinity } });

describe('an attacker who knows what a threshold hides', () => {
  it('finds counts of at least 1 that add up to no more than that', () => {
    const table: LinkedTable = { leaves: [SMALL, SMALL, shown(9)], aggregates: [{ value: 11, leaves: [0, 1, 2] }] };
    expect(attack(table).leaves).toEqual([0, 1]);
    expect(attack({ ...table, aggregates: [{ value: 12, leaves: [0, 1, 2] }] }).leaves).toEqual([]);
  });

  it('finds counts below the threshold that add up to all that they can', () => {
    const table: LinkedTable = { leaves: [SMALL, SMALL, SMALL], aggregates: [{ value: 12, leaves: [0, 1, 2] }] };
    expect(attack(table).leaves).toEqual([0, 1, 2]);
    expect(attack({ ...table, aggregates: [{ value: 11, leaves: [0, 1, 2] }] }).leaves).toEqual([]);
  });

  it('finds that what two sums tell apart is nothing', () => {
    const table: LinkedTable = {
      leaves: [SECRET, SECRET, SECRET, SECRET],
      aggregates: [
        { value: 5, leaves: [0, 1] },
        { value: 5, leaves: [0, 1, 2, 3] },
      ],
    };
    const linked = alone(table);
    expect(attackTogether(linked, new Set(), solver).map((cell) => linked.cells[cell]!.place)).toEqual([2, 3]);
  });

  it('reads no more in a rounded total than its interval', () => {
    const error = { below: 0, above: 4 };
    const rounding = { step: 5, mode: 'down' } as const;
    const hidden = { ...SECRET, bounds: { lower: 0, upper: Infinity, rounding } };
    const of = (total: number): LinkedTable => ({
      leaves: [hidden, { ...SECRET, bounds: hidden.bounds }, { value: 20, secret: false, error }],
      aggregates: [{ value: total, leaves: [0, 1, 2], error }],
    });
    // Both make from 0 to 4 together: each would be shown as 0.
    expect(attack(of(20)).leaves).toEqual([0, 1]);
    expect(attack(of(25)).leaves).toEqual([]);
    // A rounded sum that is less than what it is made of contradicts nothing, and tells as much.
    expect(attack(of(15)).leaves).toEqual([]);
  });
});

describe('protection from an attacker who knows bounds', () => {
  it('hides one more figure of the sum that tells', () => {
    const table: LinkedTable = {
      leaves: [SMALL, SMALL, shown(9), shown(6), shown(0)],
      aggregates: [{ value: 17, leaves: [0, 1, 2, 3, 4] }],
    };
    expect(protect(table)).toEqual({ leaves: new Set([3]), aggregates: new Set() });
  });

  it('chooses by what is known of sizes, not by the figure that it hides', () => {
    const of = (values: readonly [number, number]): LinkedTable => ({
      leaves: [SMALL, { ...shown(values[0]), weight: 200 }, { ...shown(values[1]), weight: 100 }],
      aggregates: [{ value: 3 + values[0] + values[1], leaves: [0, 1, 2] }],
    });
    expect(protect(of([9, 30])).leaves).toEqual(new Set([2]));
    expect(protect(of([30, 9])).leaves).toEqual(new Set([2]));
  });
});

interface Drawn {
  readonly values: readonly number[];
  readonly parents: readonly (readonly [number, number])[];
  readonly shownTotals: readonly boolean[];
}

const THRESHOLD = 4;

/** Communes in EPCI and, independently, in départements; counts from 1 to 3 are secret, some totals are not shown. */
const drawn: fc.Arbitrary<Drawn> = fc.integer({ min: 2, max: 7 }).chain((count) =>
  fc.record({
    values: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: count, maxLength: count }),
    parents: fc.array(fc.tuple(fc.nat(2), fc.nat(1)), { minLength: count, maxLength: count }),
    shownTotals: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  }),
);

function toTable({ values, parents, shownTotals }: Drawn): LinkedTable {
  const all = values.map((_, leaf) => leaf);
  const groups = [
    ...[0, 1, 2].map((epci) => all.filter((leaf) => parents[leaf]![0] === epci)),
    ...[0, 1].map((departement) => all.filter((leaf) => parents[leaf]![1] === departement)),
    all,
  ];
  return {
    leaves: values.map((value) => {
      const secret = value > 0 && value < THRESHOLD;
      if (secret) return { value: undefined, secret, bounds: { lower: 1, upper: THRESHOLD - 1 } };
      return { value, secret, bounds: { lower: Math.min(value, THRESHOLD), upper: Infinity } };
    }),
    aggregates: groups.flatMap((leaves, index) =>
      leaves.length === 0
        ? []
        : [
            {
              value: shownTotals[index] ? leaves.reduce((sum, leaf) => sum + values[leaf]!, 0) : undefined,
              leaves,
            },
          ],
    ),
  };
}

function alone(table: LinkedTable): LinkedMeasures {
  const figure = (code: string): SourceFigure => ({
    level: 'commune',
    code,
    cog: COG,
    value: null,
    state: 'PUBLISHED',
  });
  const linked = {
    table,
    leaves: table.leaves.map((_, leaf) => figure(`c${leaf}`)),
    aggregates: table.aggregates.map((_, sum) => figure(`s${sum}`)),
    loose: [],
  };
  return linkMeasures([{ measure: 'essai', linked }], []);
}

/** Values that each hidden leaf takes in the worlds that explain what is shown, all of them tried. */
function worlds(table: LinkedTable, hidden: ReadonlySet<number>): ReadonlyMap<number, ReadonlySet<number>> {
  const free = table.leaves.flatMap(({ value }, leaf) => (value === undefined || hidden.has(leaf) ? [leaf] : []));
  const found = new Map(free.map((leaf) => [leaf, new Set<number>()]));
  const sums = table.aggregates.filter(
    ({ value }, sum) => value !== undefined && !hidden.has(table.leaves.length + sum),
  );
  const values = table.leaves.map(({ value }) => value ?? 0);
  const most = 6 * table.leaves.length;
  const search = (place: number): void => {
    if (place === free.length) {
      if (!sums.every(({ value, leaves }) => leaves.reduce((sum, leaf) => sum + values[leaf]!, 0) === value)) return;
      for (const leaf of free) found.get(leaf)!.add(values[leaf]!);
      return;
    }
    const leaf = free[place]!;
    const { lower, upper } = table.leaves[leaf]!.bounds!;
    for (let value = lower; value <= Math.min(upper, most); value++) {
      values[leaf] = value;
      const isOver = sums.some(
        ({ value: total, leaves }) =>
          leaves.reduce((sum, at) => sum + (free.indexOf(at) > place ? 0 : values[at]!), 0) > total!,
      );
      if (!isOver) search(place + 1);
    }
  };
  search(0);
  return found;
}

describe('against every world that explains what is shown', () => {
  it('the attack finds just the counts that are the same in all of them', () => {
    fc.assert(
      fc.property(drawn, (world) => {
        const table = toTable(world);
        const linked = alone(table);
        const told = attackTogether(linked, new Set(), solver).filter((cell) => linked.cells[cell]!.kind === 'leaf');
        const same = [...worlds(table, new Set())].flatMap(([leaf, values]) => (values.size === 1 ? [leaf] : []));
        expect(told.toSorted()).toEqual(same.toSorted());
      }),
      { numRuns: 300 },
    );
  });

  it('protection leaves two values at least to each count that is hidden', () => {
    fc.assert(
      fc.property(drawn, (world) => {
        const table = toTable(world);
        const linked = alone(table);
        const hidden = protectTogether(linked, solver);
        expect(attackTogether(linked, hidden, solver)).toEqual([]);
        const free = table.leaves.filter(({ value }, leaf) => value === undefined || hidden.has(leaf)).length;
        if (free > 4) return; // too many worlds to try
        for (const values of worlds(table, hidden).values()) expect(values.size).toBeGreaterThan(1);
      }),
      { numRuns: 150 },
    );
  });
});

/** Counts of a share of inhabitants, with the totals of all levels; those below the threshold are secret. */
function nationalFigures(share: number, threshold: number): readonly SourceFigure[] {
  let drawn = 48_271;
  const draw = (): number => {
    drawn = (drawn * 48_271) % 2_147_483_647;
    return drawn / 2_147_483_647;
  };
  const sums = new Map<string, number>();
  const figures: SourceFigure[] = [];
  for (const [code, { epci, departement, region }] of packagedGeography.membership(COG)) {
    const population = populations.of(code, COG);
    if (population === undefined) continue;
    const value = Math.round(population * share * (0.5 + draw()) + draw() - 0.5);
    const secret = value > 0 && value < threshold;
    figures.push({
      level: 'commune',
      code,
      cog: COG,
      value: secret ? null : value,
      state: secret ? 'SECRET' : 'PUBLISHED',
      bounds: secret
        ? { lower: 1, upper: threshold - 1 }
        : { lower: value >= threshold ? threshold : 0, upper: Infinity },
    });
    for (const [level, holder] of Object.entries({ epci, departement, region, france: 'FR' })) {
      if (holder !== undefined) sums.set(`${level} ${holder}`, (sums.get(`${level} ${holder}`) ?? 0) + value);
    }
  }
  for (const [key, value] of sums) {
    const [level, code] = key.split(' ') as [SourceFigure['level'], string]; // as they are put together above
    figures.push({ level, code, cog: COG, value, state: 'PUBLISHED' });
  }
  return figures;
}

describe('on the communes, EPCI, départements and régions of France', () => {
  it.each([
    [0.004, 5],
    [0.03, 11],
    [0.1, 11],
  ])('counts of %d of the inhabitants, hidden below %i, are recovered until they are protected', (share, threshold) => {
    const figures = nationalFigures(share, threshold);
    const linked = linkMeasures(
      [
        {
          measure: 'essai',
          linked: linkFigures(packagedGeography, figures, COG, (code) => populations.of(code, COG)),
        },
      ],
      [],
    );
    const primary = linked.cells.filter(({ secret }) => secret).length;
    expect(attackTogether(linked, new Set(), solver).length).toBeGreaterThan(60);
    const hidden = protectTogether(linked, solver);
    expect(attackTogether(linked, hidden, solver)).toEqual([]);
    expect(hidden.size).toBeLessThan(0.1 * primary);
  });
});
