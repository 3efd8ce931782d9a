import type { ErrorCode, SourceDescriptor, Vintage } from '@boussole/schema';
import type { Input, InputTables, TableName } from '@boussole/warehouse';

/** A row set aside: it is kept, shown and exportable, and it reaches no cube. */
export interface QuarantinedRow {
  /** 1-based line in the source file. */
  readonly line: number;
  readonly column: string;
  readonly code: string;
  /** Why, as a code and as a French sentence. */
  readonly problem: ErrorCode;
  readonly reason: string;
  /** The value that cannot be read, where there is one. */
  readonly value?: string;
  /** The row as it stands in the file. */
  readonly raw: string;
}

/** A code that was certainly another one: a lost leading zero, a Corsican code written 20xxx. */
export interface Repair {
  readonly line: number;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** Rows read in order: a list, or what makes them one by one. */
export interface Rows<Row> extends Iterable<Row> {
  readonly length: number;
  at(index: number): Row | undefined;
  map<T>(toOther: (row: Row, index: number) => T): T[];
  filter(isKept: (row: Row) => boolean): Row[];
  find(isFound: (row: Row) => boolean): Row | undefined;
}

/** What a reader makes of one file (or embedded package): conformed tables, and everything that was not taken as it was. */
export interface Delivery {
  readonly source: SourceDescriptor;
  /** What a later delivery of the same source replaces: the year of the data, in general. */
  readonly vintage: string;
  readonly file: Input['file'];
  /** Data rows met in the file. */
  readonly read: number;
  readonly tables: Partial<{ readonly [T in TableName]: Rows<InputTables[T]> }>;
  readonly quarantined: readonly QuarantinedRow[];
  readonly repairs: readonly Repair[];
  /** What a person should look at, in French: the file was read as it is. */
  readonly notes?: readonly string[];
  /** Lines of a descriptor that would make rows set aside readable. */
  readonly advice?: readonly string[];
  /** How many cells carried each marker: `{ s: 1204, nd: 3 }`. */
  readonly markers: Readonly<Record<string, number>>;
  /**
   * COG vintage that was expected or that the file says, the one that its codes fit, and the one it was read in: that of the file name, else
   * the one that fits. Undefined when the file carries no communes.
   */
  readonly geography:
    | {
        readonly declared: Vintage;
        readonly best: Vintage;
        readonly used: Vintage;
        readonly known: number;
        readonly codes: number;
        /** Communes of the vintage it was read in. */
        readonly communes: number;
      }
    | undefined;
}
