import { type CellState, stateCode } from '@boussole/schema';
import { literal } from '../store/text.ts';

/** Code of a reading in a cube: append, never reorder. A cell that is the same in both readings, nearly all of them, is there once. */
export const READING_CODES = { PUBLISHED: 0, CONSTANT: 1, BOTH: 2 } as const;

/** Added to the code of a state where a rate rests on fewer than `SMALL_NUMBER` cases, in the rows that series are filled from. */
export const SMALL_BIT = 64;

/** Condition on the rows of a reading, \`reading\` being a column or parameter that tells it: theirs, and those of both. */
export function isRead(column: string, reading: string | number): string {
  return `${column} IN (${reading}, ${READING_CODES.BOTH})`;
}

/** A state as a statement writes it. */
export const code = (state: CellState): string => `${stateCode(state)}::TINYINT`;

/** State of an observation `o`: its enumeration is in the order of the codes. */
export const STATE_OF_SOURCE = 'enum_code(o.state)::TINYINT';

/** Measures as the tables of the build name them: an enumeration. Nothing is among none. */
export function amongMeasures(ids: readonly string[]): string {
  return ids.length > 0 ? ids.map((id) => `${literal(id)}::measure_name`).join(', ') : 'NULL';
}

/** A value, null where its state has none. */
export function valueWhere(value: string, state: string): string {
  return `CASE WHEN ${hasValueIn(state)} THEN ${value} END`;
}

function hasValueIn(state: string): string {
  const withValue = (['PUBLISHED', 'COMPUTED', 'ESTIMATED'] as const).map(stateCode);
  return `${state} IN (${withValue.join(', ')})`;
}

/**
 * A term of a quotient, null where it is not known: its state has a value, or the denominator is zero. None of none adds nothing to a sum, and leaves it
 * whole.
 */
export function termWhere(term: string, state: string, denominator: string): string {
  return `CASE WHEN ${hasValueIn(state)} OR ${state} = ${code('NOT_APPLICABLE')} AND ${denominator} = 0 THEN ${term} END`;
}

/** Bits of `given` in a cell: terms of a ratio that its sources publish for the territory itself. Null where there are none to tell. */
export const GIVEN_TERMS = { numerator: 1, denominator: 2 } as const;

/**
 * Levels whose figures are added up in a cell that a source does not give: `parts` of them, of `parts_level`, which are `figures` of sources: a région
 * may be the sum of its départements itself. All are null elsewhere.
 */
export const PART_LEVELS = { departement: 1, region: 2 } as const;
export type PartLevel = keyof typeof PART_LEVELS;

export function levelOfParts(number: number | null | undefined): PartLevel | undefined {
  return number === PART_LEVELS.departement ? 'departement' : number === PART_LEVELS.region ? 'region' : undefined;
}
