import { determined } from './determined.ts';
import { type Bounds, type Equation, NOT_NEGATIVE, type Slack } from './equation.ts';

/** A figure of the lowest level. `value` is undefined when nobody publishes it. */
export interface Leaf {
  readonly value: number | undefined;
  /** Whether what is not known of it must not be worked out; false for what is merely missing. */
  readonly secret: boolean;
  /** What a reader knows of it where it is not shown: that it is not negative, unless told otherwise. */
  readonly bounds?: Bounds | undefined;
  /** How far the true figure may be from the one shown, as it is rounded. */
  readonly error?: Slack | undefined;
  /** What a reader knows of its size, the figure itself aside: the smallest is hidden first. The figure where nothing else is known. */
  readonly weight?: number | undefined;
  /** Whether an earlier publication, which can still be read, shows it: hiding it now would hide nothing. */
  readonly told?: boolean | undefined;
}

/** A figure that is the sum of leaves: an EPCI, a département, a commune that was merged of several. */
export interface Aggregate {
  /** Undefined when it is hidden. */
  readonly value: number | undefined;
  readonly leaves: readonly number[];
  /** What a reader knows of it where it is not shown: that it is not negative, unless told otherwise. */
  readonly bounds?: Bounds | undefined;
  readonly error?: Slack | undefined;
  readonly told?: boolean | undefined;
}

/** All that is published of one measure in one year, at every level that is the sum of another. */
export interface LinkedTable {
  readonly leaves: readonly Leaf[];
  readonly aggregates: readonly Aggregate[];
}

/** Places, in a table, of the figures that are hidden besides those that their source hides. */
export interface Suppression {
  readonly leaves: ReadonlySet<number>;
  readonly aggregates: ReadonlySet<number>;
}

export interface Disclosed {
  readonly leaves: readonly number[];
  readonly aggregates: readonly number[];
}

/** Secret figures that can be worked out exactly by a reader who knows every figure shown, and what may be known of each that is not. */
export function attack(table: LinkedTable, { leaves, aggregates }: Suppression = NOTHING): Disclosed {
  const unknown = new Map<number, number>();
  const numberOf = (key: number): number => {
    const known = unknown.get(key);
    if (known !== undefined) return known;
    unknown.set(key, unknown.size);
    return unknown.size - 1;
  };
  const count = table.leaves.length;
  const equations = table.aggregates.map((aggregate, index): Equation => {
    const sum = new KnownSum();
    for (const leaf of aggregate.leaves) {
      const { value, error } = table.leaves[leaf]!;
      if (value === undefined || leaves.has(leaf)) sum.terms.set(numberOf(leaf), 1);
      else sum.take(value, 1, error);
    }
    if (aggregate.value === undefined || aggregates.has(index)) sum.terms.set(numberOf(count + index), -1);
    else sum.take(aggregate.value, -1, aggregate.error);
    return sum;
  });
  const keys = [...unknown.keys()];
  const cellOf = (key: number): Leaf | Aggregate | undefined => table.leaves[key] ?? table.aggregates[key - count];
  const found = determined(unknown.size, equations, (number) => cellOf(keys[number]!)?.bounds ?? NOT_NEGATIVE);
  const disclosed: { leaves: number[]; aggregates: number[] } = { leaves: [], aggregates: [] };
  for (const [key, number] of unknown) {
    if (!found.has(number)) continue;
    if (key >= count) disclosed.aggregates.push(key - count);
    else if (table.leaves[key]!.secret || leaves.has(key)) disclosed.leaves.push(key);
  }
  return disclosed;
}

/** A sum of unknowns, from which the figures that are shown are taken away one by one. */
export class KnownSum implements Equation {
  readonly terms = new Map<number, number>();
  total = 0;
  readonly slack = { below: 0, above: 0 };

  /** Takes away a figure that counts as much as `coefficient` says; a true one may be further than the one shown. */
  take(value: number, coefficient: 1 | -1, error: Slack | undefined): void {
    this.total -= coefficient * value;
    if (!error) return;
    this.slack.below += coefficient > 0 ? error.above : error.below;
    this.slack.above += coefficient > 0 ? error.below : error.above;
  }
}

const NOTHING: Suppression = { leaves: new Set(), aggregates: new Set() };
