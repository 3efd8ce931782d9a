import type { Limits } from '@boussole/schema';
import type { Language } from '../types/enums.ts';
import type { ReadTable } from './table.ts';

/** The same in each language. */
export type InBoth = Readonly<Record<Language, string>>;

/** A question of the API whose answer can be exported. */
export interface TableKind {
  readonly sentence: InBoth;
  readonly parameters: Readonly<Record<string, InBoth>>;
  /** An address that works on the embedded data. */
  readonly example: string;
  read(parameters: URLSearchParams, limits: Limits): ReadTable;
}
