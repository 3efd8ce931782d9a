import { failure, type LimitName, type Limits } from '@boussole/schema';
import type { Cube, Eventual } from '@boussole/warehouse';
import { maybeVisit, type Visit } from './access/visit.ts';
import { Turns } from './turn.ts';

/** Where publications are read: the warehouse. */
export interface CubeReader {
  /** Reads a publication, the current one without an id: at once when it is open. Throws `PUBLICATION_UNKNOWN` and `PUBLICATION_NONE`. */
  read<T>(publication: string | undefined, question: (cube: Cube) => Promise<T> | T): Promise<T>;
  /** Holds a publication that is open until it is given back; undefined when it has to be waited for. */
  hold?(publication: string | undefined): HeldCube | undefined;
}

export interface HeldCube {
  readonly cube: Cube;
  release(): void;
}

/** Told of the cells that questions ask for. */
export interface CellCounter {
  countCells(cells: number): void;
}

/** What one request may still ask for, over all its fields. */
class Budget {
  readonly #limits: Limits;
  readonly #counter: CellCounter;
  readonly #spent = { cells: 0, objects: 0 };
  readonly #start = performance.now();

  constructor(limits: Limits, counter: CellCounter) {
    this.#limits = limits;
    this.#counter = counter;
  }

  /** True once a limit was passed: the answer will be refused as a whole. */
  isOver = false;

  /** Forgets what was spent: all of it is asked again. */
  reset(): void {
    this.#spent.cells = 0;
    this.#spent.objects = 0;
    this.isOver = false;
  }

  /** Cells are spent before they are read, in the time that is left. */
  spend(limit: 'cells' | 'objects', amount: number): void {
    const asked = this.#spent[limit] + amount;
    this.#check(limit, asked);
    this.#spent[limit] = asked;
    if (limit === 'objects') return;
    this.checkTime();
    this.#counter.countCells(amount);
  }

  checkTime(): void {
    this.#check('questionMilliseconds', Math.ceil(performance.now() - this.#start));
  }

  #check(limit: LimitName, asked: number): void {
    const allowed = this.#limits[limit];
    if (asked <= allowed) return;
    this.isOver = true;
    // Other fields of the question may ask for more.
    throw failure('LIMIT_EXCEEDED', { limit, allowed, asked, isAtLeast: true });
  }
}

/** One publication, held open for the length of a request, with what the request may still ask of it. */
export class Lease {
  readonly cube: Cube;
  readonly limits: Limits;
  readonly #budget: Budget;
  readonly #turns: Turns;
  readonly #running: Set<Promise<unknown>>;

  constructor(cube: Cube, limits: Limits, budget: Budget, turns: Turns, running: Set<Promise<unknown>>) {
    this.cube = cube;
    this.limits = limits;
    this.#budget = budget;
    this.#turns = turns;
    this.#running = running;
  }

  /**
   * Runs a question that answers at most `cells` cells; rejects with `LIMIT_EXCEEDED` before running it when that is too many: thrown at once, it would
   * leave those of the same list that wait without anybody to tell. One that asks much does not keep others from their answer: its questions
   * wait for their turn.
   */
  ask<T>(cells: number, question: (cube: Cube) => Eventual<T>): Eventual<T> {
    try {
      this.#budget.spend('cells', cells);
    } catch (error) {
      return Promise.reject(error);
    }
    const turns = this.#turns;
    const running = turns.isLong()
      ? turns.next(() => this.#budget.checkTime()).then(() => question(this.cube))
      : question(this.cube);
    const visit = maybeVisit();
    return running instanceof Promise || visit ? this.#settle(running, visit) : running;
  }

  async #settle<T>(answering: Eventual<T>, visit: Visit | undefined): Promise<T> {
    const running = Promise.resolve(answering);
    this.#running.add(running);
    try {
      const answer = await running;
      await visit?.settleQuestion();
      return answer;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Counts a territory put in the answer; throws `LIMIT_EXCEEDED` when the answer grows too large. */
  countTerritory(): void {
    this.#budget.spend('objects', 1);
  }

  /** What follows the first refusal is left empty rather than refused again, a hundred thousand times. */
  list<T, R>(items: readonly T[], make: (item: T) => R): R[] {
    return this.#budget.isOver ? [] : items.map(make);
  }
}

/**
 * The publications that one request reads. The first field to name a publication opens it; all fields then read the same one, even if a
 * new publication becomes current meanwhile, until the answer is ready and no question runs any more.
 */
export class Leases {
  readonly #warehouse: CubeReader;
  readonly #limits: Limits;
  readonly #budget: Budget;
  readonly #turns = new Turns();
  readonly #running = new Set<Promise<unknown>>();
  readonly #open = new Map<string | undefined, Eventual<Lease>>();
  readonly #held: Pick<HeldCube, 'release'>[] = [];
  #isReleased = false;

  constructor(warehouse: CubeReader, limits: Limits, counter: CellCounter) {
    this.#warehouse = warehouse;
    this.#limits = limits;
    this.#budget = new Budget(limits, counter);
  }

  /** Opens a publication, the current one without an id. Throws `PUBLICATION_UNKNOWN` and `PUBLICATION_NONE`. */
  open(publication: string | undefined): Eventual<Lease> {
    const known = this.#open.get(publication);
    if (known) return known;
    const held = this.#warehouse.hold?.(publication);
    if (held) this.#keep(held);
    const lease = held ? this.#toLease(held.cube) : this.#read(publication);
    this.#open.set(publication, lease);
    return lease;
  }

  #read(publication: string | undefined): Promise<Lease> {
    const released = new Promise<void>((resolve) => this.#keep({ release: resolve }));
    return new Promise<Lease>((resolve, reject) => {
      this.#warehouse
        .read(publication, (cube) => {
          resolve(this.#toLease(cube));
          return released;
        })
        .catch(reject);
    });
  }

  /** What is opened by a field that outlives the answer is not held. */
  #keep(held: Pick<HeldCube, 'release'>): void {
    if (this.#isReleased) held.release();
    else this.#held.push(held);
  }

  #toLease(cube: Cube): Lease {
    return new Lease(cube, this.#limits, this.#budget, this.#turns, this.#running);
  }

  /** Says that what was asked so far will be asked again, and is not part of the answer. */
  startAgain(): void {
    this.#budget.reset();
  }

  /** Gives the publications back once nothing runs on them; questions of a field given up by GraphQL may outlive the answer. */
  release(): Eventual<void> {
    if (this.#running.size > 0) return Promise.allSettled(this.#running).then(() => this.release());
    this.#isReleased = true;
    for (const held of this.#held.splice(0)) held.release();
  }
}
