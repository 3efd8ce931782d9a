import { describe, expect, it } from 'vitest';
import { toChart } from '../src/features/trend/chart-content.ts';
import type { Curve, Trends } from '../src/features/trend/curves.ts';
import { cutYears, isMarkedByStep, type PerimeterStep, stepMarks } from '../src/features/trend/perimeter-steps.ts';

const part = (joined: boolean) => ({ code: '77171', joined, isCut: false, value: null, territory: null });
const YEARS = [2016, 2017, 2018];

function step(to: number, isOther: boolean, joined = 1, left = 0): PerimeterStep {
  const parts = [
    ...Array.from({ length: joined }, () => part(true)),
    ...Array.from({ length: left }, () => part(false)),
  ];
  return { from: to - 1, to, isOther, unknownVintages: [], population: 0.01, perimeter: null, parts };
}

function curve(name: string, perimeterSteps: readonly PerimeterStep[], level = 'EPCI'): Curve {
  const [territory, values] = [{ id: name, name, level }, [10, 20, 21]];
  const indicator = { id: 'population', unit: 'COUNT', decimals: 0, years: [] };
  const events = [{ kind: 'EPCI_ARRIVAL', date: '2017-06-01', label: '' }];
  return { territory, perimeterSteps, values, years: YEARS, breaks: [], events, indicator } as unknown as Curve; // as: what else a curve has is not read
}

function chartOf(curves: readonly Curve[], geography: Trends['geography'] = 'PUBLISHED') {
  const trends = { curves, years: YEARS, geography, mandates: [], indicators: [curves[0]!.indicator] };
  return toChart({
    trends: trends as unknown as Trends, // as: what else trends have is not read
    base100: false,
    locale: 'fr',
    kindText: (kind) => kind,
    breakText: 'rupture',
    stepText: ({ steps }) => steps.map(({ name, joined, left }) => `${name} +${joined} -${left}`).join(', '),
    listText: (names) => names.join(', '),
    colon: ' : ',
  }).content;
}

describe('a change of perimeter between published figures', () => {
  it('stops the curve when the figures are about other people, and is marked without when they are not', () => {
    const { series, marks } = chartOf([curve('Pont du Gard', [step(2017, false, 0, 1), step(2018, true, 0, 1)])]);
    expect(series[0]?.breaks).toEqual([2018]);
    expect(marks).toEqual([
      { kind: 'event', label: 'Pont du Gard +0 -1', at: 2016.5 },
      { kind: 'break', label: 'Pont du Gard +0 -1', at: 2017.5 },
    ]);
  });

  it('stops no other curve, and leaves events at their day to constant geography', () => {
    const { series } = chartOf([curve('Lyon', []), curve('Europe', [step(2017, true, 3)])]);
    expect(series.map(({ breaks }) => breaks)).toEqual([[], [2017]]);
    const constant = chartOf([curve('Europe', [])], 'CONSTANT');
    expect(constant.series[0]?.breaks).toEqual([]);
    expect(constant.marks.map(({ kind, label }) => [kind, label])).toEqual([['event', 'EPCI_ARRIVAL']]);
  });

  it('is one mark for several curves, and for several indicators of a territory', () => {
    const curves = [
      curve('A', [step(2017, true)]),
      curve('A', [step(2017, true)]),
      curve('B', [step(2017, true, 2, 1)]),
    ];
    expect(stepMarks(curves)).toEqual([
      {
        at: 2016.5,
        isCut: true,
        steps: [
          { name: 'A', joined: 1, left: 0 },
          { name: 'B', joined: 2, left: 1 },
        ],
      },
    ]);
  });

  it('stops the curve of a commune whatever it weighs, and any curve where nothing tells the perimeter', () => {
    expect(cutYears(curve('Oullins', [step(2018, false)], 'COMMUNE'))).toEqual([2018]);
    const unknown = { ...step(2018, true, 0), unknownVintages: [2016] };
    const untold = curve('A', [unknown]);
    expect(cutYears(untold)).toEqual([2018]);
    // No part is known: the day of the event is the only mark.
    expect(stepMarks([untold])).toEqual([]);
    expect(isMarkedByStep(untold, { kind: 'EPCI_ARRIVAL' }, 'PUBLISHED')).toBe(false);
  });
});
