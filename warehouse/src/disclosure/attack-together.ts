import { KnownSum } from './attack.ts';
import { solve } from './determined.ts';
import { type Bounds, NOT_NEGATIVE } from './equation.ts';
import type { LinkedMeasures } from './linked-measures.ts';
import { narrow } from './narrow.ts';
import { narrowTogether, type Solver } from './pinned.ts';

/** What a reader of all the measures together works out. */
export interface Findings {
  /** Cells that must not be known, and that are. */
  readonly told: readonly number[];
  /** Between what each cell that is not shown is then known to be. */
  readonly bounds: ReadonlyMap<number, Bounds>;
}

/**
 * Cells that must not be known, and that a reader of all the measures together works out exactly: by algebra, and by what may be known of each
 * that is hidden, sum by sum; with a solver, over all sums at once.
 */
export function attackTogether(
  linked: LinkedMeasures,
  hidden: ReadonlySet<number> = new Set(),
  solver?: Solver,
): readonly number[] {
  return investigate(linked, hidden, solver).told;
}

/** The same, with all that is known of what is not shown. */
export function investigate(linked: LinkedMeasures, hidden: ReadonlySet<number>, solver?: Solver): Findings {
  return findBy(linked, hidden, (cell) => linked.cells[cell]!.bounds ?? NOT_NEGATIVE, solver);
}

/** What algebra alone tells: it depends on which figures are shown, and not on what they are. */
export function investigateSums(linked: LinkedMeasures, hidden: ReadonlySet<number>): Findings {
  return findBy(linked, hidden, () => ANYTHING);
}

const ANYTHING: Bounds = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

function findBy(
  linked: LinkedMeasures,
  hidden: ReadonlySet<number>,
  boundsOfCell: (cell: number) => Bounds,
  solver?: Solver,
): Findings {
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
  const boundsOf = (number: number): Bounds => boundsOfCell(cells[number]!);
  const narrowed = solver
    ? narrowTogether(solver, cells.length, { tables, links }, boundsOf)
    : narrow(cells.length, equations, boundsOf);
  const found = solve(cells.length, equations, narrowed, boundsOf);
  const { lower, upper } = narrowed;
  return {
    told: cells.filter((cell, number) => found.has(number) && (hidden.has(cell) || linked.cells[cell]!.secret)),
    bounds: new Map(cells.map((cell, number) => [cell, { lower: lower[number]!, upper: upper[number]! }])),
  };
}
