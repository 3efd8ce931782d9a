import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../src/index.ts';
import { continueTrend } from '../src/reading/damped-trend.ts';
import { project } from '../src/reading/projection.ts';

const series = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 5, maxLength: 30 });

describe('a damped trend', () => {
  it('goes on from what never moved at the same value, without doubt', () => {
    for (const { value, low, high } of continueTrend([7, 7, 7, 7, 7], 5)) {
      expect([value, low, high]).toEqual([7, 7, 7]);
    }
  });

  it('slows down: each step is nine tenths of the one before', () => {
    fc.assert(
      fc.property(series, (values) => {
        const points = continueTrend(values, 6).map(({ value }) => value);
        const steps = points.slice(1).map((value, index) => value - points[index]!);
        for (const [index, step] of steps.slice(1).entries()) expect(step).toBeCloseTo(0.9 * steps[index]!, 4);
      }),
    );
  });

  it('knows less and less', () => {
    fc.assert(
      fc.property(series, (values) => {
        const widths = continueTrend(values, 10).map(({ low, high }) => high - low);
        for (const [index, width] of widths.slice(1).entries())
          expect(width).toBeGreaterThanOrEqual(widths[index]! - 1e-6);
      }),
    );
  });

  it('follows its unit: values twice as large are continued twice as large', () => {
    fc.assert(
      fc.property(series, (values) => {
        const [once, twice] = [values, values.map((value) => 2 * value)].map((all) => continueTrend(all, 5));
        for (const [index, point] of once!.entries()) {
          expect(twice![index]!.value).toBeCloseTo(2 * point.value, 3);
          expect(twice![index]!.high).toBeCloseTo(2 * point.high, 3);
        }
      }),
    );
  });

  it('holds most of what comes next where a series is a slope with noise', () => {
    let [inside, state] = [0, 1];
    const noise = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32 - 0.5;
    };
    for (let round = 0; round < 400; round++) {
      const values = Array.from({ length: 11 }, () => 100 + 20 * noise());
      const [next] = continueTrend(values.slice(0, 10), 1);
      if (next!.low <= values[10]! && values[10]! <= next!.high) inside++;
    }
    expect(inside / 400).toBeGreaterThan(0.7);
    expect(inside / 400).toBeLessThan(0.95);
  });
});

describe('a projection', async () => {
  const { indicators } = await readCatalogue('/nowhere');
  const births = indicators.get('naissances')!;
  const yearly = (years: readonly number[]) => years.map((year) => ({ year, value: 100 + (year - 2015) }));

  it('rests on the latest years without a hole, and says which', () => {
    const { points, from, reason } = project(births, yearly([2012, 2015, 2016, 2017, 2018, 2019]), 5, 5_000);
    expect(reason).toBeUndefined();
    expect(from).toEqual({ first: 2015, last: 2019, count: 5 });
    expect(points.map(({ year }) => year)).toEqual([2020, 2021, 2022, 2023, 2024]);
    expect(points[0]!.value).toBeGreaterThan(104);
    expect(points.at(-1)!.value).toBeLessThan(109);
  });

  it.each([
    ['the territory is small', births, [2015, 2016, 2017, 2018, 2019], 1_999, 'pas de sens sous 2'],
    ['its population is unknown', births, [2015, 2016, 2017, 2018, 2019], undefined, 'pas de sens'],
    [
      'years are missing',
      births,
      [2013, 2014, 2016, 2017, 2018, 2019],
      5_000,
      'il y en a 4, de 2016 à 2019, sur 6 années comparables en tout',
    ],
    [
      'surveys overlap',
      indicators.get('population_municipale')!,
      [2016, 2017, 2018, 2019, 2020, 2021, 2022],
      5_000,
      'au moins 5',
    ],
    [
      'the series will break',
      indicators.get('demandeurs_emploi')!,
      [2020, 2021, 2022, 2023, 2024],
      5_000,
      'rompue en 2025',
    ],
    [
      'the series broke',
      indicators.get('demandeurs_emploi')!,
      [2020, 2021, 2022, 2023, 2024, 2025],
      5_000,
      'il y en a 1',
    ],
  ] as const)('is refused when %s', (_, indicator, years, population, reason) => {
    const projection = project(indicator, yearly(years), 5, population);
    expect(projection.points).toEqual([]);
    expect(projection.reason?.fr.replaceAll('\u202f', ' ')).toContain(reason);
  });

  it('continues no count below zero', () => {
    const falling = [2015, 2016, 2017, 2018, 2019].map((year, index) => ({ year, value: 40 - 10 * index }));
    for (const { low, value } of project(births, falling, 10, 5_000).points) {
      expect(low).toBeGreaterThanOrEqual(0);
      expect(value).toBeGreaterThanOrEqual(0);
    }
  });
});
