import { expect, it } from 'vitest';
import { toCsv } from '../src/csv.ts';

it('writes what a French spreadsheet opens: byte order mark, semicolons, decimal commas', () => {
  expect(
    toCsv([
      ['Commune', 'Part'],
      ['Lyon', 12.5],
    ]),
  ).toBe('\uFEFFCommune;Part\r\nLyon;12,5\r\n');
});

it('says why a cell is empty and keeps zero a number', () => {
  const cells = [
    { value: 0, state: 'PUBLISHED' },
    { value: null, state: 'SECRET' },
    { value: null, state: 'NOT_AVAILABLE' },
    { value: null, state: 'NOT_AGGREGABLE' },
    { value: null, state: 'NOT_APPLICABLE' },
  ] as const;
  expect(toCsv([cells])).toBe('\uFEFF0;s;nd;na;so\r\n');
});

it('quotes separators and neutralises texts that a spreadsheet would run, but not negative numbers', () => {
  expect(toCsv([['a;"b"', '=1+1', '@x', -3]])).toBe(`\uFEFF"a;""b""";'=1+1;'@x;-3\r\n`);
});

it('does not write the noise of floating point sums', () => {
  expect(toCsv([[0.1 + 0.2]])).toBe('\uFEFF0,3\r\n');
});
