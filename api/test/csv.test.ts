import { describe, expect, test } from 'vitest';
import { toTextLine } from '../src/export/csv.ts';
import { toCellText } from '../src/export/table.ts';

describe('a line of text', () => {
  test.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+33', "'+33"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    [' =1', "' =1"],
    ['L’Haÿ-les-Roses', 'L’Haÿ-les-Roses'],
    ['a;b', '"a;b"'],
    ['deux\nlignes', '"deux\nlignes"'],
  ])('%j is never run by a spreadsheet nor cut in two', (text, expected) => {
    expect(toTextLine([text], ';')).toBe(expected);
  });

  test('quotes its own delimiter only', () => {
    expect(toTextLine(['a,b', 'c'], ';')).toBe('a,b;c');
    expect(toTextLine(['a,b', 'c'], ',')).toBe('"a,b",c');
  });
});

describe('the text of a cell', () => {
  test.each([
    [0, 'PUBLISHED', '0'],
    [-12.5, 'COMPUTED', '-12,5'],
    [0.1 + 0.2, 'COMPUTED', '0,3'],
    [1e-7, 'COMPUTED', '0,000000100000'],
    [67_000_000, 'PUBLISHED', '67000000'],
    [Number.NaN, 'SECRET', 's'],
    [Number.NaN, 'SECRET_SECONDARY', 's'],
    [Number.NaN, 'NOT_AVAILABLE', 'nd'],
    [Number.NaN, 'NOT_APPLICABLE', 'so'],
    [Number.NaN, 'NOT_AGGREGABLE', 'na'],
  ] as const)('of %d, %s is « %s »', (value, state, text) => {
    expect(toCellText(value, state, ',')).toBe(text);
  });

  test('has a dot in the plain style', () => {
    expect(toCellText(1.5, 'PUBLISHED', '.')).toBe('1.5');
  });
});
