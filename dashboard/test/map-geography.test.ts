import { describe, expect, it } from 'vitest';
import { geographyOf } from '../src/features/map/layer.ts';
import type { Indicator } from '../src/indicators/use-catalogue.ts';

describe('the geography in which a map draws a year', () => {
  const years = [
    { year: 2019, geographies: ['CONSTANT', 'PUBLISHED'] },
    { year: 2020, geographies: ['CONSTANT'] },
  ];
  const indicator = { years } as unknown as Indicator; // as: nothing else is read

  it('is the one asked where the year is in it', () => {
    expect(geographyOf(indicator, 2019, 'PUBLISHED')).toBe('PUBLISHED');
    expect(geographyOf(indicator, 2020, 'CONSTANT')).toBe('CONSTANT');
  });

  it('is the constant one for a year that is in no other', () => {
    expect(geographyOf(indicator, 2020, 'PUBLISHED')).toBe('CONSTANT');
  });
});
