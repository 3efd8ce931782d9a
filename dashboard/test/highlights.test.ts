import { describe, expect, it } from 'vitest';
import type { Figure } from '../src/features/portrait/api/use-figures.ts';
import { toHighlights } from '../src/features/portrait/to-highlights.ts';
import type { Indicator } from '../src/indicators/use-catalogue.ts';
import { toIndicator } from './indicator.ts';

interface Given extends Partial<Pick<Indicator, 'unit' | 'polarity' | 'floor' | 'keyRank'>> {
  readonly theme?: string;
  readonly value?: number;
  readonly percentile?: number;
  readonly rank?: number;
  readonly size?: number;
}

function figure(id: string, { theme = id, value = 10, percentile = 95, rank = 50, size = 1_000, ...given }: Given) {
  const themed = { id: theme, label: theme };
  const indicator = toIndicator(id, { theme: themed, nature: 'PUBLISHED', keyRank: 1, ...given });
  const places = [{ within: 'FRANCE', rank, percentile, size }] as const;
  return {
    indicator,
    year: 2021,
    value,
    state: 'PUBLISHED',
    decimals: 1,
    coverage: undefined,
    benchmarks: [],
    places,
    isOfOneRegion: false,
    history: [],
    change: undefined,
  } satisfies Figure;
}

const known = (verdict: 'HIGHER' | 'NOT_DIFFERENT') => ({
  isPending: false,
  isUnknown: false,
  find: () => ({ verdict, explanation: '' }),
});
const idsOf = (...figures: readonly Figure[]) =>
  toHighlights(figures, known('HIGHER')).map(({ figure: { indicator } }) => indicator.id);

describe('what sets a territory apart', () => {
  it('names what is beyond nine tenths of the country, the most unusual first', () => {
    const found = toHighlights(
      [
        figure('high', { percentile: 92, polarity: 'LOWER_IS_BETTER' }),
        figure('low', { percentile: 1, rank: 990, polarity: 'LOWER_IS_BETTER' }),
        figure('usual', { percentile: 60, rank: 400 }),
      ],
      known('HIGHER'),
    );
    expect(
      found.map(({ figure: { indicator }, isHigh, isFavourable }) => [indicator.id, isHigh, isFavourable]),
    ).toEqual([
      ['low', false, true],
      ['high', true, false],
    ]);
    expect(found[0]?.beyond).toBeCloseTo(98.9);
  });

  it('sets nobody apart for a value that many share, as no social housing at all', () => {
    expect(idsOf(figure('shared', { percentile: 0, rank: 400 }))).toEqual([]);
  });

  it('leaves out counts, what is at its floor, small groups, and what is no key figure', () => {
    expect(
      idsOf(
        figure('count', { unit: 'COUNT' }),
        figure('floor', { floor: 10, value: 10 }),
        figure('few', { size: 18 }),
        figure('other', { keyRank: null }),
      ),
    ).toEqual([]);
  });

  it('leaves out gaps that may be chance', () => {
    expect(toHighlights([figure('chance', {})], known('NOT_DIFFERENT'))).toEqual([]);
  });

  it('does not say the same thing three times over', () => {
    expect(idsOf(...['one', 'two', 'three'].map((id) => figure(id, { theme: 'ages' })))).toEqual(['one', 'two']);
  });
});
