import { describe, expect, it } from 'vitest';
import { LIMITS, readLimits } from '../src/index.ts';

const defaults = Object.fromEntries(Object.entries(LIMITS).map(([name, limit]) => [name, limit.value]));

describe('limits', () => {
  it('have their default when the environment says nothing', () => {
    expect(readLimits({})).toEqual({ limits: defaults, problems: [] });
    expect(readLimits({ [LIMITS.cells.environment]: '' }).limits.cells).toBe(LIMITS.cells.value);
  });

  it('are read from the environment', () => {
    const { limits, problems } = readLimits({ [LIMITS.cells.environment]: '500', [LIMITS.pageRows.environment]: '20' });
    expect(limits).toEqual({ ...defaults, cells: 500, pageRows: 20 });
    expect(problems).toEqual([]);
  });

  it('report every value that is not a positive whole number, all at once', () => {
    const wrong = ['0', '-1', '1.5', '1e3', 'beaucoup', ' 5', '0x10'];
    const variables = Object.values(LIMITS)
      .slice(0, wrong.length)
      .map((limit) => limit.environment);
    const { limits, problems } = readLimits(Object.fromEntries(variables.map((name, index) => [name, wrong[index]!])));
    expect(problems).toEqual(
      variables.map((name, index) => `${name} doit être un nombre entier positif, et non « ${wrong[index]} »`),
    );
    expect(limits).toEqual(defaults);
  });
});
