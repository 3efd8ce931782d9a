import { attackTogether } from './attack-together.ts';
import { hideLeast } from './hide-least.ts';
import { type LinkedMeasures, tableOf } from './linked-measures.ts';
import type { Solver } from './pinned.ts';
import { protect } from './protect.ts';

/**
 * Hides cells so that none that is secret is worked out from all measures together: at the least cost with a solver. What that leaves told, as
 * without one, is closed table by table; then, for what an identity still tells, a companion is hidden in the same territory, in the measure that
 * hides the most already, so that one measure comes to mirror the other; then the tables are closed again. What only all sums at once tell comes
 * last.
 */
export function protectTogether(linked: LinkedMeasures, solver?: Solver): ReadonlySet<number> {
  const least = solver && hideLeast(linked, solver);
  if (least?.told.length === 0) return least.hidden;
  const hidden = least?.hidden ?? new Set<number>();
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

  /** The best cell to hide in the identity that hides least; a part before a total. */
  #inIdentities(identities: readonly number[], counts: readonly number[]): number | undefined {
    const open = identities
      .map((identity) => this.#linked.identities[identity]!)
      .map(({ total, parts }) => {
        const all = [total, ...parts];
        const shown = all.filter((cell) => this.#isShown(cell));
        return { total, hides: all.length - shown.length, offers: shown.filter((cell) => !this.#isZero(cell)) };
      })
      .filter(({ offers }) => offers.length > 0)
      .sort((a, b) => a.hides - b.hides);
    const [least] = open;
    if (!least) return undefined;
    const rank = (cell: number): readonly number[] => {
      const { value = 0, weight = value, table, told = false } = this.#linked.cells[cell]!;
      return [Number(told), Number(cell === least.total), -counts[table]!, weight, cell];
    };
    return least.offers.map((cell) => ({ cell, rank: rank(cell) })).sort((a, b) => compare(a.rank, b.rank))[0]!.cell;
  }

  /** The smallest sum shown that holds a leaf, or the smallest leaf shown of a sum. */
  #inTable(cell: number): number | undefined {
    return this.#smallestShown(this.#besideInTable(cell));
  }

  /** The smallest cell shown that the fewest sums and identities part from a cell; zeros, which tell of themselves, where nothing else is shown. */
  #nearest(cell: number): number | undefined {
    let zero: number | undefined;
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
      zero ??= next.find((to) => this.#isShown(to));
      edge = next;
    }
    return zero;
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

  /** Zeros left out. */
  #smallestShown(among: readonly number[]): number | undefined {
    const sizeOf = (cell: number): number => {
      const { value = 0, weight = value, told } = this.#linked.cells[cell]!;
      return told ? Number.MAX_VALUE : weight;
    };
    const offers = among.filter((cell) => this.#isShown(cell) && !this.#isZero(cell));
    return offers.sort((a, b) => sizeOf(a) - sizeOf(b) || a - b)[0];
  }

  #isZero(cell: number): boolean {
    return this.#linked.cells[cell]!.value === 0;
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
