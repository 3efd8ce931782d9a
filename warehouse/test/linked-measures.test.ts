import { catalogueFileSchema, type Identity, toCatalogue } from '@boussole/schema';
import {
  attackTogether,
  type LinkedMeasures,
  linkFigures,
  linkMeasures,
  protectTogether,
  type SourceFigure,
} from '@boussole/warehouse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packagedGeography, populations } from './support/real-geography.ts';

const COG = 2025;
const IDENTITY: Identity = { total: 'ensemble', parts: ['femmes', 'hommes'] };

/** Figures of a measure by commune, and the totals of all levels above; those below the floor are secret. */
function nationalFigures(countOf: (code: string) => number | undefined, floor: number): readonly SourceFigure[] {
  const sums = new Map<string, number>();
  const figures: SourceFigure[] = [];
  for (const [code, { epci, departement, region }] of packagedGeography.membership(COG)) {
    const value = countOf(code);
    if (value === undefined) continue;
    const secret = value > 0 && value < floor;
    figures.push({
      level: 'commune',
      code,
      cog: COG,
      value: secret ? null : value,
      state: secret ? 'SECRET' : 'PUBLISHED',
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

/** Women are a share of all that differs from a commune to the next. */
function women(code: string): number | undefined {
  const all = populations.of(code, COG);
  return all === undefined ? undefined : Math.round(all * (0.45 + (Number.parseInt(code, 36) % 10) / 100));
}

function france(floor: number): LinkedMeasures {
  const tables: readonly (readonly [string, (code: string) => number | undefined])[] = [
    ['ensemble', (code) => populations.of(code, COG)],
    ['femmes', women],
    ['hommes', (code) => (women(code) === undefined ? undefined : populations.of(code, COG)! - women(code)!)],
  ];
  const measures = tables.map(([measure, countOf]) => ({
    measure,
    linked: linkFigures(packagedGeography, nationalFigures(countOf, floor), COG),
  }));
  return linkMeasures(measures, [IDENTITY]);
}

describe('measures of which one is the sum of the others', () => {
  it('are protected together on the communes, EPCI and départements of France, at less than twice what is secret', () => {
    const linked = france(40);
    const primary = linked.cells.filter(({ secret }) => secret).length;
    const hidden = protectTogether(linked);
    expect(attackTogether(linked, hidden)).toEqual([]);
    expect(hidden.size).toBeLessThan(2 * primary);
  }, 180_000);
});

/** Territories with women and men of some communes, in EPCI and départements that cross; each figure may be secret. */
const drawn = fc.integer({ min: 2, max: 8 }).chain((count) =>
  fc.record({
    women: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }),
    men: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }),
    secret: fc.array(fc.boolean(), { minLength: 3 * count, maxLength: 3 * count }),
    parents: fc.array(fc.tuple(fc.nat(2), fc.nat(1)), { minLength: count, maxLength: count }),
  }),
);

function toLinked({ women, men, secret, parents }: typeof drawn extends fc.Arbitrary<infer T> ? T : never) {
  const groups = [
    ...[0, 1, 2].map((epci) => ({ code: `e${epci}`, holds: (leaf: number) => parents[leaf]![0] === epci })),
    ...[0, 1].map((departement) => ({
      code: `d${departement}`,
      holds: (leaf: number) => parents[leaf]![1] === departement,
    })),
    { code: 'FR', holds: () => true },
  ].map(({ code, holds }) => ({ code, leaves: women.flatMap((_, leaf) => (holds(leaf) ? [leaf] : [])) }));
  const figure = (code: string, value: number | null): SourceFigure => ({
    level: 'commune',
    code,
    cog: COG,
    value,
    state: value === null ? 'SECRET' : 'PUBLISHED',
  });
  const tables = { ensemble: women.map((value, leaf) => value + men[leaf]!), femmes: women, hommes: men };
  const measures = Object.entries(tables).map(([measure, values], table) => {
    const told = values.map((value, leaf) => (secret[table * values.length + leaf] ? null : value));
    const sums = groups.filter(({ leaves }) => leaves.length > 0);
    const sumOf = (leaves: readonly number[]): number => leaves.reduce((sum, leaf) => sum + values[leaf]!, 0);
    return {
      measure,
      linked: {
        table: {
          leaves: told.map((value) => ({ value: value ?? undefined, secret: value === null })),
          aggregates: sums.map(({ leaves }) => ({ value: sumOf(leaves), leaves })),
        },
        leaves: told.map((value, leaf) => figure(`c${leaf}`, value)),
        aggregates: sums.map(({ code, leaves }) => figure(code, sumOf(leaves))),
        loose: [],
      },
    };
  });
  return linkMeasures(measures, [IDENTITY]);
}

