import { plainNumber } from './plain-number.ts';

/** One row of a table, whatever the format of its file. */
export interface TableRow {
  /** Line where it starts, 1-based. */
  readonly line: number;
  /** How many fields it has. */
  readonly width: number;
  readonly fields: readonly string[];
  /** Its text as it stands. */
  readonly raw: string;
  /** One field, for rows too many to have all theirs at once. */
  field(at: number): string;
  /** A field that is nothing but digits and at most one decimal mark (a character code), as a number; NaN for any other. */
  number(at: number, mark: number): number;
}

/** A row whose fields are texts already. */
export class TextRow implements TableRow {
  readonly line: number;
  readonly fields: readonly string[];
  readonly raw: string;

  constructor(line: number, fields: readonly string[], raw: string) {
    this.line = line;
    this.fields = fields;
    this.raw = raw;
  }

  get width(): number {
    return this.fields.length;
  }

  field(at: number): string {
    return this.fields[at]!;
  }

  number(at: number, mark: number): number {
    return plainNumber(this.fields[at]!, mark);
  }
}
