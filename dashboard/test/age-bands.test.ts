import { describe, expect, it } from 'vitest';
import { isSexAndAge, maybePyramid } from '../src/features/portrait/pyramid/age-bands.ts';
import type { Catalogue, Indicator } from '../src/indicators/use-catalogue.ts';
import { toIndicator } from './indicator.ts';

type SliceOf = Indicator['sliceOf'];

function count(id: string, years: readonly number[], sliceOf: SliceOf = null): Indicator {
  const levels = { communes: 1, epci: 1, departements: 1, regions: 1, france: 1 };
  const known = years.map((year) => ({ year, geographies: ['PUBLISHED' as const], vintage: year + 3, ...levels }));
  return toIndicator(id, { unit: 'COUNT', decimals: 0, nature: 'STOCK', years: known, sliceOf });
}

const YEARS = [2015, 2021];
const BANDS = [
  [0, 14],
  [15, 64],
  [65, null],
  [0, 19],
  [20, null],
] as const;

function slices(years: (sex: 'F' | 'M') => readonly number[]): Indicator[] {
  return (['F', 'M'] as const).flatMap((sex) =>
    BANDS.map(([from, to]) => {
      const id = `${from}-${to ?? 'plus'}`;
      return count(`${sex} ${id}`, years(sex), { indicator: 'everybody', sex, age: { id, from, to, label: id } });
    }),
  );
}

function catalogueOf(indicators: readonly Indicator[]): Catalogue {
  return { themes: [], indicators, byId: new Map(indicators.map((one) => [one.id, one])) };
}

describe('the bands of an age pyramid', () => {
  it('are the most that together are everybody, youngest first, in the last year that all have', () => {
    const whole = count('everybody', [...YEARS, 2022]);
    const shape = maybePyramid(catalogueOf([whole, ...slices(() => YEARS)]));
    expect(shape?.bands.map(({ id }) => id)).toEqual(['0-14', '15-64', '65-plus']);
    expect(shape?.bands[0]).toMatchObject({ men: { id: 'M 0-14' }, women: { id: 'F 0-14' } });
    expect(shape?.year).toBe(2021);
  });

  it('are none when men and women have no year in common', () => {
    const whole = count('everybody', YEARS);
    expect(maybePyramid(catalogueOf([whole, ...slices((sex) => (sex === 'F' ? [2015] : [2021]))]))).toBeUndefined();
  });

  it('are not read one by one, unlike women of all ages', () => {
    const women = count('women', YEARS, { indicator: 'everybody', sex: 'F', age: null });
    expect([...slices(() => YEARS), women].filter((one) => !isSexAndAge(one)).map(({ id }) => id)).toEqual(['women']);
  });
});
