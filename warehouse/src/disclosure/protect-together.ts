import { KnownSum } from './attack.ts';
import { solve } from './determined.ts';
import { NOT_NEGATIVE } from './equation.ts';
import { type LinkedMeasures, tableOf } from './linked-measures.ts';
import { narrow } from './narrow.ts';
import { narrowTogether, type Solver } from './pinned.ts';
import { protect } from './protect.ts';

/**
 * Cells that must not be known, and that a reader of all the measures together works out exactly: by algebra, and by what may be known of each
 * that is hidden, sum by sum; with a solver, over all sums at once.
 */
export function attackTogether(
  linked: LinkedMeasures,
  hidden: ReadonlySet<number> = new Set(),
  solver?: Solver,
): readonly number[] {
  const unknown = new Map<number, number>();
  const toEquation = (total: number, parts: readonly number[]): KnownSum => {
    const sum = new KnownSum();
    const take = (cell: number, coefficient: 1 | -1): void => {
      const { value, error } = linked.cells[cell]!;
      if (value !== undefined && !hidden.has(cell)) {
        sum.take(value, coefficient, error);
        return;
      }
      const number = unknown.get(cell) ?? unknown.size;
      unknown.set(cell, number);
      sum.terms.set(number, coefficient);
    };
    for (const part of parts) take(part, 1);
    take(total, -1);
    return sum;
  };
  const isOpen = ({ terms }: KnownSum): boolean => terms.size > 0;
  const tables = linked.measures.map(({ linked: { table } }, index) => {
    const start = linked.starts[index]!;
    return table.aggregates
      .map(({ leaves }, place) => {
        const parts = leaves.map((leaf) => start.leaves + leaf);
        return toEquation(start.aggregates + place, parts);
      })
      .filter(isOpen);
  });
  const links = linked.identities.map(({ total, parts }) => toEquation(total, parts)).filter(isOpen);
  const equations = [...tables.flat(), ...links];
  const cells = [...unknown.keys()];
  const boundsOf = (number: number) => linked.cells[cells[number]!]!.bounds ?? NOT_NEGATIVE;
  const bounds = solver
    ? narrowTogether(solver, cells.length, { tables, links }, boundsOf)
    : narrow(cells.length, equations, boundsOf);
  const found = solve(cells.length, equations, bounds, boundsOf);
  return cells.filter((cell, number) => found.has(number) && (hidden.has(cell) || linked.cells[cell]!.secret));
}

/**
 * Hides as many cells as it takes for none that is secret to be worked out from all measures together. Each table is closed by itself; then,
 * for what an identity still tells, a companion is hidden in the same territory, in the measure that hides the most already, so that one
 * measure comes to mirror the other; then the tables are closed again. What only all sums at once tell comes last.
 */
export function protectTogether(linked: LinkedMeasures, solver?: Solver): ReadonlySet<number> {
  const hidden = new Set<number>();
  const companions = new Companions(linked, hidden);
  let open = new Set(linked.measures.keys());
  for (;;) {
    for (const table of open) closeTable(linked, table, hidden);
    let disclosed = attackTogether(linked, hidden);
    if (disclosed.length === 0 && solver) disclosed = attackTogether(linked, hidden, solver);
    if (disclosed.length === 0) return hidden;
    const before = hidden.size;
    open = companions.cover(disclosed);
    if (hidden.size === before)
      throw new RangeError('expected a figure to hide beside each that others tell, but got none');
  }
}

function closeTable(linked: LinkedMeasures, table: number, hidden: Set<number>): void {
  const start = linked.starts[table]!;
  const { leaves, aggregates } = protect(tableOf(linked, table, hidden));
  for (const leaf of leaves) hidden.add(start.leaves + leaf);
  for (const aggregate of aggregates) hidden.add(start.aggregates + aggregate);
}

/** Chooses what to hide beside cells that identities tell. */
class Companions {
  readonly #linked: LinkedMeasures;
  readonly #hidden: Set<number>;
  /** Identities that name each cell. */
  readonly #around = new Map<number, number[]>();

  constructor(linked: LinkedMeasures, hidden: Set<number>) {
    this.#linked = linked;
    this.#hidden = hidden;
    linked.identities.forEach(({ total, parts }, identity) => {
      for (const cell of [total, ...parts]) {
        const around = this.#around.get(cell);
        if (around) around.push(identity);
        else this.#around.set(cell, [identity]);
      }
    });
  }

