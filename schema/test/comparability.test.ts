import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breaksBetween, unbrokenSpan } from '../src/index.ts';

const reason = { fr: 'loi', en: 'law' };
const year = fc.integer({ min: 2000, max: 2030 });
const years = fc.uniqueArray(year, { maxLength: 12 }).map((list) => list.sort((one, other) => one - other));
const indicators = fc
  .uniqueArray(year, { maxLength: 3 })
  .map((list) => ({ breaks: list.map((first) => ({ year: first, reason })) }));
const goesOn = (indicator: { breaks: { year: number }[] }, from: number, to: number) =>
  !indicator.breaks.some((each) => from < each.year && each.year <= to);

describe('a break in a series', () => {
  it('parts its first year from the year before, not from the year after', () => {
    const indicator = { breaks: [{ year: 2025, reason }] };
    expect(breaksBetween(indicator, 2024, 2025)).toHaveLength(1);
    expect(breaksBetween(indicator, 2025, 2026)).toEqual([]);
    expect(breaksBetween({}, 2024, 2025)).toEqual([]);
  });

  it('leaves a span that no break cuts, and that no loaded year of its part widens', () => {
    fc.assert(
      fc.property(indicators, years, (indicator, loaded) => {
        const span = unbrokenSpan(indicator, loaded);
        if (!span) return;
        const [from, to] = span;
        expect(from).toBeLessThan(to);
        expect(goesOn(indicator, from, to)).toBe(true);
        const wider = loaded.filter(
          (other) => (other < from && goesOn(indicator, other, to)) || (other > to && goesOn(indicator, from, other)),
        );
        expect(wider).toEqual([]);
      }),
    );
  });

  it('leaves no span only where every two years are parted', () => {
    fc.assert(
      fc.property(indicators, years, (indicator, loaded) => {
        const whole = loaded.some((to, index) => index > 0 && goesOn(indicator, loaded[index - 1]!, to));
        expect(unbrokenSpan(indicator, loaded) !== undefined).toBe(whole);
      }),
    );
  });
});
