import highs, { type Highs, type ModelData } from 'highs';
import { type Classes, toClasses } from './classes.ts';
import { without } from './determined.ts';
import { type Bounds, type Equation, NOTHING } from './equation.ts';
import { type Narrowed, narrow } from './narrow.ts';

/** Solves linear programmes. */
export type Solver = Highs;

let opened: Promise<Solver> | undefined;

/** Opens the solver: it takes a tenth of a second, the first time that a programme asks for it. */
export function openSolver(): Promise<Solver> {
  // Its declarations are those of its CommonJS build, where the loader is named `default`; imported, it is the module itself.
  const load = highs as unknown as typeof highs.default;
  opened ??= load();
  return opened;
}

/** Unknowns up to which all tables are looked at in one programme: beyond, it would take minutes. */
const AT_ONCE = 12_000;

/**
 * Narrows bounds as far as sums do together, where none does alone: table by table, from one to the other by the sums that link them, and over all
 * sums at once where they are not too many.
 */
export function narrowTogether(
  solver: Solver,
  count: number,
  { tables, links }: { readonly tables: readonly (readonly Equation[])[]; readonly links: readonly Equation[] },
  boundsOf: (unknown: number) => Bounds,
): Narrowed {
  const all = [...tables.flat(), ...links];
  let narrowed = narrow(count, all, boundsOf);
  for (let room = Number.POSITIVE_INFINITY; roomOf(narrowed) < room; ) {
    room = roomOf(narrowed);
    for (const table of tables) narrowed = pin(solver, count, table, narrowed);
    const { lower, upper } = narrowed;
    narrowed = narrow(count, all, (unknown) => ({
      ...boundsOf(unknown),
      lower: lower[unknown]!,
      upper: upper[unknown]!,
    }));
  }
  return links.length > 0 && count <= AT_ONCE ? pin(solver, count, all, narrowed) : narrowed;
}

/** How many unknowns may still be more than one number. */
function roomOf({ lower, upper }: Narrowed): number {
  return upper.reduce((room, most, unknown) => room + Number(most - lower[unknown]! > NOTHING), 0);
}

/**
 * Finds the unknowns that all equations together hold at one of their bounds, where no equation does alone: two counts of at least 1 that make
 * 2 across several sums. Answers the bounds with those unknowns fixed; as they were when the figures do not add up, which proves nothing.
 *
 * One linear programme tells all of them. Each unknown is its lower bound, plus what it has above it; with an upper bound, less what it lacks. The
 * solver makes as many of these as it can at least 1, on a scale that it chooses (Freund, Roundy and Todd, 1985): those that stay at 0 are
 * 0 in every solution. Unknowns of the same sums are taken as one.
 */
function pin(solver: Solver, count: number, equations: readonly Equation[], { lower, upper }: Narrowed): Narrowed {
  const fixed = new Set([...lower.keys()].filter((unknown) => upper[unknown]! - lower[unknown]! <= NOTHING));
  const rest = equations.flatMap((equation) => {
    const terms = without(equation.terms, fixed);
    if (terms.size === 0) return [];
    let { total } = equation;
    for (const [unknown, coefficient] of equation.terms) if (fixed.has(unknown)) total -= coefficient * lower[unknown]!;
    return [{ ...equation, terms, total }];
  });
  const classes = toClasses(count, rest);
  const programme = new Programme(rest, classes, { lower, upper });
  const told = programme.solve(solver);
  if (!told) return { lower, upper };
  const pinned = { lower: lower.slice(), upper: upper.slice() };
  for (const [representative, members] of classes.members) {
    const end = told.get(representative);
    if (end === undefined) continue;
    for (const unknown of members) {
      if (end === 'lower') pinned.upper[unknown] = lower[unknown]!;
      else pinned.lower[unknown] = upper[unknown]!;
    }
  }
  return pinned;
}

type End = 'lower' | 'upper';

/** Columns of a linear programme are found by the sums that name them: rows are equalities, or have room for what roundings leave. */
class Programme {
  readonly #classes: Classes;
  readonly #bounds: Narrowed;
  /** Row and coefficient of each entry, by column. */
  readonly #columns: (readonly [row: number, coefficient: number])[][] = [];
  readonly #mosts: number[] = [];
  readonly #gains: number[] = [];
  #rows = 0;
  /** Column that tells whether a class may leave its bound. */
  readonly #leaves = new Map<number, { readonly lower: number; readonly upper: number | undefined }>();

