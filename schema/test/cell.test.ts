import { describe, expect, it } from 'vitest';
import { CELL_STATES, hasValue, stateCode, stateFromCode } from '../src/index.ts';

describe('the state of a cell', () => {
  it('has a value only when it was published, computed or estimated', () => {
    expect(CELL_STATES.filter(hasValue)).toEqual(['PUBLISHED', 'COMPUTED', 'ESTIMATED']);
  });

  it('is stored under a code that never changes, since old cubes hold it', () => {
    expect(CELL_STATES.slice(0, 8)).toEqual([
      'NOT_AVAILABLE',
      'PUBLISHED',
      'COMPUTED',
      'ESTIMATED',
      'SECRET',
      'SECRET_SECONDARY',
      'NOT_AGGREGABLE',
      'NOT_APPLICABLE',
    ]);
    for (const state of CELL_STATES) expect(stateFromCode(stateCode(state))).toBe(state);
  });

  it.each([-1, 255, 1.5, Number.NaN])('is not read from the code %s, which nothing writes', (code) => {
    expect(() => stateFromCode(code)).toThrow(RangeError);
  });
});
