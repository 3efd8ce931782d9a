import { expect, it } from 'vitest';
import { toCoverageOf, toCoverageVariables } from '../src/cells/api/coverage-of.ts';
import { partialWords } from '../src/format.ts';
import type { CellState, CoverageQuery } from '../src/graphql/generated.ts';

const question = { territories: ['departement:69'], indicators: ['foyers'], geography: 'CONSTANT' } as const;

function answer(states: readonly CellState[], coverage: readonly (number | null)[]): CoverageQuery {
  const series = [{ territory: { id: 'departement:69' }, states: [...states], coverage: [...coverage] }];
  return { trend: { indicator: { id: 'foyers' }, years: [2018, 2019, 2020], series } };
}

it('asks once by indicator, of the territories that are made of communes', () => {
  const territories = ['commune:69123', 'departement:69', 'departement:69', 'STRATUM-1', 'france:FR'];
  expect(toCoverageVariables({ ...question, territories, indicators: ['a', 'b', 'a'] })).toEqual([
    { indicator: 'a', territories: ['departement:69', 'france:FR'], geography: 'CONSTANT' },
    { indicator: 'b', territories: ['departement:69', 'france:FR'], geography: 'CONSTANT' },
  ]);
});

it('asks in parts of what one question may hold', () => {
  const territories = Array.from({ length: 450 }, (_, index) => `epci:${index}`);
  expect(toCoverageVariables({ ...question, territories }).map(({ territories: part }) => part.length)).toEqual([
    200, 200, 50,
  ]);
});

it('marks figures made of part of the communes, neither whole ones nor those that a source published', () => {
  const of = toCoverageOf([answer(['COMPUTED', 'COMPUTED', 'PUBLISHED'], [0.06, 1, 0.5])]);
  expect(of('foyers', 2018, 'departement:69')).toBe(0.06);
  expect(of('foyers', 2019, 'departement:69')).toBeUndefined();
  expect(of('foyers', 2020, 'departement:69')).toBeUndefined();
  expect(of('foyers', 2018, 'departement:42')).toBeUndefined();
});

it('marks nothing when an answer has not come or does not know', () => {
  expect(toCoverageOf([undefined])('foyers', 2018, 'departement:69')).toBeUndefined();
  const unknown = toCoverageOf([answer(['COMPUTED', 'COMPUTED', 'COMPUTED'], [null, null, null])]);
  expect(unknown('foyers', 2018, 'departement:69')).toBeUndefined();
});

it('says on what share of the communes a figure rests', () => {
  expect(partialWords('fr', 0.06).label).toBe('Chiffre partiel, qui repose sur 6,0\u202f% des communes');
  expect(partialWords('en', 0.9999).label).toBe('Partial figure, which rests on 99.99% of the communes');
});