/** Everything beside what its sums tell is hidden already. */
const SURROUNDED = {
  women: [0, 0, 0, 1, 0, 1, 0],
  men: [1, 0, 0, 0, 1, 1, 0],
  secret: [0, 1, 8, 11, 13].reduce((all, at) => all.with(at, true), Array<boolean>(21).fill(false)),
  parents: [
    [1, 1],
    [2, 1],
    [0, 0],
    [0, 1],
    [0, 0],
    [1, 0],
    [0, 0],
  ] as [number, number][],
};

describe('women, men and all of them', () => {
  it('leave nothing to work out, whatever is secret', () => {
    fc.assert(
      fc.property(drawn, (world) => {
        const linked = toLinked(world);
        expect(attackTogether(linked, protectTogether(linked))).toEqual([]);
      }),
      { numRuns: 300, examples: [[SURROUNDED]] },
    );
  });

  it('tell what is hidden of one of them, unless another is hidden too', () => {
    const world = {
      women: [3, 20],
      men: [4, 30],
      secret: [false, false, true, false, false, false],
      parents: [
        [0, 0],
        [1, 1],
      ] as [number, number][],
    };
    const linked = toLinked(world);
    expect(attackTogether(linked)).not.toEqual([]);
    expect(attackTogether(linked, protectTogether(linked))).toEqual([]);
  });
});

describe('the identities of a catalogue', () => {
  const text = { fr: 'Habitants', en: 'Inhabitants' };
  const measure = (id: string, dimensions?: object) => ({
    id,
    label: text,
    nature: 'stock',
    population: 'gens',
    unit: 'count',
    dimensions,
  });
  const identitiesOf = (file: object) => {
    const { catalogue, problems } = toCatalogue([{ name: 'essai.yaml', file: catalogueFileSchema.parse(file) }]);
    return { identities: catalogue.identities, problems: problems.map(({ problem }) => problem) };
  };

  it('are told by sexes and ages that leave no gap', () => {
    const { identities } = identitiesOf({
      measures: [
        measure('gens'),
        measure('femmes', { of: 'gens', sex: 'F' }),
        measure('hommes', { of: 'gens', sex: 'M' }),
        measure('jeunes', { of: 'gens', age: { from: 0, to: 19 } }),
        measure('vieux', { of: 'gens', age: { from: 20 } }),
        measure('tres_vieux', { of: 'gens', age: { from: 80 } }),
      ],
    });
    expect(identities).toEqual([
      { total: 'gens', parts: ['femmes', 'hommes'] },
      { total: 'gens', parts: ['jeunes', 'vieux'] },
    ]);
  });

  it('are declared where nothing tells them, and checked', () => {
    const measures = [
      measure('gens'),
      measure('logees'),
      measure('autres'),
      { ...measure('age_median'), nature: 'published' },
    ];
    const declared = { total: 'gens', parts: ['logees', 'autres'] };
    expect(identitiesOf({ measures, identities: [declared] })).toEqual({ identities: [declared], problems: [] });
    const wrong = [
      { total: 'gens', parts: ['inconnue'] },
      { total: 'gens', parts: ['age_median'] },
      { total: 'gens', parts: ['gens'] },
    ];
    expect(identitiesOf({ measures, identities: wrong }).problems).toEqual([
      'la mesure « inconnue » n’existe pas',
      '« age_median » ne s’additionne pas',
      'une mesure y est nommée deux fois',
    ]);
  });
});
