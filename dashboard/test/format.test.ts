import { describe, expect, it } from 'vitest';
import { formatRelative } from '../src/features/trend/format-relative.ts';
import {
  formatCell,
  formatChange,
  formatCompact,
  formatCoverage,
  formatDay,
  formatDifference,
  formatNumber,
  formatOnAxis,
  formatPercentile,
  formatRank,
  formatShare,
  formatValue,
  formatYears,
  precise,
  speakCell,
} from '../src/format.ts';

const percent = { unit: 'PERCENT', decimals: 1 } as const;
const euro = { unit: 'EURO', decimals: 0 } as const;
const count = { unit: 'COUNT', decimals: 0 } as const;

describe('numbers', () => {
  it('rounds a coverage and a percentile to the nearest, never to all nor to nothing', () => {
    expect([3 / 18, 14 / 18, 234 / 266, 0.9999, 0.0001].map((share) => formatCoverage('fr', share))).toEqual([
      '16,7\u202f%',
      '77,8\u202f%',
      '88,0\u202f%',
      '99,9\u202f%',
      '<\u00a00,1\u202f%',
    ]);
    expect([42.7, 99.6, 100, 0.2, 0].map((percentile) => formatPercentile('en', percentile))).toEqual([
      '43%',
      '99%',
      '100%',
      '1%',
      '0%',
    ]);
  });

  it('writes French numbers with narrow no-break spaces and a decimal comma', () => {
    expect(formatNumber('fr', 1_234_567.89, 1)).toBe('1\u202f234\u202f567,9');
    expect(formatValue('fr', 12.34, percent)).toBe('12,3\u202f%');
    expect(formatValue('fr', 21_450, euro)).toBe('21\u202f450\u202f€');
  });

  it('writes English numbers as the British do', () => {
    expect(formatValue('en', 12.34, percent)).toBe('12.3%');
    expect(formatValue('en', -21_450, euro)).toBe('\u2212€21,450');
  });

  it('keeps the decimals of the indicator even when they are zero', () => {
    expect(formatValue('fr', 12, percent)).toBe('12,0\u202f%');
  });

  it('never groups the digits of a year', () => {
    expect(formatValue('fr', 2023, { unit: 'YEAR', decimals: 0 })).toBe('2023');
  });

  it('shortens large numbers on axes', () => {
    expect(formatCompact('fr', 1_230_000, count)).toBe('1,2\u202fM');
    expect(formatCompact('fr', 850, count)).toBe('850');
    expect(formatCompact('fr', 12.5, percent)).toBe('12,5\u202f%');
  });

  it('tells values along an axis apart, short where that is enough', () => {
    expect([10_400, 10_450].map((value) => formatOnAxis('fr', value, count, 50))).toEqual([
      '10\u202f400',
      '10\u202f450',
    ]);
    expect(formatOnAxis('fr', 10_400, count, 100)).toBe('10,4\u202fk');
    expect(formatOnAxis('fr', 9.15, percent, 0.05)).toBe('9,15\u202f%');
  });

  it('writes a difference of percentages in points', () => {
    expect(formatDifference('fr', 5.04, percent)).toBe('+5,0\u00a0points');
    expect(formatDifference('fr', -1.2, percent)).toBe('\u22121,2\u00a0point');
    expect(formatDifference('fr', -300, euro)).toBe('\u2212300\u202f€');
  });

  it('writes no sign before a difference that rounds to zero', () => {
    expect(formatDifference('fr', -0.04, percent)).toBe('0,0\u00a0point');
    expect(formatChange('fr', -0.001)).toBe('0,0\u202f%');
  });

  it('never rounds a partial share up to the whole, nor a small one down to nothing', () => {
    expect(formatShare('fr', 0.0002)).toBe('<\u00a00,1\u202f%');
    expect(formatShare('fr', 0)).toBe('0\u202f%');
    expect(formatShare('fr', 0.99999)).toBe('99,99\u202f%');
    expect(formatShare('fr', 1)).toBe('100\u202f%');
  });

  it('writes ranks', () => {
    expect([1, 2, 1_003].map((rank) => formatRank('fr', rank))).toEqual(['1er', '2e', '1\u202f003e']);
    expect([1, 2, 3, 11, 21].map((rank) => formatRank('en', rank))).toEqual(['1st', '2nd', '3rd', '11th', '21st']);
  });
});

