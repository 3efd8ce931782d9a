import { attack, type LinkedTable, type Suppression } from './attack.ts';

/**
 * Hides as much more as it takes for no secret figure to be worked out from the others. Sums are nodes and each figure is an edge between
 * the two smallest sums that hold it: a hidden figure can be worked out when no cycle of hidden figures goes through it, so the cheapest
 * cycle is closed. Hiding a sum ties it to a node that nothing tells.
 */
export function protect(table: LinkedTable): Suppression {
  const hidden: Hiding = { leaves: new Set(), aggregates: new Set() };
  const ground = new Ground(table);
  for (;;) {
    const disclosed = attack(table, hidden);
    if (disclosed.leaves.length + disclosed.aggregates.length === 0) return hidden;
    const round = new Round(table, hidden, ground);
    for (const leaf of disclosed.leaves) round.coverLeaf(leaf);
    for (const aggregate of disclosed.aggregates) round.coverAggregate(aggregate);
    if (!round.changed)
      throw new RangeError('expected a figure to hide beside each that can be worked out, but got none');
  }
}

interface Hiding {
  readonly leaves: Set<number>;
  readonly aggregates: Set<number>;
}

/** Figures between the same two sums: they cost nothing to a cycle when one of them is hidden already. */
interface Edge {
  readonly ends: readonly [number, number];
  unknown: number;
  /** The smallest of those shown that are not zero. */
  leaf: number | undefined;
}

/** The node of what nothing tells. */
const GROUND = -1;
const LEAF_COST = 1;
const UNKNOWN_SIZE = 1e300;
/** Hiding a sum leaves those around it to be covered too: longer cycles of figures come first. */
const SUM_COST = 50;
/** What an earlier publication shows is hidden only where there is nothing else to hide. */
const TOLD_COST = 500;

/** One pass over the figures that can be worked out. */
class Round {
  readonly #table: LinkedTable;
  readonly #hidden: Hiding;
  readonly #ground: Ground;
  readonly #edges = new Map<string, Edge>();
  readonly #around = new Map<number, Edge[]>();
  /** Nodes of the cycles that this round closed: what they hold is looked at again in the next. */
  readonly #touched = new Set<number>();
  changed = false;

  constructor(table: LinkedTable, hidden: Hiding, ground: Ground) {
    this.#table = table;
    this.#hidden = hidden;
    this.#ground = ground;
    table.leaves.forEach((_, leaf) => {
      this.#addEdge(leaf);
    });
  }

