import type { LocalizedText } from './measure.ts';

/** Cautions that travel with an answer. The code is the contract; the sentence is built where the facts are known. */
export const WARNING_CODES = [
  'PARTIAL_COVERAGE',
  'YEARS_NOT_COMPARABLE',
  'SERIES_BREAK',
  'DEFINITION_CHANGED',
  'DENOMINATOR_OF_OTHER_YEAR',
  'PROVISIONAL_VALUES',
  'PERIMETER_CHANGED',
  'ESTIMATED_VALUES',
  'HIDDEN_VALUES',
  'FLOOR_VALUES',
  'SMALL_NUMBERS',
  'NOTIONS_MIXED',
  'YEAR_MISSING',
  'MEMBERS_MERGED_OUTSIDE',
  'RESTRICTED_VALUES',
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

export interface Warning {
  readonly code: WarningCode;
  /** French sentence: what to beware of and what to do instead. */
  readonly message: string;
  /** The same in English; undefined when what the code means says it all, with the indicators that it is about. */
  readonly english?: string;
  /** Two years that can be compared instead, oldest first, where there are any to advise. */
  readonly comparableYears?: readonly [number, number];
  /** Names of the indicators that it is about, where it is about some only. */
  readonly indicators?: readonly LocalizedText[];
}
