import { CELL_STATES, type CellState, stateCode } from '@boussole/schema';
import { literal } from '../store/text.ts';

/** Code of a reading in a cube: append, never reorder. */
export const READING_CODES = { PUBLISHED: 0, CONSTANT: 1 } as const;

/** A state as a statement writes it. */
export const code = (state: CellState): string => `${stateCode(state)}::TINYINT`;

/** State of an observation `o`, which its source tells in words. */
export const STATE_OF_SOURCE = `(list_position([${CELL_STATES.map(literal).join(', ')}], o.state) - 1)::TINYINT`;

/** A value, null where its state has none. */
export function valueWhere(value: string, state: string): string {
  const withValue = (['PUBLISHED', 'COMPUTED', 'ESTIMATED'] as const).map(stateCode);
  return `CASE WHEN ${state} IN (${withValue.join(', ')}) THEN ${value} END`;
}
