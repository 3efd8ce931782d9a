import type { Vintage } from '@boussole/schema';

/** A read-only map that holds nothing of its own: its values are worked out when they are asked. */
export abstract class View<V> implements ReadonlyMap<string, V> {
  #size: number | undefined;

  abstract get(key: string): V | undefined;
  abstract keys(): MapIterator<string>;

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  get size(): number {
    if (this.#size === undefined) {
      this.#size = 0;
      for (const _ of this.keys()) this.#size++;
    }
    return this.#size;
  }

  *entries(): MapIterator<[string, V]> {
    for (const key of this.keys()) yield [key, this.get(key)!]; // its own key
  }

  *values(): MapIterator<V> {
    for (const key of this.keys()) yield this.get(key)!; // its own key
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this) visit(value, key, this);
  }
}

/** Another map, each of whose values is turned into another. */
export class Mapped<From, To> extends View<To> {
  readonly #source: ReadonlyMap<string, From>;
  readonly #turn: (value: From, key: string) => To;

  constructor(source: ReadonlyMap<string, From>, turn: (value: From, key: string) => To) {
    super();
    this.#source = source;
    this.#turn = turn;
  }

  get(key: string): To | undefined {
    const value = this.#source.get(key);
    return value === undefined ? undefined : this.#turn(value, key);
  }

  override has(key: string): boolean {
    return this.#source.has(key);
  }

  keys(): MapIterator<string> {
    return this.#source.keys();
  }
}

interface Dated {
  readonly cog: Vintage | readonly Vintage[];
}

/**
 * Rows of yearly lists by key, in the order in which they come, all vintages in one index: nearly all rows of a list are those of the list
 * before. Of two rows of a vintage that have the same key the last counts.
 */
export class DatedRows<Row extends Dated> {
  /** Every row by key, whatever its vintages. */
  readonly byKey: ReadonlyMap<string, readonly Row[]>;

  constructor(rows: Iterable<Row>, keyOf: (row: Row) => string) {
    const byKey = new Map<string, Row[]>();
    const vintages = new Set<Vintage>();
    for (const row of rows) {
      const key = keyOf(row);
      const others = byKey.get(key);
      if (others) others.push(row);
      else byKey.set(key, [row]);
      if (typeof row.cog === 'number') vintages.add(row.cog);
      else for (const vintage of row.cog) vintages.add(vintage);
    }
    this.byKey = byKey;
    this.vintages = [...vintages].sort((left, right) => left - right);
  }

  /** Ascending. */
  readonly vintages: readonly Vintage[];

  /** The rows of one vintage. */
  at(vintage: Vintage): ReadonlyMap<string, Row> {
    return new OneVintage(this, vintage);
  }

  /** Whether this is the only row of its key, in all vintages. */
  isConstant(rows: readonly Row[]): boolean {
    const { cog } = rows[0]!; // a key has at least one row
    return rows.length === 1 && (typeof cog === 'number' ? 1 : cog.length) === this.vintages.length;
  }
}

class OneVintage<Row extends Dated> extends View<Row> {
  readonly #dated: DatedRows<Row>;
  readonly #vintage: Vintage;
  readonly #isListed: boolean;

  constructor(dated: DatedRows<Row>, vintage: Vintage) {
    super();
    this.#dated = dated;
    this.#vintage = vintage;
    this.#isListed = dated.vintages.includes(vintage);
  }

  get(key: string): Row | undefined {
    const rows = this.#dated.byKey.get(key);
    return rows && this.#rowOf(rows);
  }

  *keys(): MapIterator<string> {
    for (const [key, rows] of this.#dated.byKey) if (this.#rowOf(rows) !== undefined) yield key;
  }

  override *entries(): MapIterator<[string, Row]> {
    for (const [key, rows] of this.#dated.byKey) {
      const row = this.#rowOf(rows);
      if (row !== undefined) yield [key, row];
    }
  }

  override *values(): MapIterator<Row> {
    for (const rows of this.#dated.byKey.values()) {
      const row = this.#rowOf(rows);
      if (row !== undefined) yield row;
    }
  }

  #rowOf(rows: readonly Row[]): Row | undefined {
    if (!this.#isListed) return undefined;
    if (this.#dated.isConstant(rows)) return rows[0];
    return rows.findLast(({ cog }) => (typeof cog === 'number' ? cog === this.#vintage : cog.includes(this.#vintage)));
  }
}