  /** Closes a cycle through a leaf; failing that, hides the smallest sum that tells it. */
  coverLeaf(leaf: number): void {
    if (this.#hideTwins(leaf)) return;
    const sums = this.#shownSums(leaf);
    if (sums.some((sum) => this.#touched.has(sum))) return;
    for (const [index, from] of sums.entries()) {
      const path = this.#path(leaf, from, sums[index + 1] ?? GROUND);
      if (path && this.#close(path)) {
        this.#touched.add(from);
        return;
      }
    }
    const beside = this.#leafBeside(sums);
    const untold = sums.find((sum) => !this.#isSumTold(sum));
    if (beside === undefined || (this.#table.leaves[beside]!.told && untold !== undefined))
      this.#hideSum(untold ?? sums[0]);
    else this.#hideLeaf(beside);
    for (const sum of sums) this.#touched.add(sum);
  }

  /** The smallest leaf shown of the smallest sum that has one: what bounds tell is hidden by one more figure of the same sum. */
  #leafBeside(sums: readonly number[]): number | undefined {
    for (const sum of sums) {
      const shown = this.#table.aggregates[sum]!.leaves.filter(
        (leaf) => this.#isShown(leaf) && this.#valueOf(leaf) > 0,
      );
      if (shown.length > 0) return shown.sort((a, b) => this.#rank(a) - this.#rank(b))[0];
    }
    return undefined;
  }

  /**
   * Covers a hidden sum that is worked out: by a figure of it when all are shown; else by another sum, within it or beside it, as hiding
   * figures changes nothing for a sum that sums tell.
   */
  coverAggregate(aggregate: number): void {
    const { leaves } = this.#table.aggregates[aggregate]!;
    if (leaves.some((leaf) => this.#shownSums(leaf).some((sum) => this.#touched.has(sum)))) return;
    const shown = leaves.filter((leaf) => this.#isShown(leaf)).sort((a, b) => this.#rank(a) - this.#rank(b));
    const isTold = shown.length === leaves.length;
    const sum = isTold ? undefined : this.#sumNear(aggregate);
    const [first] = shown;
    const around = leaves.flatMap((leaf) => this.#shownSums(leaf)[0] ?? [])[0];
    if (sum !== undefined) this.#hideSum(sum);
    else if (first !== undefined && (this.#valueOf(first) > 0 || around === undefined)) this.#hideLeaf(first);
    else this.#hideSum(around);
  }

  /** A sum shown that holds a hidden figure: one of those that make up a sum while none of them is hidden, else one that goes beyond it. */
  #sumNear(aggregate: number): number | undefined {
    const { leaves } = this.#table.aggregates[aggregate]!;
    const sizeOf = (sum: number): number => this.#table.aggregates[sum]!.leaves.length;
    const sumsOf = leaves.map((leaf) => this.#ground.sumsOf(leaf));
    const within = new Set(sumsOf.flatMap((sums) => sums.findLast((sum) => sizeOf(sum) < leaves.length) ?? []));
    const beyond = new Set(sumsOf.flatMap((sums) => sums.find((sum) => sizeOf(sum) > leaves.length) ?? []));
    const isShown = (sum: number): boolean => this.#ground.same(sum).some((one) => this.#isSumShown(one));
    const toldLast = (sum: number): number => Number(this.#isSumTold(sum));
    const holdsHidden = (sum: number): boolean =>
      this.#table.aggregates[sum]!.leaves.some((leaf) => !this.#isShown(leaf));
    const smallest = (sums: ReadonlySet<number>): number | undefined =>
      [...sums]
        .filter((sum) => isShown(sum) && holdsHidden(sum))
        .sort((one, other) => toldLast(one) - toldLast(other) || sizeOf(one) - sizeOf(other) || one - other)[0];
    return [...within].every(isShown) ? smallest(within) : (smallest(beyond) ?? smallest(within));
  }

  #addEdge(leaf: number): void {
    const [from, to = GROUND] = this.#shownSums(leaf);
    if (from === undefined) return;
    const key = `${from} ${to}`;
    let edge = this.#edges.get(key);
    if (!edge) {
      edge = { ends: [from, to], unknown: 0, leaf: undefined };
      this.#edges.set(key, edge);
      for (const end of edge.ends) {
        const around = this.#around.get(end);
        if (around) around.push(edge);
        else this.#around.set(end, [edge]);
      }
    }
    if (!this.#isShown(leaf)) edge.unknown++;
    else if (this.#valueOf(leaf) > 0 && (edge.leaf === undefined || this.#rank(leaf) < this.#rank(edge.leaf))) {
      edge.leaf = leaf;
    }
  }

  /** Sums that are shown and hold a leaf, smallest first. */
  #shownSums(leaf: number): readonly number[] {
    return this.#ground.sumsOf(leaf).filter((sum) => this.#ground.same(sum).some((one) => this.#isSumShown(one)));
  }

  #isSumShown(aggregate: number): boolean {
    return this.#table.aggregates[aggregate]!.value !== undefined && !this.#hidden.aggregates.has(aggregate);
  }

  /** Hides what shows a leaf once more, in another vintage; false when nothing does. */
  #hideTwins(leaf: number): boolean {
    const twins = this.#ground.twins(leaf).filter((twin) => this.#isSumShown(twin));
    for (const twin of twins) this.#hidden.aggregates.add(twin);
    if (twins.length > 0) this.changed = true;
    return twins.length > 0;
  }

  /** The cheapest way from one sum to another that does not go through the leaf itself: edges to hide, and sums to tie to the ground. */
  #path(leaf: number, from: number, to: number): readonly (Edge | number)[] | undefined {
    const [first, second = GROUND] = this.#shownSums(leaf);
    const own = this.#edges.get(`${first} ${second}`);
    const reached = new Map<number, { readonly cost: number; readonly before?: number; readonly by?: Edge | number }>();
    reached.set(from, { cost: 0 });
    // Costs are small whole numbers: nodes wait by cost.
    const waiting: number[][] = [[from]];
    const reach = (node: number, cost: number, before: number, by: Edge | number): void => {
      if ((reached.get(node)?.cost ?? Number.POSITIVE_INFINITY) <= cost) return;
      reached.set(node, { cost, before, by });
      while (waiting.length <= cost) waiting.push([]);
      waiting[cost]!.push(node);
    };
    for (let cost = 0; cost < waiting.length && !(reached.get(to)?.cost === cost - 1); cost++) {
      for (let node = waiting[cost]!.pop(); node !== undefined; node = waiting[cost]!.pop()) {
        if (reached.get(node)!.cost < cost) continue;
        for (const edge of this.#around.get(node) ?? []) {
          const more = this.#costOf(edge, own);
          if (more !== undefined) reach(edge.ends[0] === node ? edge.ends[1] : edge.ends[0], cost + more, node, edge);
        }
        if (node !== GROUND) reach(GROUND, cost + (this.#isSumTold(node) ? TOLD_COST : SUM_COST), node, node);
      }
    }
    const path: (Edge | number)[] = [];
    for (let node = to; node !== from; ) {
      const step = reached.get(node);
      if (step?.by === undefined) return undefined;
      path.push(step.by);
      node = step.before!; // a node reached by something has a node before it
    }
    return path;
  }

  #costOf(edge: Edge, own: Edge | undefined): number | undefined {
    const { unknown, leaf: shown } = edge;
    if (unknown > (edge === own ? 1 : 0)) return 0;
    if (shown === undefined) return undefined;
    return this.#table.leaves[shown]!.told ? TOLD_COST : LEAF_COST;
  }

  /** Hides what a path asks for; false when all of it was hidden already. */
  #close(path: readonly (Edge | number)[]): boolean {
    let hides = false;
    for (const step of path) {
      if (typeof step === 'number') {
        this.#hideSum(step);
        hides = true;
      } else if (step.unknown <= 1 && step.leaf !== undefined && this.#isShown(step.leaf)) {
        this.#hideLeaf(step.leaf);
        hides = true;
      }
    }
    return hides;
  }

  #hideLeaf(leaf: number): void {
    this.#hidden.leaves.add(leaf);
    this.#hideTwins(leaf);
    this.changed = true;
  }

  #hideSum(sum: number | undefined): void {
    if (sum === undefined) return;
    for (const same of this.#ground.same(sum)) {
      if (this.#table.aggregates[same]!.value !== undefined) this.#hidden.aggregates.add(same);
    }
    this.#touched.add(sum);
    this.changed = true;
  }

  #isShown(leaf: number): boolean {
    return this.#table.leaves[leaf]!.value !== undefined && !this.#hidden.leaves.has(leaf);
  }

  #valueOf(leaf: number): number {
    return this.#table.leaves[leaf]!.value ?? 0;
  }

  #isSumTold(sum: number): boolean {
    return this.#ground.same(sum).some((one) => this.#table.aggregates[one]!.told && this.#isSumShown(one));
  }

  /** The smallest first, then what is told already, zeros last. The choice tells nothing of a figure where something else is known of its size. */
  #rank(leaf: number): number {
    const value = this.#valueOf(leaf);
    const { weight = value, told } = this.#table.leaves[leaf]!;
    if (value === 0) return Number.POSITIVE_INFINITY;
    return told ? Number.MAX_VALUE : Math.min(weight, UNKNOWN_SIZE);
  }
}

/** Which sums hold which leaves. Sums of the same leaves, as of an EPCI in two vintages, are one, told by the first of them. */
class Ground {
  readonly #sumsOf = new Map<number, number[]>();
  readonly #twins = new Map<number, number[]>();
  readonly #same = new Map<number, number[]>();

  constructor({ aggregates }: LinkedTable) {
    const first = new Map<string, number>();
    for (const [index, { leaves }] of aggregates.entries()) {
      const [only] = leaves;
      if (only !== undefined && leaves.length === 1) {
        push(this.#twins, only, index);
        continue;
      }
      const key = leaves.toSorted((a, b) => a - b).join(' ');
      const same = first.get(key) ?? index;
      first.set(key, same);
      push(this.#same, same, index);
      if (same === index) for (const leaf of leaves) push(this.#sumsOf, leaf, index);
    }
    const size = (sum: number): number => aggregates[sum]!.leaves.length;
    for (const sums of this.#sumsOf.values()) sums.sort((a, b) => size(a) - size(b) || a - b);
  }

  /** Sums of several leaves that hold a leaf, smallest first. */
  sumsOf(leaf: number): readonly number[] {
    return this.#sumsOf.get(leaf) ?? [];
  }

  /** Sums of that leaf alone. */
  twins(leaf: number): readonly number[] {
    return this.#twins.get(leaf) ?? [];
  }

  /** All the sums of the same leaves as one of them. */
  same(sum: number): readonly number[] {
    return this.#same.get(sum) ?? [];
  }
}

function push(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
