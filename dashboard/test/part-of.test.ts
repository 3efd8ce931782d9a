import { expect, it } from 'vitest';
import { partOf } from '../src/cells/part-of.ts';
import { partialWords } from '../src/format.ts';

it('tells a sum over part of the communes from whole sums, other figures and whole columns', () => {
  const coverage = [0.06, 1, null];
  expect([0, 1, 2, 3].map((row) => partOf(coverage, row))).toEqual([0.06, undefined, undefined, undefined]);
  expect(partOf(null, 0)).toBeUndefined();
  expect(partOf(undefined, 0)).toBeUndefined();
});

it('says on what share of the communes a figure rests', () => {
  expect(partialWords('fr', 0.06).label).toBe('Chiffre partiel, qui repose sur 6,0\u202f% des communes');
  expect(partialWords('en', 0.9999).label).toBe('Partial figure, which rests on 99.9% of the communes');
  expect(partialWords('fr', 0.6296).label).toBe('Chiffre partiel, qui repose sur 62,9\u202f% des communes');
  // A single float is a little less than the share that it holds.
  expect(partialWords('fr', Math.fround(0.7)).label).toBe('Chiffre partiel, qui repose sur 70,0\u202f% des communes');
});
