import { describe, expect, test } from 'vitest';
import { toTextLine } from '../src/export/csv.ts';
import { maybeValue, type PlainColumn } from '../src/export/table.ts';

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

test.each([
  [0, 0],
  [0.1 + 0.2, 0.3],
  [67_000_000, 67_000_000],
  [66.666_666_7, 66.7],
  [-0.04, 0],
  [Number.NaN, undefined],
  [undefined, undefined],
])('the percentile %d is exported as %d', (value, expected) => {
  const column: PlainColumn = { kind: 'plain', id: 'centile', title: 'Centile', decimals: 1, values: [value] };
  expect(maybeValue(column, 0)).toBe(expected);
});