  /**
   * Hides a companion of each cell, once in each identity; where none has one, what is shown nearest to each. Answers the tables in which something
   * was hidden.
   */
  cover(disclosed: readonly number[]): Set<number> {
    const tables = this.#coverBeside(disclosed);
    if (tables.size > 0) return tables;
    for (const cell of disclosed) {
      const nearest = this.#nearest(cell);
      if (nearest === undefined) continue;
      this.#hidden.add(nearest);
      tables.add(this.#linked.cells[nearest]!.table);
    }
    return tables;
  }

  #coverBeside(disclosed: readonly number[]): Set<number> {
    const counts = this.#hiddenByTable();
    const touched = new Set<number>();
    const tables = new Set<number>();
    for (const cell of disclosed) {
      const around = this.#around.get(cell) ?? [];
      if (around.some((identity) => touched.has(identity))) continue;
      const companion = this.#inIdentities(around, counts) ?? this.#inTable(cell);
      if (companion === undefined) continue;
      this.#hidden.add(companion);
      tables.add(this.#linked.cells[companion]!.table);
      for (const identity of [...around, ...(this.#around.get(companion) ?? [])]) touched.add(identity);
    }
    return tables;
  }

  /** The best cell to hide in the identity that hides least; a part before a total, and what is not zero before all. */
  #inIdentities(identities: readonly number[], counts: readonly number[]): number | undefined {
    const open = identities
      .map((identity) => this.#linked.identities[identity]!)
      .map(({ total, parts }) => ({ total, shown: [total, ...parts].filter((cell) => this.#isShown(cell)), parts }))
      .filter(({ shown }) => shown.length > 0)
      .sort((a, b) => a.parts.length - a.shown.length - (b.parts.length - b.shown.length));
    const [least] = open;
    if (!least) return undefined;
    const rank = (cell: number): readonly number[] => {
      const { value = 0, weight = value, table, told = false } = this.#linked.cells[cell]!;
      return [Number(value === 0), Number(told), Number(cell === least.total), -counts[table]!, weight, cell];
    };
    return least.shown.map((cell) => ({ cell, rank: rank(cell) })).sort((a, b) => compare(a.rank, b.rank))[0]!.cell;
  }

  /** The smallest sum shown that holds a leaf, or the smallest leaf shown of a sum. */
  #inTable(cell: number): number | undefined {
    return this.#smallestShown(this.#besideInTable(cell));
  }

  /** The smallest cell shown that the fewest sums and identities part from a cell. */
  #nearest(cell: number): number | undefined {
    const met = new Set([cell]);
    for (let edge: readonly number[] = [cell]; edge.length > 0; ) {
      const next: number[] = [];
      for (const from of edge) {
        const named = (this.#around.get(from) ?? []).flatMap((identity) => {
          const { total, parts } = this.#linked.identities[identity]!;
          return [total, ...parts];
        });
        for (const to of [...this.#besideInTable(from), ...named]) {
          if (met.has(to)) continue;
          met.add(to);
          next.push(to);
        }
      }
      const shown = this.#smallestShown(next);
      if (shown !== undefined) return shown;
      edge = next;
    }
    return undefined;
  }

  /** Sums that hold a leaf, or leaves of a sum. */
  #besideInTable(cell: number): readonly number[] {
    const { cells, measures, starts } = this.#linked;
    const { table, kind, place } = cells[cell]!;
    const { aggregates } = measures[table]!.linked.table;
    const start = starts[table]!;
    if (kind === 'aggregate') return aggregates[place]!.leaves.map((leaf) => start.leaves + leaf);
    return aggregates.flatMap(({ leaves }, sum) =>
      kind === 'leaf' && leaves.includes(place) ? [start.aggregates + sum] : [],
    );
  }

  /** What is not zero before all. */
  #smallestShown(among: readonly number[]): number | undefined {
    const sizeOf = (cell: number): number => {
      const { value = 0, weight = value, told } = this.#linked.cells[cell]!;
      if (value === 0) return Number.POSITIVE_INFINITY;
      return told ? Number.MAX_VALUE : weight;
    };
    return among.filter((cell) => this.#isShown(cell)).sort((a, b) => sizeOf(a) - sizeOf(b) || a - b)[0];
  }

  #isShown(cell: number): boolean {
    return this.#linked.cells[cell]!.value !== undefined && !this.#hidden.has(cell);
  }

  #hiddenByTable(): readonly number[] {
    const counts = this.#linked.measures.map(() => 0);
    this.#linked.cells.forEach(({ table, secret }, cell) => {
      if (secret || this.#hidden.has(cell)) counts[table]!++;
    });
    return counts;
  }
}

function compare(left: readonly number[], right: readonly number[]): number {
  const place = left.findIndex((value, index) => value !== right[index]);
  return place < 0 ? 0 : left[place]! - right[place]!;
}
