import { describe, expect, it } from 'vitest';
import { readBounds } from '../src/features/map/bounds.ts';
import { type ClassQuestion, toClasses } from '../src/features/map/classes.ts';
import { isCounted, levelsWithin, type Place } from '../src/features/map/layer.ts';
import { toLegend } from '../src/features/map/legend-entries.ts';
import { toDiscs, toShades } from '../src/features/map/paint.ts';
import { PALETTES } from '../src/features/map/palette.ts';

const palette = PALETTES.light;
const question = (values: readonly number[], rest: Partial<ClassQuestion> = {}): ClassQuestion => ({
  values,
  own: values,
  method: 'QUANTILES',
  count: 4,
  manual: [],
  benchmark: undefined,
  decimals: 0,
  ...rest,
});
const counts = (asked: ClassQuestion) => toClasses(asked).list.map(({ count }) => count);

describe('classes of a map', () => {
  const skewed = [1, 2, 3, 4, 5, 6, 7, 100];

  it('holds as many territories each, as many units each, or what is close together, as the method says', () => {
    expect(counts(question(skewed))).toEqual([2, 2, 2, 2]);
    expect(counts(question(skewed, { method: 'EQUAL' }))).toEqual([7, 0, 0, 1]);
    expect(counts(question([1, 2, 3, 50, 51, 100], { method: 'JENKS', count: 3 }))).toEqual([3, 2, 1]);
    expect(counts(question(skewed, { method: 'MANUAL', manual: [3, 10, 500] }))).toEqual([3, 4, 1, 0]);
  });

  it('leaves a benchmark by the same steps on both sides', () => {
    const classes = toClasses(question(skewed, { method: 'BENCHMARK', benchmark: 4 }));
    expect(classes.bounds).toContain(4);
    expect(classes.of(4)).not.toBe(classes.of(5));
    expect(classes.bounds.map((bound) => bound - 4)).toEqual([-3, -1, 0, 1, 3]);
  });

  it('rounds as figures are written, so that none seems to be in the wrong class', () => {
    const classes = toClasses(question([1.04, 1.06, 2, 3], { decimals: 1, method: 'MANUAL', manual: [1.1] }));
    expect(classes.of(1.14)).toBe(0);
  });

  it('makes fewer classes when values repeat, one when all are the same, none that is empty without values', () => {
    expect(counts(question([5, 5, 5, 5, 9]))).toEqual([4, 1]);
    expect(counts(question([5, 5, 5]))).toEqual([3]);
    expect(counts(question([]))).toEqual([0]);
  });

  it('reads bounds as a French reader writes them', () => {
    expect(readBounds('12,5 ; 1\u202f000;−3; abc;;12.5')).toEqual([-3, 12.5, 1000]);
  });
});

const place = (id: string, value: number | null, state: Place['state']): Place => ({
  id,
  name: id,
  value,
  state,
  decimals: undefined,
  fewCases: false,
  coverage: undefined,
});
const words = {
  ofClass: (from?: number, to?: number) => `${from ?? ''}–${to ?? ''}`,
  ofValue: String,
  negative: 'negative',
  hatches: { hidden: 'hidden', missing: 'missing', notApplicable: 'not applicable', notAggregable: 'not aggregable' },
};
const shown = [place('a', 1, 'PUBLISHED'), place('b', 5, 'PUBLISHED'), place('c', 9, 'ESTIMATED')];
const byId = (places: readonly Place[]) => new Map(places.map((one) => [one.id, one]));
const shades = (places: readonly Place[]) =>
  toShades(byId(places), question(places.flatMap(({ value }) => value ?? [])), 'NEUTRAL', palette);

describe('what a map tells of figures that are not shown', () => {
  it('has the same classes and colours whatever hides beside the figures that are shown', () => {
    const hidden = [...shown, place('d', null, 'SECRET'), place('e', null, 'SECRET_SECONDARY')];
    expect(shades(hidden).classes?.bounds).toEqual(shades(shown).classes?.bounds);
    expect(shades(hidden).colours).toEqual(shades(shown).colours);
  });

  it('gives hidden, missing, not applicable and not aggregable each its texture and its line, and zero a shade', () => {
    const places = [
      ...shown,
      place('zero', 0, 'PUBLISHED'),
      place('s', null, 'SECRET'),
      place('ss', null, 'SECRET_SECONDARY'),
      place('nd', null, 'NOT_AVAILABLE'),
      place('so', null, 'NOT_APPLICABLE'),
      place('na', null, 'NOT_AGGREGABLE'),
    ];
    const paint = shades(places);
    expect(paint.fill('zero')).toHaveProperty('colour');
    expect(['s', 'ss', 'nd', 'so', 'na'].map((id) => paint.fill(id))).toEqual(
      ['hidden', 'hidden', 'missing', 'notApplicable', 'notAggregable'].map((hatch) => ({ hatch })),
    );
    expect(toLegend(places, paint, words).slice(-4)).toMatchObject([
      { text: 'hidden', count: 2 },
      { text: 'missing', count: 1 },
      { text: 'not applicable', count: 1 },
      { text: 'not aggregable', count: 1 },
    ]);
  });
});

describe('numbers on a map', () => {
  it('are discs whose surface is the value, never shades', () => {
    expect(isCounted({ nature: 'STOCK', unit: 'COUNT' })).toBe(true);
    expect(isCounted({ nature: 'AMOUNT', unit: 'EURO' })).toBe(true);
    expect(isCounted({ nature: 'PUBLISHED', unit: 'EURO' })).toBe(false);
    const paint = toDiscs(byId([...shown, place('d', -4, 'COMPUTED')]), [1, 5, 9, -4], palette);
    const surface = (id: string) => (paint.disc?.(id)?.radius ?? 0) ** 2;
    expect(surface('c') / surface('a')).toBeCloseTo(9);
    expect(paint.disc?.('d')?.negative).toBe(true);
    expect(paint.classes).toBeUndefined();
  });
});

it('draws inside a territory only the levels that nest in it', () => {
  expect(levelsWithin('departement:69')).toEqual(['COMMUNE', 'EPCI']);
  expect(levelsWithin('epci:200046977')).toEqual(['COMMUNE']);
  expect(levelsWithin(undefined)).toContain('REGION');
});
