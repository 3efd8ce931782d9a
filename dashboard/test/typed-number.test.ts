import { describe, expect, it } from 'vitest';
import { parseNumber, writeNumber } from '../src/features/explore/typed-number.ts';

describe('a number that is typed', () => {
  it.each([
    ['12,5', 12.5],
    ['12.5', 12.5],
    ['1 234', 1_234],
    ['1\u202f234,5', 1_234.5],
    ['1,234.5', 1_234.5],
    ['1,234,567', 1_234_567],
    ['0,125', 0.125],
    ['-3', -3],
    ['−3,2', -3.2],
    ['', null],
    ['-', null],
    [null, null],
  ])('%s is %s', (text, number) => {
    expect(parseNumber(text)).toBe(number);
  });

  it('is written so that it reads the same', () => {
    for (const number of [12.5, -3, 0.125, 20_000]) {
      expect(parseNumber(writeNumber('fr', number))).toBe(number);
      expect(parseNumber(writeNumber('en', number))).toBe(number);
    }
    expect(writeNumber('fr', 12.5)).toBe('12,5');
  });
});
