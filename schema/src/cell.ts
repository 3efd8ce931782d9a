/**
 * What is known of a figure. A cell is never a bare null and a hole is never a zero.
 *
 * The order is the code stored in cubes: append, never reorder.
 */
export const CELL_STATES = [
  'NOT_AVAILABLE',
  'PUBLISHED',
  'COMPUTED',
  'ESTIMATED',
  'SECRET',
  'SECRET_SECONDARY',
  'NOT_AGGREGABLE',
  'NOT_APPLICABLE',
  'RESTRICTED',
] as const;
export type CellState = (typeof CELL_STATES)[number];

/** How many communes, out of how many, and what share of their population (0 to 1) a computed figure rests on. */
export interface Coverage {
  readonly communes: number;
  readonly communesTotal: number;
  /** Share of the population of reference, 0 to 1; undefined when no population is known. */
  readonly population: number | undefined;
}

export interface Cell {
  readonly value: number | undefined;
  readonly state: CellState;
}

/** Below this share of the population (of the communes, when no population is known) a sum says nothing of its territory: it is not shown. */
export const COVERAGE_FLOOR = 0.5;

/** Below so many cases a rate jumps from year to year. */
export const SMALL_NUMBER = 20;

const WITH_VALUE: ReadonlySet<CellState> = new Set(['PUBLISHED', 'COMPUTED', 'ESTIMATED']);

export function hasValue(state: CellState): boolean {
  return WITH_VALUE.has(state);
}

export function stateCode(state: CellState): number {
  return CELL_STATES.indexOf(state);
}

/** Reads a stored state code; throws on a code that no release has written. */
export function stateFromCode(code: number): CellState {
  const state = CELL_STATES[code];
  if (!state) throw new RangeError(`expected a cell state code below ${CELL_STATES.length}, but got ${code}`);
  return state;
}
