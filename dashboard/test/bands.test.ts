import { describe, expect, it } from 'vitest';
import { edgeAcross, isOpen, placeAcross, toBands } from '../src/features/position/bands.ts';

describe('bands of a histogram', () => {
  const histogram = { scale: 'LINEAR', edges: [0, 10, 20], counts: [0, 6, 3, 1] } as const;
  const given = { ...histogram, edges: [...histogram.edges], counts: [...histogram.counts] };

  it('leave out the open one that holds nobody, so that a rate has none below zero', () => {
    expect(toBands(given)).toEqual([
      { from: 0, to: 10, count: 6 },
      { from: 10, to: 20, count: 3 },
      { from: 20, to: undefined, count: 1 },
    ]);
  });

  it('tell which has no end', () => {
    expect(toBands(given).map(isOpen)).toEqual([false, false, true]);
  });

  it('keep values and edges in their place', () => {
    expect(edgeAcross(given, 0)).toBe(0);
    expect(placeAcross(given, 5)).toBeCloseTo(1 / 6);
    expect(placeAcross(given, 25)).toBeCloseTo(5 / 6);
    expect(edgeAcross(given, 2)).toBeCloseTo(2 / 3);
  });
});
