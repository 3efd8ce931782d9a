import { expect, it } from 'vitest';
import { maybeBaseReason, maybeBaseYear } from '../src/features/trend/base.ts';
import type { Trends } from '../src/features/trend/curves.ts';

const YEARS = [2015, 2018, 2021];

function trends(...curves: readonly (readonly (number | null)[])[]): Trends {
  return {
    indicators: [{ unit: 'EURO' }],
    years: YEARS,
    curves: curves.map((values) => ({ years: YEARS, values })),
  } as unknown as Trends; // as: what else trends have is not read
}

it('says why curves are 100 in another year than the first of them', () => {
  const told = (...curves: readonly (readonly (number | null)[])[]) => {
    const year = maybeBaseYear(trends(...curves), true);
    return [year, year === undefined ? undefined : maybeBaseReason(trends(...curves), year)];
  };
  expect(told([1, 2, 3], [4, 5, 6])).toEqual([2015, undefined]);
  expect(told([1, 2, 3], [null, 5, null])).toEqual([2018, 'ALL']);
  expect(told([1, 2, null], [null, 5, null], [null, null, 6])).toEqual([2018, 'MOST']);
  expect(told([null, 2, 3], [null, 5, 6])).toEqual([2018, undefined]);
});
