import { describe, expect, it } from 'vitest';
import { readBounds } from '../src/features/map/bounds.ts';
import { type ClassQuestion, toClasses } from '../src/features/map/classes.ts';
import { toColours } from '../src/features/map/colours.ts';
import { isCounted, levelsWithin, type Place } from '../src/features/map/layer.ts';
import { toLegend } from '../src/features/map/legend-entries.ts';
import { insteadOf, isNeverAdded } from '../src/features/map/no-shade.tsx';
import { type Paint, toDiscs, toShades } from '../src/features/map/paint.ts';
import { PALETTES } from '../src/features/map/palette.ts';
import { toDrawing } from '../src/features/map/to-drawing.ts';

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

  it('cuts equal intervals between values as they are known, not as they are written', () => {
    const asked = question([4.2345, 7, 15.9453], { method: 'EQUAL', count: 5, decimals: 1 });
    expect(toClasses(asked).bounds).toEqual([6.6, 8.9, 11.3, 13.6]);
  });

  it('leaves a benchmark by the same steps on both sides', () => {
    const classes = toClasses(question(skewed, { method: 'BENCHMARK', benchmark: 4 }));
    expect(classes.bounds).toContain(4);
    expect(classes.of(4)).not.toBe(classes.of(5));
    expect(classes.bounds.map((bound) => bound - 4)).toEqual([-3, -1, 0, 1, 3]);
  });

  it('has no class of nothing around a benchmark, and keeps the colours of each side', () => {
    const around = (values: readonly number[], benchmark: number) => {
      const classes = toClasses(question(values, { method: 'BENCHMARK', benchmark }));
      const { low, high } = { low: palette.below, high: palette.above };
      const sides = toColours(classes, 'NEUTRAL', palette).map(
        (colour) => [...low, ...high].indexOf(colour) < low.length,
      );
      return { counts: classes.list.map(({ count }) => count), below: sides };
    };
    // Far below the benchmark, hardly above: classes above are fewer.
    expect(around([1, 2, 3, 4, 14, 15, 16], 13)).toEqual({
      counts: [3, 1, 3],
      below: [true, true, false],
    });
    expect(around([1, 2, 3, 4, 5, 6], 10).counts).not.toContain(0);
    expect(around([1, 2, 3, 4, 5, 6], 10).below).not.toContain(false);
    expect(around([11, 12, 13], 10).below).not.toContain(true);
    expect(around([11, 12, 13], 10).counts).not.toContain(0);
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
  partial: 'partial',
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

it('says zero of a class where nothing is below', () => {
  const zeros = [place('a', 0, 'PUBLISHED'), place('b', 0, 'PUBLISHED'), place('c', 3, 'PUBLISHED')];
  const first = (places: readonly Place[]) => {
    const values = places.flatMap(({ value }) => value ?? []);
    const asked = question(values, { method: 'MANUAL', manual: [0] });
    return toLegend(places, toShades(byId(places), asked, 'NEUTRAL', palette), words)[0]?.text;
  };
  expect(first(zeros)).toBe('0');
  expect(first([...zeros, place('d', -1, 'PUBLISHED')])).toBe('–0');
});

describe('a partial figure on a map', () => {
  const partial = { ...place('d', 7, 'COMPUTED'), coverage: { communes: 0.5 } };
  const hidden = { ...place('e', null, 'SECRET'), coverage: { communes: 0.5 } };
  const places = [...shown, partial, hidden];
  const ring = Float64Array.from([0, 0, 10, 0, 10, 10, 0, 0]);
  const grounds = places.map(({ id }) => ({ id, rings: [ring], centre: [5, 5] })) as never;
  const drawingOf = (paint: Paint): string => {
    const plan = { grounds, frames: [], height: 100 } as never; // only what is drawn of it
    const frame = { x: 0, y: 0, scale: 1 };
    const entries = toLegend(places, paint, words);
    return toDrawing([{ heading: undefined, plan, frame, paint, legendTitle: '', entries, remarks: [] }], palette).svg;
  };

  it('has a broken outline, whether it is a shade or a disc, and a line of the legend', () => {
    for (const paint of [shades(places), toDiscs(byId(places), [1, 5, 9, 7], palette)]) {
      expect(places.filter(({ id }) => paint.isPartial(id))).toEqual([partial]);
      expect(toLegend(places, paint, words)).toContainEqual({ swatch: { broken: true }, text: 'partial', count: 1 });
      // One on the map, one in the legend.
      expect(drawingOf(paint).match(/stroke-dasharray/g)).toHaveLength(2);
    }
    expect(toLegend(shown, shades(shown), words).map(({ text }) => text)).not.toContain('partial');
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

it('proposes what exists at a level in the place of what is never added up, the same unit first', () => {
  const never = [place('a', null, 'NOT_AGGREGABLE'), place('b', null, 'NOT_AGGREGABLE')];
  expect([isNeverAdded(never), isNeverAdded([...never, ...shown]), isNeverAdded([])]).toEqual([true, false, false]);
  const one = (id: string, theme: string, unit: string, epci: number, sliceOf: object | null = null) =>
    ({ id, unit, sliceOf, theme: { id: theme }, years: [{ year: 2021, epci, communes: 9 }] }) as never;
  const poverty = one('taux_pauvrete', 'revenus', 'PERCENT', 0);
  const indicators = [
    poverty,
    one('revenu_median', 'revenus', 'EURO', 5),
    one('part_imposes', 'revenus', 'PERCENT', 0),
    one('part_rsa', 'revenus', 'PERCENT', 5),
    one('part_rsa_f', 'revenus', 'PERCENT', 5, {}),
    one('chomage', 'emploi', 'PERCENT', 5),
  ];
  expect(insteadOf(poverty, 'EPCI', { indicators }).map(({ id }) => id)).toEqual(['part_rsa', 'revenu_median']);
});

it('draws inside a territory only the levels that nest in it', () => {
  expect(levelsWithin('departement:69')).toEqual(['COMMUNE', 'EPCI']);
  expect(levelsWithin('epci:200046977')).toEqual(['COMMUNE']);
  expect(levelsWithin(undefined)).toContain('REGION');
});
