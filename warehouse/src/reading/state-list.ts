import { type CellState, stateFromCode } from '@boussole/schema';

interface Made {
  readonly codes: Uint8Array;
  readonly states: readonly CellState[];
}

/** The last list of each length. */
const made = new Map<number, Made>();
const KEPT = 16;

/**
 * States of some codes. Columns side by side are often hidden in the same places: those that are like the ones before have the same list, so that it is
 * made and written once.
 */
export function toStates(codes: Uint8Array): readonly CellState[] {
  const last = made.get(codes.length);
  if (last && areSame(last.codes, codes)) return last.states;
  const states: CellState[] = [];
  for (let index = 0; index < codes.length; index++) states.push(stateFromCode(codes[index]!));
  if (made.size >= KEPT) made.clear();
  made.set(codes.length, { codes: codes.slice(), states });
  return states;
}

function areSame(one: Uint8Array, other: Uint8Array): boolean {
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}
