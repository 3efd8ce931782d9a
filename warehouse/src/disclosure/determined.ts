import { type Classes, toClasses } from './classes.ts';
import { type Bounds, type Equation, isTold, NOTHING } from './equation.ts';
import { type Narrowed, narrow } from './narrow.ts';

/** A prime whose products stay exact: unknowns with whole coefficients are told apart as over the rationals, but for one chance in 10^7. */
const PRIME = 67_108_859;

/**
 * Finds the unknowns, numbered from 0 to `count` - 1, that a reader who knows the equations, and bounds of each unknown, can work out exactly: by
 * narrowing bounds, then by algebra. None is negative where `boundsOf` tells nothing else.
 */
export function determined(
  count: number,
  equations: readonly Equation[],
  boundsOf?: (unknown: number) => Bounds,
): ReadonlySet<number> {
  return solve(count, equations, narrow(count, equations, boundsOf), boundsOf);
}

/** Works out what narrowed bounds leave: those that are told by them, and those that algebra tells of the rest, rounded or not. */
export function solve(
  count: number,
  equations: readonly Equation[],
  { lower, upper }: Narrowed,
  boundsOf?: (unknown: number) => Bounds,
): ReadonlySet<number> {
  const found = new Set<number>();
  const fixed = new Set<number>();
  for (let unknown = 0; unknown < count; unknown++) {
    const [low, high] = [lower[unknown]!, upper[unknown]!];
    if (high - low <= NOTHING) fixed.add(unknown);
    const before = boundsOf?.(unknown);
    if (isTold({ lower: low, upper: high, rounding: before?.rounding }) && !(before && isTold(before)))
      found.add(unknown);
  }
  const rest = equations.map(({ terms }) => ({ terms: without(terms, fixed) }));
  const classes = toClasses(count, rest);
  const solved = eliminate(rest.map(({ terms }) => collapse(terms, classes)));
  for (const [representative, members] of classes.members) {
    if (members.length === 1 && solved.has(representative)) found.add(representative);
  }
  return found;
}

/** The terms of unknowns that are not fixed. */
export function without(terms: ReadonlyMap<number, number>, fixed: ReadonlySet<number>): ReadonlyMap<number, number> {
  return new Map([...terms].filter(([unknown]) => !fixed.has(unknown)));
}

function collapse(terms: ReadonlyMap<number, number>, { of }: Classes): Map<number, number> {
  const collapsed = new Map<number, number>();
  for (const [unknown, coefficient] of terms) {
    collapsed.set(of.get(unknown)!, ((coefficient % PRIME) + PRIME) % PRIME); // every unknown of a sum has a class
  }
  return collapsed;
}

/**
 * An unknown has only one value when it is zero in every vector that all equations send to zero. Two vectors drawn from that space tell: each
 * is wrong with one chance in 10^7, and only by calling determined what is not.
 */
function eliminate(rows: readonly Row[]): ReadonlySet<number> {
  const pivots = triangular(rows);
  const [first, second] = [48_271, 69_621].map((seed) => nullVector(pivots, seed));
  return new Set(
    pivots.flatMap(({ unknown }) => (first!.get(unknown) === 0 && second!.get(unknown) === 0 ? [unknown] : [])),
  );
}

/** Coefficients by unknown. */
type Row = Map<number, number>;

interface Pivot {
  readonly unknown: number;
  readonly row: Row;
}

/** Pivots in an order in which no row holds the unknown of an earlier one: the unknown of fewest rows first, by its shortest row. */
function triangular(rows: readonly Row[]): readonly Pivot[] {
  const active = new Active(rows);
  const pivots: Pivot[] = [];
  for (let unknown = active.rarest(); unknown !== undefined; unknown = active.rarest()) {
    const row = active.shortest(unknown);
    active.remove(row);
    for (const other of active.holding(unknown)) active.subtract(other, row, unknown);
    pivots.push({ unknown, row });
  }
  return pivots;
}

/** Rows that are still to be reduced, by the unknowns that they hold. */
class Active {
  readonly #holders = new Map<number, Set<Row>>();
  /** Unknowns by the number of rows that hold them. */
  readonly #byCount: Set<number>[] = [];

  constructor(rows: readonly Row[]) {
    for (const row of rows) for (const unknown of row.keys()) this.#hold(unknown, row);
  }

  rarest(): number | undefined {
    return this.#byCount
      .find((unknowns, count) => count > 0 && unknowns.size > 0)
      ?.values()
      .next().value;
  }

  shortest(unknown: number): Row {
    return this.holding(unknown).reduce((best, row) => (row.size < best.size ? row : best));
  }

  holding(unknown: number): readonly Row[] {
    return [...(this.#holders.get(unknown) ?? [])];
  }

  remove(row: Row): void {
    for (const unknown of row.keys()) this.#release(unknown, row);
  }

  /** Takes as much of `other` from `row` as rids it of `unknown`. */
  subtract(row: Row, other: Row, unknown: number): void {
    const factor = (row.get(unknown)! * inverse(other.get(unknown)!)) % PRIME;
    for (const [key, coefficient] of other) {
      const before = row.get(key);
      const value = ((before ?? 0) + PRIME * PRIME - factor * coefficient) % PRIME;
      if (value === 0) {
        row.delete(key);
        this.#release(key, row);
      } else {
        row.set(key, value);
        if (before === undefined) this.#hold(key, row);
      }
    }
  }

  #hold(unknown: number, row: Row): void {
    const rows = this.#holders.get(unknown) ?? new Set();
    this.#holders.set(unknown, rows);
    this.#byCount[rows.size]?.delete(unknown);
    rows.add(row);
    this.#count(unknown, rows.size);
  }

  #release(unknown: number, row: Row): void {
    const rows = this.#holders.get(unknown)!; // it held that row
    this.#byCount[rows.size]?.delete(unknown);
    rows.delete(row);
    this.#count(unknown, rows.size);
  }

  #count(unknown: number, count: number): void {
    while (this.#byCount.length <= count) this.#byCount.push(new Set());
    this.#byCount[count]!.add(unknown);
  }
}

/** A vector that every row sends to zero, with unknowns that no pivot tells drawn from the seed. */
function nullVector(pivots: readonly Pivot[], seed: number): ReadonlyMap<number, number> {
  const vector = new Map<number, number>();
  let drawn = seed;
  const drawnOf = (unknown: number): number => {
    const known = vector.get(unknown);
    if (known !== undefined) return known;
    drawn = (drawn * seed + 1) % PRIME;
    vector.set(unknown, drawn);
    return drawn;
  };
  for (const { unknown, row } of pivots.toReversed()) {
    let rest = 0;
    for (const [key, coefficient] of row) {
      if (key !== unknown) rest = (rest + coefficient * drawnOf(key)) % PRIME;
    }
    vector.set(unknown, ((PRIME - rest) * inverse(row.get(unknown)!)) % PRIME);
  }
  return vector;
}

/** By Fermat's little theorem. */
function inverse(value: number): number {
  let result = 1;
  let base = value;
  for (let exponent = PRIME - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
}
