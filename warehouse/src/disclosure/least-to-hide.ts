import type { ModelData } from 'highs';
import type { Findings } from './attack-together.ts';
import { type Bounds, NOT_NEGATIVE, NOTHING } from './equation.ts';
import type { LinkedCell, LinkedMeasures } from './linked-measures.ts';
import type { Solver } from './pinned.ts';

/** How cells may be hidden for others. */
export interface Means {
  /** What to hide a cell that is shown costs; undefined where it stays as it is. */
  costOf(cell: number): number | undefined;
  /** Whether a figure that may go both ways goes up: of two that are told, one may have to go down for the other. */
  readonly rises: boolean;
  /** Whether figures may move whatever they are, so that the choice tells nothing of them. */
  readonly isBlind: boolean;
}

/** What it is worth that a cell is told no more: more than any cell costs. */
const WORTH = 1e6;
/** Where the solver gives up: not by the clock, so that the same files always give the same publication. A national table takes a hundredth. */
const ITERATIONS = 5_000_000;

/**
 * Finds the cells shown that are to be hidden for as many as can be of those that are told to be told no more, at the least cost.
 *
 * A cell is not told when another world explains what is shown: figures move, those hidden already for nothing, those shown at a cost, and every
 * sum stays what it is. One linear programme moves all the cells that are told at once. A hidden figure that bounds leave at one of its ends
 * moves away from it; one that is shown does not move below what would still be known of it, and a zero, which would be known for one, does not
 * move at all.
 */
export function leastToHide(
  solver: Solver,
  linked: LinkedMeasures,
  hidden: ReadonlySet<number>,
  { told, bounds }: Findings,
  { costOf, rises, isBlind }: Means,
): readonly number[] {
  const programme = new Programme(linked);
  const isTold = new Set(told);
  for (const [place, cell] of linked.cells.entries()) {
    const cost = costOf(place);
    if (cost === undefined) continue;
    if (cell.value === undefined || hidden.has(place)) {
      const way = wayOf(cell, isBlind ? undefined : bounds.get(place));
      if (way && isTold.has(place)) programme.addTold(place, way, rises);
      else if (way) programme.add(place, way, 0);
    } else if (cell.value !== 0) {
      programme.add(place, UPWARDS, cost);
      if (isBlind || cell.value > (cell.bounds?.lower ?? 0)) programme.add(place, DOWNWARDS, -cost);
    }
  }
  return programme.solve(solver).filter((place) => linked.cells[place]!.value !== undefined && !hidden.has(place));
}

const UPWARDS: Bounds = { lower: 0, upper: Number.POSITIVE_INFINITY };
const DOWNWARDS: Bounds = { lower: Number.NEGATIVE_INFINITY, upper: 0 };

/** Where a figure that is not shown may move; undefined when it cannot. */
function wayOf({ bounds: { lower, upper } = NOT_NEGATIVE }: LinkedCell, known: Bounds | undefined): Bounds | undefined {
  const isPinned = known !== undefined && known.upper - known.lower <= NOTHING;
  const isLeast = isPinned && known.lower <= lower + NOTHING;
  const isMost = isPinned && known.upper >= upper - NOTHING;
  if (isLeast && isMost) return undefined;
  return { lower: isLeast ? 0 : DOWNWARDS.lower, upper: isMost ? 0 : UPWARDS.upper };
}

/** Rows are sums and identities, those that hold something that may move; columns are figures that may move. */
class Programme {
  readonly #rowsOf: readonly (readonly [row: number, coefficient: number][])[];
  readonly #rows = new Map<number, number>();
  readonly #places: number[] = [];
  readonly #ways: Bounds[] = [];
  readonly #costs: number[] = [];

  constructor({ cells, measures, starts, identities }: LinkedMeasures) {
    const rowsOf: [number, number][][] = cells.map(() => []);
    let row = 0;
    const addRow = (total: number, parts: Iterable<number>): void => {
      for (const part of parts) rowsOf[part]!.push([row, 1]);
      rowsOf[total]!.push([row, -1]);
      row++;
    };
    for (const [table, { linked }] of measures.entries()) {
      const start = starts[table]!;
      for (const [place, { leaves }] of linked.table.aggregates.entries()) {
        const parts = leaves.map((leaf) => start.leaves + leaf);
        addRow(start.aggregates + place, parts);
      }
    }
    for (const { total, parts } of identities) addRow(total, parts);
    this.#rowsOf = rowsOf;
  }

  add(place: number, way: Bounds, cost: number): void {
    this.#places.push(place);
    this.#ways.push(way);
    this.#costs.push(cost);
    for (const [row] of this.#rowsOf[place]!) if (!this.#rows.has(row)) this.#rows.set(row, this.#rows.size);
  }

  /** The first unit of its move is worth something; it may move further. */
  addTold(place: number, { lower, upper }: Bounds, rises: boolean): void {
    if (upper > 0 && (rises || lower === 0)) {
      this.add(place, { lower: 0, upper: 1 }, -WORTH);
      this.add(place, UPWARDS, 0);
    } else {
      this.add(place, { lower: -1, upper: 0 }, WORTH);
      this.add(place, DOWNWARDS, 0);
    }
  }

  /** Cells that move; none when the solver is at a loss. */
  solve(solver: Solver): readonly number[] {
    if (this.#places.length === 0) return [];
    return solver.withModel(this.#data(solver), (model) => {
      model.options.set({ output_flag: false, simplex_iteration_limit: ITERATIONS });
      model.run();
      if (model.getModelStatus() !== solver.constants.modelStatus.optimal) return [];
      const { colValue } = model.getSolution();
      return [...new Set(this.#places.filter((_, column) => Math.abs(colValue[column]!) > NOTHING))];
    });
  }

  #data(solver: Solver): ModelData {
    const starts = [0];
    const indices: number[] = [];
    const values: number[] = [];
    for (const place of this.#places) {
      for (const [row, coefficient] of this.#rowsOf[place]!) {
        indices.push(this.#rows.get(row)!); // named when the column was added
        values.push(coefficient);
      }
      starts.push(indices.length);
    }
    const [numCols, numRows] = [this.#places.length, this.#rows.size];
    const finite = (value: number): number => Math.max(-solver.infinity, Math.min(value, solver.infinity));
    const none = new Float64Array(numRows);
    return {
      numCols,
      numRows,
      sense: solver.constants.objectiveSense.minimize,
      colCost: this.#costs,
      colLower: this.#ways.map(({ lower }) => finite(lower)),
      colUpper: this.#ways.map(({ upper }) => finite(upper)),
      rowLower: none,
      rowUpper: none,
      matrix: { format: 'csc', numRows, numCols, starts, indices, values },
    };
  }
}
