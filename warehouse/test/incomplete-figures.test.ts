import { type Indicator, indicatorSchema } from '@boussole/schema';
import { describe, expect, it } from 'vitest';
import { coveredPercent } from '../src/reading/covered-percent.ts';
import { incompleteWarnings } from '../src/reading/incomplete-figures.ts';

const WORDS = {
  sums: { fr: ['Sommes.', 'Fin.'], en: ['Sums.', 'End.'] },
  ratios: { fr: ['Rapports.', 'Fin.'], en: ['Ratios.', 'End.'] },
} as const;

function indicator(name: string, formula: object = { measure: 'essai' }): Indicator {
  const text = { fr: `${name} fr`, en: `${name} en` };
  const words = { label: text, shortLabel: text, definition: text, basePopulation: text };
  return indicatorSchema.parse({
    id: `essai_${name}`,
    theme: 'essai',
    ...words,
    formula,
    unit: 'count',
    decimals: 0,
    polarity: 'NEUTRAL',
  });
}

const places = (...names: readonly string[]) => names.map((name) => ({ fr: name, en: `${name} (en)` }));

describe('incomplete figures', () => {
  it('are told without a name when the answer is about one indicator', () => {
    const [warning] = incompleteWarnings(
      [{ indicator: indicator('a'), count: 3, first: places('Ain', 'Rhône') }],
      false,
      WORDS,
    );
    expect(warning).toEqual({
      code: 'PARTIAL_COVERAGE',
      message: 'Sommes. Ain, Rhône et 1 autre. Fin.',
      english: 'Sums. Ain (en), Rhône (en) and 1 other. End.',
    });
  });

  it('are told by indicator when it is about several, those of the same places together', () => {
    const told = incompleteWarnings(
      [
        { indicator: indicator('a'), count: 1, first: places('Ain') },
        { indicator: indicator('b'), count: 5, first: places('Rhône') },
        { indicator: indicator('c'), count: 1, first: places('Ain') },
        { indicator: indicator('d'), count: 0, first: [] },
        { indicator: indicator('e', { numerator: ['essai'], denominator: ['autre'] }), count: 1, first: places('Ain') },
        { indicator: indicator('f', { sum: ['essai'], minus: ['autre'] }), count: 1, first: places('Ain') },
      ],
      true,
      WORDS,
    );
    expect(told.map(({ message }) => message)).toEqual([
      'Sommes. a fr et c fr : Ain ; b fr : Rhône et 4 autres. Fin.',
      'Rapports. e fr et f fr : Ain. Fin.',
    ]);
    expect(told[0]!.english).toBe('Sums. a en and c en: Ain (en); b en: Rhône (en) and 4 others. End.');
  });

  it('are counted beyond some indicators', () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({
      indicator: indicator(id),
      count: 1,
      first: places(`Lieu ${id}`),
    }));
    expect(incompleteWarnings(many, true, WORDS)[0]!.message).toMatch(
      / ; d fr : Lieu d ; et 2 autres indicateurs\. Fin\.$/,
    );
    expect(incompleteWarnings(many.slice(1), true, WORDS)[0]!.message).toMatch(/ ; f fr : Lieu f\. Fin\.$/);
  });
});

it.each([
  [3 / 18, 16.7],
  [14 / 18, 77.8],
  [0.6296, 63],
  [0.0001, 0.1],
  [0, 0],
  [Math.fround(0.7), 70],
  [0.9995, 99.9],
  [0.99999, 99.9],
  [1, 100],
])('a share of %f is read %f %', (share, percent) => {
  expect(coveredPercent(share)).toBe(percent);
});
