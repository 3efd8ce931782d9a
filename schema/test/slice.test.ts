import { describe, expect, it } from 'vitest';
import { catalogueFileSchema, sliceName, toCatalogue, toSliced } from '../src/index.ts';

const both = (text: string) => ({ fr: text, en: text });
const measure = (id: string, dimensions?: object) => ({
  id,
  label: both(id),
  nature: 'stock',
  population: 'gens',
  unit: 'count',
  ...(dimensions && { dimensions }),
});
const indicator = (id: string, formula: object) => ({
  id,
  label: both(id),
  shortLabel: both(id),
  definition: both(id),
  basePopulation: both('Gens'),
  formula,
  unit: 'numerator' in formula ? 'ratio' : 'count',
  decimals: 0,
  polarity: 'NEUTRAL',
});

function slicesOf(measures: readonly object[], indicators: readonly object[]) {
  const theme = { id: 'essai', label: both('Essai'), order: 1 };
  const populations = [{ id: 'gens', label: both('Gens') }];
  const file = catalogueFileSchema.parse({ theme, populations, measures, indicators });
  const { catalogue, problems } = toCatalogue([{ name: 'essai.yaml', file }]);
  expect(problems).toEqual([]);
  const sliced = toSliced([...catalogue.indicators.values()], catalogue.measures);
  return Object.fromEntries(
    [...sliced].map(([id, { slices, ageBreakdowns }]) => [
      id,
      { slices: Object.fromEntries(slices.map((slice) => [sliceName(slice), slice.indicator])), ageBreakdowns },
    ]),
  );
}

const GENS = [
  measure('gens'),
  measure('femmes', { of: 'gens', sex: 'F' }),
  measure('femmes_0_19', { of: 'gens', sex: 'F', age: { from: 0, to: 19 } }),
  measure('hommes_0_19', { of: 'gens', sex: 'M', age: { from: 0, to: 19 } }),
  measure('adultes', { of: 'gens', age: { from: 20, to: 64 } }),
  measure('ages', { of: 'gens', age: { from: 65 } }),
];

describe('slices of an indicator', () => {
  it('are the indicators that count some of the same people', () => {
    const { gens, ...others } = slicesOf(GENS, [
      indicator('gens', { measure: 'gens' }),
      indicator('femmes', { measure: 'femmes' }),
      indicator('jeunes_femmes', { measure: 'femmes_0_19' }),
      indicator('ages', { measure: 'ages' }),
    ]);
    expect(others).toEqual({});
    expect(gens?.slices).toEqual({ '65-plus': 'ages', F: 'femmes', 'F 0-19': 'jeunes_femmes' });
  });

  it('may be sums: of both sexes, of ages that follow each other in any order, never of people left out', () => {
    const { gens } = slicesOf(GENS, [
      indicator('gens', { measure: 'gens' }),
      indicator('jeunes', { sum: ['hommes_0_19', 'femmes_0_19'] }),
      indicator('plus_de_20', { sum: ['ages', 'adultes'] }),
      indicator('trou', { sum: ['femmes_0_19', 'ages'] }),
      indicator('reste', { sum: ['gens'], minus: ['femmes'] }),
    ]);
    expect(gens?.slices).toEqual({ '0-19': 'jeunes', '20-plus': 'plus_de_20' });
  });

  it('of a ratio divide the same people, and a share is no slice', () => {
    const measures = [
      ...GENS,
      measure('malades'),
      measure('malades_femmes', { of: 'malades', sex: 'F' }),
      measure('malades_ages', { of: 'malades', age: { from: 65 } }),
    ];
    const sliced = slicesOf(measures, [
      indicator('taux', { numerator: ['malades'], denominator: ['gens'] }),
      indicator('taux_femmes', { numerator: ['malades_femmes'], denominator: ['femmes'] }),
      indicator('taux_croise', { numerator: ['malades_ages'], denominator: ['femmes'] }),
      indicator('pour_mille', { numerator: ['malades_femmes'], denominator: ['femmes'], scale: 1000 }),
      indicator('part_femmes', { numerator: ['femmes'], denominator: ['gens'] }),
    ]);
    expect(sliced).toEqual({ taux: { slices: { F: 'taux_femmes' }, ageBreakdowns: [] } });
  });

  it('make everybody by each list of ages that cannot be cut finer', () => {
    const ages = (from: number, to?: number) =>
      measure(`de_${from}_a_${to ?? 'fin'}`, { of: 'gens', age: { from, to } });
    const measures = [measure('gens'), ages(0, 9), ages(10, 19), ages(0, 19), ages(20), ages(0, 29), ages(30)];
    const { gens } = slicesOf(measures, [...measures.map(({ id }) => indicator(id, { measure: id }))]);
    expect(gens?.ageBreakdowns).toEqual([
      ['0-9', '10-19', '20-plus'],
      ['0-29', '30-plus'],
    ]);
  });

  it('are told of people of some ages only by a measure that is part of itself', () => {
    const measures = [
      measure('actifs', { of: 'actifs', age: { from: 15, to: 64 } }),
      measure('actives', { of: 'actifs', sex: 'F', age: { from: 15, to: 64 } }),
      measure('jeunes', { of: 'actifs', age: { from: 15, to: 24 } }),
      measure('autres', { of: 'actifs', age: { from: 25, to: 64 } }),
    ];
    const { actifs } = slicesOf(measures, [...measures.map(({ id }) => indicator(id, { measure: id }))]);
    expect(actifs).toEqual({
      slices: { '15-24': 'jeunes', '25-64': 'autres', F: 'actives' },
      ageBreakdowns: [['15-24', '25-64']],
    });
  });
});
