import type { Passage } from '@boussole/warehouse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { geographies, populations, VINTAGES } from './support/real-geography.ts';

const vintage = fc.constantFrom(...VINTAGES);
const runs = { numRuns: 12 };

describe.each(geographies)('passages between real vintages, %s', (_, geography) => {
  it('place every commune in every pair of vintages', () => {
    for (const from of VINTAGES) {
      for (const to of VINTAGES) {
        const { parts, undetermined, lost } = geography.passage(from, to);
        expect([...undetermined.keys(), ...lost], `${from} to ${to}`).toEqual([]);
        expect(parts.size).toBe(geography.communes(from).size);
      }
    }
  });

  it.each([
    [2019, 2025],
    [2026, 2019],
    [2023, 2024],
  ])('reach every commune of the other list, %i to %i', (from, to) => {
    const reached = new Set<string>();
    for (const shares of geography.passage(from, to).parts.values()) for (const { code } of shares) reached.add(code);
    expect([...reached].sort().join(' ')).toBe([...geography.communes(to).keys()].join(' '));
  });

  it('conserve the national total of a measure that adds up in every pair of vintages, exactly where nothing is cut', () => {
    for (const from of VINTAGES) {
      const figures = figuresOf(geography.communes(from).keys(), from);
      const total = sum(figures.values());
      for (const to of VINTAGES) {
        let restated = 0;
        let isCut = false;
        for (const [code, shares] of geography.passage(from, to).parts) {
          isCut ||= shares.length > 1;
          for (const { weight } of shares) restated += (figures.get(code) ?? 0) * weight;
        }
        if (isCut) expect(Math.abs(restated - total), `${from} to ${to}`).toBeLessThan(1e-9 * total);
        else expect(restated, `${from} to ${to}`).toBe(total);
      }
    }
  });

  it('conserve it whatever the figures', () => {
    fc.assert(
      fc.property(vintage, vintage, fc.integer({ min: 1, max: 1_000_000 }), (from, to, seed) => {
        const figures = figuresOf(geography.communes(from).keys(), seed);
        const total = sum(figures.values());
        const restated = sum(restate(figures, geography.passage(from, to)).values());
        expect(Math.abs(restated - total)).toBeLessThan(1e-9 * total);
      }),
      { numRuns: 6 },
    );
  });

  it('lead to the same place directly and by way of any other vintage, where nothing is cut', () => {
    const passages = new Map(
      VINTAGES.flatMap((from) => VINTAGES.map((to) => [`${from} ${to}`, geography.passage(from, to).parts] as const)),
    );
    // The others are themselves in every vintage that has them.
    const moving = new Set(
      [...passages.values()].flatMap((parts) =>
        [...parts].filter(([code, [only, more]]) => more || only?.code !== code).map(([code]) => code),
      ),
    );
    let followed = 0;
    for (const [a, b, c] of VINTAGES.flatMap((x) => VINTAGES.flatMap((y) => VINTAGES.map((z) => [x, y, z] as const)))) {
      for (const code of moving) {
        const [middle, cut] = passages.get(`${a} ${b}`)?.get(code) ?? [];
        const next = middle && !cut ? passages.get(`${b} ${c}`)?.get(middle.code) : undefined;
        if (next?.length !== 1) continue;
        followed++;
        const direct = passages
          .get(`${a} ${c}`)
          ?.get(code)
          ?.map((share) => share.code);
        if (direct?.join() !== next[0]?.code)
          expect.fail(`${code} of ${a}: ${middle?.code} in ${b}, then ${direct} in ${c}`);
      }
    }
    expect(followed).toBeGreaterThan(10_000);
  });

  it('leave unchanged communes as they are, in both directions', () => {
    fc.assert(
      fc.property(vintage, vintage, (from, to) => {
        const passage = geography.passage(from, to);
        for (const code of geography.communes(from).keys()) {
          if (geography.changed('commune', code, from, to)) continue;
          const [only, more] = passage.parts.get(code) ?? [];
          if (more || only?.code !== code || only.weight !== 1 || only.estimated)
            expect.fail(`${code}, ${from} to ${to}`);
        }
      }),
      runs,
    );
  });

  it('estimate nothing but what was cut, with shares that make one', () => {
    for (const from of VINTAGES) {
      for (const to of VINTAGES) {
        for (const [code, shares] of geography.passage(from, to).parts) {
          const isCut = shares.length > 1;
          if (shares.some(({ estimated }) => estimated !== isCut)) expect.fail(`${code}, ${from} to ${to}`);
          if (Math.abs(sum(shares.map(({ weight }) => weight)) - 1) > 1e-12) expect.fail(`${code}, ${from} to ${to}`);
        }
      }
    }
  });

  it('give the restated population of what merged exactly, and of what was cut by its parts', () => {
    const restated = restate(new Map([['15141', 1_000_000]]), geography.passage(2024, 2025));
    const parts = ['15031', '15035', '15047', '15141', '15171'];
    const whole = sum(parts.map((code) => populations.of(code, 2025) ?? 0));
    for (const code of parts) {
      expect(restated.get(code)).toBeCloseTo(((populations.of(code, 2025) ?? 0) / whole) * 1_000_000, 6);
    }
  });
});

/** Whole numbers that look like counts, the same for the same seed. */
function figuresOf(codes: Iterable<string>, seed: number): ReadonlyMap<string, number> {
  const figures = new Map<string, number>();
  let state = seed;
  for (const code of codes) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    figures.set(code, state % 10_000);
  }
  return figures;
}

function restate(figures: ReadonlyMap<string, number>, { parts }: Passage): ReadonlyMap<string, number> {
  const restated = new Map<string, number>();
  for (const [code, figure] of figures) {
    for (const share of parts.get(code) ?? []) {
      restated.set(share.code, (restated.get(share.code) ?? 0) + figure * share.weight);
    }
  }
  return restated;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
