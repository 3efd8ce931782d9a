import type { Limits } from '@boussole/schema';
import type { ReadTable } from './table.ts';

/** A question of the API whose answer can be exported. */
export interface TableKind {
  readonly sentence: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** An address that works on the embedded data. */
  readonly example: string;
  read(parameters: URLSearchParams, limits: Limits): ReadTable;
}