describe('dates', () => {
  it('writes days in words, the first of the month as « 1er »', () => {
    expect(formatDay('fr', '2017-01-01')).toBe('1er janvier 2017');
    expect(formatDay('fr', '2020-06-28')).toBe('28 juin 2020');
    expect(formatDay('en', '2017-01-01')).toBe('1 January 2017');
    expect(formatDay('fr', '2026-11-27T23:38:44.593Z')).toBe('28 novembre 2026');
    expect(formatDay('en', '2026-11-27T22:38:44.593Z')).toBe('27 November 2026');
  });

  it('writes a span of years once when it is one year', () => {
    expect(formatYears([2016, 2023, 2018])).toBe('2016–2023');
    expect(formatYears([2021])).toBe('2021');
    expect(formatYears([])).toBe('');
  });
});

describe('cells', () => {
  it('tells zero, secret, missing, not aggregable and not applicable apart, to the eye and to the ear', () => {
    const cells = [
      [0, 'PUBLISHED'],
      [null, 'SECRET'],
      [null, 'NOT_AVAILABLE'],
      [null, 'NOT_AGGREGABLE'],
      [null, 'NOT_APPLICABLE'],
    ] as const;
    const shown = cells.map(([value, state]) => formatCell('fr', value, state, count));
    const spoken = cells.map(([value, state]) => speakCell('fr', value, state, count));
    expect(shown).toEqual(['0', 'secret', 'n. d.', 'non agrégeable', 'sans objet']);
    expect(new Set(spoken).size).toBe(cells.length);
  });

  it('marks an estimate and says it', () => {
    expect(formatCell('fr', 12, 'ESTIMATED', count)).toBe('≈\u202f12');
    expect(speakCell('fr', 12, 'ESTIMATED', count)).toBe('≈\u202f12, chiffre estimé');
  });

  it('never writes a hole as a zero, even when the state claims a value', () => {
    expect(formatCell('fr', null, 'PUBLISHED', count)).toBe('n. d.');
    expect(formatCell('fr', Number.NaN, 'COMPUTED', count)).toBe('n. d.');
  });
});

describe('precise', () => {
  const share = { unit: 'PERCENT', decimals: 1 } as const;

  it('shows a figure made of rounded ones with no more decimals than it supports', () => {
    expect(formatCell('fr', 14.2857, 'COMPUTED', precise(share, 0))).toBe('14\u202f%');
    expect(formatCell('fr', 12.025, 'COMPUTED', precise(share, 1))).toBe('12,0\u202f%');
    expect(speakCell('en', 14.2857, 'ESTIMATED', precise(share, 0))).toBe('≈\u202f14%, estimated figure');
  });

  it('marks a figure of which tens and units are not known, and says it in words', () => {
    const hundreds = precise(count, -2);
    expect(formatValue('fr', 12_345, hundreds)).toBe('≈\u202f12\u202f300');
    expect(formatValue('en', 12_345, precise(euro, -2))).toBe('≈\u202f€12,300');
    expect(formatCell('fr', 12_345, 'ESTIMATED', hundreds)).toBe('≈\u202f12\u202f300');
    expect(speakCell('fr', 12_345, 'COMPUTED', hundreds)).toBe('≈\u202f12\u202f300, arrondi à la centaine');
    expect(speakCell('en', 12_345, 'ESTIMATED', hundreds)).toBe(
      '≈\u202f12,300, estimated figure, rounded to the nearest hundred',
    );
    expect(formatDifference('fr', -1_240, hundreds)).toBe('≈\u202f−1\u202f200');
    expect(formatDifference('en', 1_240, precise(count, -3))).toBe('≈\u202f+1,000');
    expect(formatChange('fr', 34.6, -1)).toBe('≈\u202f+30\u202f%');
    expect(formatNumber('fr', 1_250, -2)).toBe('1\u202f300');
    expect(formatNumber('fr', -4, -1)).toBe('0');
  });

  it('keeps the decimals of the indicator where nothing says otherwise', () => {
    expect(precise(share, null)).toBe(share);
    expect(precise(share, undefined, 3)).toBe(share);
  });

  it('takes those of the least precise of two figures for their difference', () => {
    expect(formatDifference('fr', 2.2607, precise(share, 1, 0))).toBe('+2\u00a0points');
  });
});

describe('a relative change', () => {
  const change = { relative: 14.3, relativeDecimals: 1 };
  it.each([
    ['COUNT', '+14,3\u202f%'],
    ['EURO', '+14,3\u202f%'],
    ['PERCENT', '–'],
  ] as const)('of a figure in %s is %s', (unit, told) => {
    expect(formatRelative('fr', { unit }, change)).toBe(told);
  });

  it('is none from zero', () => {
    expect(formatRelative('fr', { unit: 'COUNT' }, { ...change, relative: null })).toBe('–');
  });
});