  constructor(equations: readonly Equation[], classes: Classes, bounds: Narrowed) {
    this.#classes = classes;
    this.#bounds = bounds;
    const scale = this.#addColumn(Number.POSITIVE_INFINITY, 0);
    const columns = new Map<number, readonly number[]>();
    for (const representative of classes.members.keys())
      columns.set(representative, this.#addClass(representative, scale));
    for (const { terms, total, slack } of equations) {
      const row = this.#rows++;
      let rest = total - (slack?.below ?? 0);
      const met = new Set<number>();
      for (const [unknown, coefficient] of terms) {
        rest -= coefficient * bounds.lower[unknown]!;
        const representative = classes.of.get(unknown)!; // every unknown of a sum has a class
        if (met.has(representative)) continue;
        met.add(representative);
        for (const column of columns.get(representative)!) this.#columns[column]!.push([row, coefficient]);
      }
      this.#columns[scale]!.push([row, -rest]);
      const room = (slack?.below ?? 0) + (slack?.above ?? 0);
      if (room > 0) this.#addRoom(row, room, scale);
    }
  }

  /** What its unknowns have above their lower bounds: up to 1 that counts, and the rest. */
  #addClass(representative: number, scale: number): readonly number[] {
    const counts = this.#addColumn(1, 1);
    const rest = this.#addColumn(Number.POSITIVE_INFINITY, 0);
    const room = this.#roomOf(representative);
    let upper: number | undefined;
    if (Number.isFinite(room)) {
      const row = this.#rows++;
      upper = this.#addColumn(1, 1);
      const lacks = this.#addColumn(Number.POSITIVE_INFINITY, 0);
      for (const column of [counts, rest, upper, lacks]) this.#columns[column]!.push([row, 1]);
      this.#columns[scale]!.push([row, -room]);
    }
    this.#leaves.set(representative, { lower: counts, upper });
    return [counts, rest];
  }

  #roomOf(representative: number): number {
    const { lower, upper } = this.#bounds;
    return this.#classes.members
      .get(representative)!
      .reduce((room, unknown) => room + upper[unknown]! - lower[unknown]!, 0);
  }

  /** The sum is as much less as this takes, up to what roundings leave. */
  #addRoom(row: number, room: number, scale: number): void {
    const taken = this.#addColumn(Number.POSITIVE_INFINITY, 0);
    const left = this.#addColumn(Number.POSITIVE_INFINITY, 0);
    const within = this.#rows++;
    this.#columns[taken]!.push([row, -1], [within, 1]);
    this.#columns[left]!.push([within, 1]);
    this.#columns[scale]!.push([within, -room]);
  }

  #addColumn(most: number, gain: number): number {
    this.#mosts.push(most);
    this.#gains.push(gain);
    return this.#columns.push([]) - 1;
  }

  /** Classes that stay at an end; undefined when the sums contradict each other. */
  solve(solver: Solver): ReadonlyMap<number, End> | undefined {
    return solver.withModel(this.#data(solver), (model) => {
      model.options.set({ output_flag: false });
      model.run();
      if (model.getModelStatus() !== solver.constants.modelStatus.optimal) return undefined;
      const { colValue } = model.getSolution();
      const stays = (column: number): boolean => colValue[column]! < 0.5;
      const told = new Map<number, End>();
      for (const [representative, { lower, upper }] of this.#leaves) {
        if (stays(lower)) told.set(representative, 'lower');
        else if (upper !== undefined && stays(upper)) told.set(representative, 'upper');
      }
      return told;
    });
  }

  #data(solver: Solver): ModelData {
    const starts = [0];
    const indices: number[] = [];
    const values: number[] = [];
    for (const entries of this.#columns) {
      for (const [row, coefficient] of entries) {
        indices.push(row);
        values.push(coefficient);
      }
      starts.push(indices.length);
    }
    const numCols = this.#columns.length;
    const none = new Float64Array(this.#rows);
    const finite = (value: number): number => (Number.isFinite(value) ? value : solver.infinity);
    return {
      numCols,
      numRows: this.#rows,
      sense: solver.constants.objectiveSense.maximize,
      colCost: this.#gains,
      // The scale comes first: what is 1 in it may be as little as it takes in the figures.
      colLower: this.#mosts.map((_, column) => (column === 0 ? 1 : 0)),
      colUpper: this.#mosts.map(finite),
      rowLower: none,
      rowUpper: none,
      matrix: { format: 'csc', numRows: this.#rows, numCols, starts, indices, values },
    };
  }
}
