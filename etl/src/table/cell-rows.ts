import type { Cell, Derived } from './values.ts';

/** States of cells as they are kept: append, never reorder. */
const STATES = ['PUBLISHED', 'COMPUTED', 'SECRET', 'NOT_AVAILABLE', 'NOT_APPLICABLE'] as const;
const PUBLISHED = STATES.indexOf('PUBLISHED');

/**
 * Rows of cells, each as wide as the others, by the number in which they came: values and states stand in columns of numbers, for there may
 * be millions of them. A cell without a value is NaN there.
 */
export class CellRows {
  readonly width: number;
  #values: Float64Array;
  #states: Uint8Array;
  readonly #derived = new Map<number, Derived>();
  #count = 0;

  /** `rows` is how many are expected; more are taken. */
  constructor(width: number, rows: number) {
    this.width = width;
    this.#values = new Float64Array(width * rows);
    this.#states = new Uint8Array(width * rows);
  }

  /** Whether some are computed from parts. */
  get isDerived(): boolean {
    return this.#derived.size > 0;
  }

  /** Writes a figure of the row being filled, which is the next one. */
  put(column: number, value: number): void {
    const place = this.#count * this.width + column;
    if (place >= this.#values.length) this.#grow();
    this.#values[place] = value;
    this.#states[place] = PUBLISHED;
  }

  putCell(column: number, { state, value, derived }: Cell): void {
    const place = this.#count * this.width + column;
    if (place >= this.#values.length) this.#grow();
    this.#values[place] = value ?? Number.NaN;
    this.#states[place] = STATES.indexOf(state);
    if (derived) this.#derived.set(place, derived);
  }

  /** Keeps the row that was filled; gives its number. What is filled and not kept is written over. */
  keep(): number {
    return this.#count++;
  }

  /** Adds a row; gives its number. */
  add(cells: readonly Cell[]): number {
    for (const [column, cell] of cells.entries()) this.putCell(column, cell);
    return this.keep();
  }

  /** Value of a cell as its state says: null without one. */
  value(row: number, column: number): number | null {
    const value = this.#values[row * this.width + column]!;
    return Number.isNaN(value) ? null : value;
  }

  state(row: number, column: number): Cell['state'] {
    return STATES[this.#states[row * this.width + column]!]!;
  }

  derived(row: number, column: number): Derived | undefined {
    return this.#derived.get(row * this.width + column);
  }

  /** The cells of a row, apart from what the file wrote for them. */
  read(row: number): readonly Cell[] {
    return Array.from({ length: this.width }, (_, column) => {
      const derived = this.derived(row, column);
      const cell = { state: this.state(row, column), value: this.value(row, column), marker: undefined };
      return derived ? { ...cell, derived } : cell;
    });
  }

  /** Whether two rows say the same. */
  isSame(left: number, right: number): boolean {
    for (let column = 0; column < this.width; column++) {
      const isAlike = this.value(left, column) === this.value(right, column);
      if (!isAlike || this.state(left, column) !== this.state(right, column)) return false;
    }
    return true;
  }

  #grow(): void {
    const [values, states] = [this.#values, this.#states];
    const size = Math.max(this.width, values.length * 2);
    this.#values = new Float64Array(size);
    this.#states = new Uint8Array(size);
    this.#values.set(values);
    this.#states.set(states);
  }
}
