import { describe, expect, it } from 'vitest';
import type { ComposedTerritory } from '../src/composed/composition.ts';
import { crosses } from '../src/composed/crossing.ts';
import type { OpenCube } from '../src/cube/open-cube.ts';
import type { Passage } from '../src/territories/passage.ts';

const indicator = { formula: { measure: 'population' } } as Parameters<typeof crosses>[2];

/** A commune that was cut in three since 2019: its shares are known, or are not. */
function cubeWhere(passage: Pick<Passage, 'parts' | 'undetermined'>): OpenCube {
  const geography = { reference: 2025, passage: () => ({ from: 2019, to: 2025, lost: new Set(), ...passage }) };
  return { geography, vintageRead: () => 2019 } as unknown as OpenCube; // all that is asked of it
}

function group(...communes: readonly string[]): ComposedTerritory {
  return { at: () => ({ communes, mergedOutside: [] }) } as unknown as ComposedTerritory; // all that is asked of it
}

const HEIRS = ['15031', '15035', '15141'];
const KNOWN = cubeWhere({
  parts: new Map([['15141', HEIRS.map((code) => ({ code, weight: 1 / 3, estimated: true }))]]),
  undetermined: new Map(),
});
const UNKNOWN = cubeWhere({ parts: new Map(), undetermined: new Map([['15141', HEIRS]]) });

describe('a sum of communes', () => {
  it.each([
    ['some heirs of a commune that was cut', group('15031', '15035'), true],
    ['all of them', group(...HEIRS, '15187'), false],
    ['none of them', group('15187'), false],
  ])('of %s is estimated or not, whether their shares are still known or not', (_, composed, expected) => {
    expect(crosses(KNOWN, composed, indicator, 2016)).toBe(expected);
    expect(crosses(UNKNOWN, composed, indicator, 2016)).toBe(expected);
  });
});
