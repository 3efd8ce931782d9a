import { describe, expect, it } from 'vitest';
import type { Differences } from '../src/features/portrait/api/use-differences.ts';
import type { Benchmark, Figure } from '../src/features/portrait/api/use-figures.ts';
import { isUntested, maybeGap } from '../src/features/portrait/to-gap.ts';
import type { DifferenceVerdict } from '../src/graphql/generated.ts';
import { toIndicator } from './indicator.ts';

function figure(value: number, unit: 'EURO' | 'PERCENT' | 'COUNT' = 'EURO'): Figure {
  return {
    indicator: toIndicator('revenu', {
      unit,
      decimals: 0,
      polarity: 'HIGHER_IS_BETTER',
      nature: 'PUBLISHED',
      keyRank: 1,
    }),
    ...{ year: 2018, value, state: 'PUBLISHED', decimals: 0, coverage: undefined, isOfOneRegion: false },
    ...{ benchmarks: [], places: [], history: [], change: undefined },
  };
}

function benchmark(value: number): Benchmark {
  const territory = { id: 'region:84', level: 'REGION', code: '84', name: 'Auvergne-Rhône-Alpes' } as const;
  return { territory, value, state: 'PUBLISHED', decimals: 0, coverage: undefined, holds: true };
}

function known(verdict?: DifferenceVerdict, isPending = false): Differences {
  return { isPending, isUnknown: false, find: () => verdict && { verdict, explanation: 'p' } };
}

describe('the gap to a benchmark', () => {
  it('is not judged below one percent where chance is not measured', () => {
    const slight = maybeGap(figure(22_400), benchmark(22_480), known('UNKNOWN'));
    expect(slight).toEqual({ kind: 'SLIGHT', difference: -80, decimals: 0 });
    expect(isUntested(slight)).toBe(true);
    const large = maybeGap(figure(21_720), benchmark(22_480), known('UNKNOWN'));
    expect(large).toMatchObject({ kind: 'JUDGED', difference: -760, isFavourable: false, isTested: false });
    expect(isUntested(large)).toBe(true);
  });

  it('is judged as chance tells where it is measured, however small', () => {
    const tested = maybeGap(figure(22_400), benchmark(22_480), known('LOWER'));
    expect(tested).toMatchObject({ kind: 'JUDGED', isFavourable: false, isTested: true });
    expect(isUntested(tested)).toBe(false);
    expect(maybeGap(figure(22_400), benchmark(22_480), known('NOT_DIFFERENT'))).toMatchObject({ kind: 'CHANCE' });
    expect(maybeGap(figure(22_400), benchmark(22_480), known(undefined, true))).toMatchObject({ kind: 'PENDING' });
  });

  it('is a share for a count, and nothing where both are the same', () => {
    expect(maybeGap(figure(20, 'COUNT'), benchmark(80), known())).toEqual({ kind: 'SHARE', share: 0.25 });
    expect(maybeGap(figure(22_480), benchmark(22_480), known('UNKNOWN'))).toEqual({ kind: 'SAME' });
  });
});
