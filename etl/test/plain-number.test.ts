import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainNumber, plainNumberIn } from '../src/table/plain-number.ts';

const COMMA = ','.charCodeAt(0);
const written = fc.string({ unit: fc.constantFrom(...'0123456789', ',', '.', '-', '+', 'e', ' ', 's', '\u202F') });

describe('a plain number', () => {
  it('is the same in a text and in bytes, and the nearest to what is written', () => {
    fc.assert(
      fc.property(written, written, written, (before, text, after) => {
        const bytes = Buffer.from(before + text + after);
        const start = Buffer.byteLength(before);
        const number = plainNumber(text, COMMA);
        expect(plainNumberIn(bytes, start, start + Buffer.byteLength(text), COMMA)).toBe(number);
        const isPlain = /^\d+(,\d+)?$/.test(text) && text.length <= 15;
        expect(number).toBe(isPlain ? Number(text.replace(',', '.')) : Number.NaN);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['0', 0],
    ['007', 7],
    ['0,1', 0.1],
    ['20670,58', 20_670.58],
    ['999999999999999', 999_999_999_999_999],
    ['1234567,1234567', 1_234_567.1234567],
  ])('%s is read exactly', (text, number) => {
    expect(plainNumber(text, COMMA)).toBe(number);
    expect(plainNumberIn(Buffer.from(text), 0, text.length, COMMA)).toBe(number);
  });

  it.each(['', ',5', '5,', '1,2,3', '1.5', '-1', ' 1', '1 234', '1e3', 's', '1234567890123456'])(
    '%j is not one, and is looked at more closely',
    (text) => {
      expect(plainNumber(text, COMMA)).toBeNaN();
      expect(plainNumberIn(Buffer.from(text), 0, text.length, COMMA)).toBeNaN();
    },
  );
});
