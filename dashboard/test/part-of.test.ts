import { expect, it } from 'vitest';
import { partOf } from '../src/cells/part-of.ts';
import { partialShare, partialWords } from '../src/format.ts';

it('tells figures over part of the communes, or parts of communes, from whole sums, other figures and whole columns', () => {
  const column = {
    coverage: [0.06, 1, null, null],
    populationCoverage: [0.4, null, null, null],
    incompleteCommunes: [0, 0, 1, 0],
  };
  expect([0, 1, 2, 3].map((row) => partOf(column, row))).toEqual([
    { communes: 0.06, population: 0.4, incomplete: undefined },
    undefined,
    { communes: undefined, population: undefined, incomplete: 1 },
    undefined,
  ]);
  expect(partOf({ coverage: null, populationCoverage: null, incompleteCommunes: null }, 0)).toBeUndefined();
  expect(partOf({}, 0)).toBeUndefined();
});

it('says on what share of the population, then of the communes, a figure rests', () => {
  expect(partialWords('fr', { communes: 0.06, population: 0.755 }).label).toBe(
    'Chiffre partiel : repose sur 75,5\u202f% de la population (6,0\u202f% des communes)',
  );
  expect(partialWords('en', { communes: 0.9999 }).label).toBe('Partial figure: rests on 99.9% of the communes');
  expect(partialWords('fr', { communes: 0.6296 }).label).toBe('Chiffre partiel : repose sur 63,0\u202f% des communes');
  // A single float is a little less than the share that it holds.
  expect(partialWords('fr', { communes: Math.fround(0.7) }).label).toBe(
    'Chiffre partiel : repose sur 70,0\u202f% des communes',
  );
});

it('says of how many communes the source hides parts', () => {
  expect(partialWords('fr', { incomplete: 1 }).label).toBe(
    'Chiffre partiel : la source masque des parties (IRIS) d’une commune',
  );
  expect(partialWords('fr', { communes: 0.5, population: 0.9, incomplete: 3 }).label).toBe(
    'Chiffre partiel : repose sur 90,0\u202f% de la population (50,0\u202f% des communes) ; la source masque des parties (IRIS) de 3 communes',
  );
  expect(partialWords('en', { incomplete: 1 }).label).toBe(
    'Partial figure: the source hides parts (IRIS) of one commune',
  );
});

it('fills its mark by population, by half when nothing tells', () => {
  expect([{ communes: 0.2, population: 0.9 }, { communes: 0.2 }, { incomplete: 1 }].map(partialShare)).toEqual([
    0.9, 0.2, 0.5,
  ]);
});
