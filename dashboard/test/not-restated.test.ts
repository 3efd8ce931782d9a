import { describe, expect, it } from 'vitest';
import type { Curve, TrendAnswer } from '../src/features/trend/curves.ts';
import { notRestatedIn } from '../src/features/trend/not-restated.ts';

const YEARS = [2015, 2017, 2018];

function curve(name: string, values: readonly (number | null)[]): Curve {
  return {
    id: `revenu ${name}`,
    indicator: { id: 'revenu' },
    territory: { id: name, name },
    years: YEARS,
    values,
    states: values.map((value) => (value === null ? 'NOT_AGGREGABLE' : 'PUBLISHED')),
  } as unknown as Curve; // as: what else a curve has is not read
}

function published(figures: Readonly<Record<string, readonly (number | null)[]>>): TrendAnswer {
  return {
    geography: 'PUBLISHED',
    indicator: { id: 'revenu' },
    years: YEARS,
    series: Object.entries(figures).map(([id, values]) => ({ territory: { id }, values })),
  } as unknown as TrendAnswer; // as: what else an answer has is not read
}

const CURVES = [
  curve('Condrieu', [1, 2, 3]),
  curve('Vienne', [null, null, 3]),
  curve('Beauvallon', [null, 2, 3]),
  curve('Val d’Oingt', [null, 2, 3]),
];

describe('figures that cannot be restated', () => {
  const told = (answers?: readonly TrendAnswer[]) =>
    notRestatedIn({ curves: CURVES, geography: 'CONSTANT' }, answers).map(({ curves, ...years }) => ({
      names: curves.map(({ territory }) => territory.name),
      ...years,
    }));

  it('are told of the territories that lack them, together where they lack the same', () => {
    expect(told()).toEqual([
      { names: ['Vienne'], years: [2015, 2017], published: undefined },
      { names: ['Beauvallon', 'Val d’Oingt'], years: [2015], published: undefined },
    ]);
  });

  it('are announced as published only where they were', () => {
    const answer = published({ Vienne: [null, 5, 6], Beauvallon: [null, 2, 3], 'Val d’Oingt': [7, 2, 3] });
    expect(told([answer])).toEqual([
      { names: ['Vienne'], years: [2015, 2017], published: [2017] },
      { names: ['Beauvallon'], years: [2015], published: [] },
      { names: ['Val d’Oingt'], years: [2015], published: [2015] },
    ]);
  });

  it('are not looked for in figures as published', () => {
    expect(notRestatedIn({ curves: CURVES, geography: 'PUBLISHED' })).toEqual([]);
  });
});
