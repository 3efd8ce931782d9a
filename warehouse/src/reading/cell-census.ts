import { CELL_STATES, type CellState, hasValue, type Indicator, SMALL_NUMBER, stateCode } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { maybeSelection } from '../cube/rows.ts';
import { type Column, coverageAt, isIn, stateAt, valueAt } from './columns.ts';
import { intervalMethod } from './counts-behind.ts';
import type { IntervalMethod } from './significance-answers.ts';

/** How many cells shown call for each caution. */
export interface CellCensus {
  readonly hidden: number;
  readonly estimated: number;
  readonly restricted: number;
  /** Sums of some communes only, each territory and year once: how many, and the first ones. */
  readonly partial: { readonly count: number; readonly first: readonly PartialSum[] };
  readonly floors: ReadonlySet<Indicator>;
  /** Rates that rest on few cases: how many, of which indicators, and the first ones. */
  readonly small: {
    readonly count: number;
    readonly indicators: ReadonlySet<Indicator>;
    readonly first: readonly SmallRate[];
  };
}

export interface SmallRate {
  readonly number: number;
  readonly year: number;
}

export interface PartialSum {
  readonly name: string;
  readonly year: number;
  /** Per mille of the communes, rounded down. */
  readonly share: number;
}

const SHOWN = 3;
/** A share below this is not all: sums of floats aside. */
const ALL = 1 - 1e-6;

/** What is counted in one column: the same for the same selection, so that it is counted once. */
export interface ColumnCensus {
  /** Cells by code of state. */
  readonly counts: Uint32Array;
  readonly hasFloor: boolean;
  /** Places in the rows, and share per mille of the communes, of sums of some communes only. */
  readonly partial: readonly { readonly row: number; readonly share: number }[];
  /** Cells that rest on few cases: how many, and the numbers of the first ones. */
  readonly small: { readonly count: number; readonly first: readonly number[] };
}

/** Goes once through the cells of some columns and territories, each once: tens of thousands of them: no object is made for a cell. */
export function takeCensus(cube: OpenCube, columns: readonly Column[], numbers: Int32Array): CellCensus {
  const counts = new Uint32Array(CELL_STATES.length);
  const floors = new Set<Indicator>();
  const partial = new PartialSums(numbers.length);
  const small = { count: 0, indicators: new Set<Indicator>(), first: [] as SmallRate[] };
  const asked = new Set<string>();
  for (const column of columns) {
    const { indicator, year } = column;
    const own = censusOf(column, numbers);
    for (let code = 0; code < counts.length; code++) counts[code]! += own.counts[code]!;
    if (own.hasFloor) floors.add(indicator);
    for (const { row, share } of own.partial) partial.note(cube, row, numbers[row]!, year, share);
    if (own.small.count === 0) continue;
    const key = `${indicator.id} ${year}`;
    const isRate = !asked.has(key) && RATES.has(intervalMethod(indicator, cube.measures));
    asked.add(key);
    if (!isRate) continue;
    small.count += own.small.count;
    small.indicators.add(indicator);
    for (const number of own.small.first) if (small.first.length < SHOWN) small.first.push({ number, year });
  }
  const of = (state: CellState): number => counts[stateCode(state)]!;
  return {
    hidden: of('SECRET') + of('SECRET_SECONDARY'),
    estimated: of('ESTIMATED'),
    restricted: of('RESTRICTED'),
    partial,
    floors,
    small,
  };
}

/** About what a census takes without partial sums, and what each of those adds. */
const CENSUS_BYTES = 300;
const PARTIAL_BYTES = 32;

/** Counts the cells of a column, or tells what was counted of the same selection. */
export function censusOf(column: Column, numbers: Int32Array): ColumnCensus {
  const selection = maybeSelection(numbers);
  if (selection === undefined) return count(column, numbers);
  const { derived } = column.series;
  const key = `census ${column.year} ${selection}`;
  return derived.keep(
    key,
    () => count(column, numbers),
    ({ partial }) => CENSUS_BYTES + PARTIAL_BYTES * partial.length,
  );
}

function count(column: Column, numbers: Int32Array): ColumnCensus {
  const { indicator, series, start } = column;
  const counts = new Uint32Array(CELL_STATES.length);
  const partial: { row: number; share: number }[] = [];
  const small = { count: 0, first: [] as number[] };
  let hasFloor = false;
  for (let row = 0; row < numbers.length; row++) {
    const number = numbers[row]!;
    const isOfficial = isIn(series, number);
    const code = isOfficial ? series.states[start + number]! : stateCode(stateAt(column, number));
    counts[code]!++;
    const share = isOfficial && number - series.first >= series.covered ? 1 : coverageAt(column, number);
    if (share < ALL && hasValue(CELL_STATES[code]!)) partial.push({ row, share: Math.floor(share * 1_000) });
    if (isOfficial ? series.small[start + number] === 1 : isSmallSum(column, number)) {
      small.count++;
      if (small.first.length < SHOWN) small.first.push(number);
    }
    if (indicator.floor !== undefined && valueAt(column, number) === indicator.floor) hasFloor = true;
  }
  return { counts, hasFloor, partial, small };
}

/** Ratios of counts. */
const RATES: ReadonlySet<unknown> = new Set(['WILSON', 'BYAR'] satisfies IntervalMethod[]);

/** Whether the rate of a composed territory rests on few cases. */
function isSmallSum(column: Column, number: number): boolean {
  const numerator = column.series.composed?.get(number)?.cells.get(column.year)?.num;
  return numerator != null && numerator < SMALL_NUMBER && !Number.isNaN(valueAt(column, number));
}

/** Rows without repetition: those of a selection as they are. */
export function eachOnce(rows: ArrayLike<number>): Int32Array {
  if (rows instanceof Int32Array && maybeSelection(rows) !== undefined) return rows;
  return Int32Array.from(new Set(Array.from(rows)));
}

/** Sums of some communes only: the same share of the same territory in the same year is told once. */
class PartialSums {
  readonly #rows: number;
  /** By year, share last met in each row, plus one. */
  readonly #last = new Map<number, Uint16Array>();
  readonly #others = new Set<string>();
  readonly first: PartialSum[] = [];
  count = 0;

  constructor(rows: number) {
    this.#rows = rows;
  }

  note(cube: OpenCube, row: number, number: number, year: number, share: number): void {
    let last = this.#last.get(year);
    if (!last) {
      last = new Uint16Array(this.#rows);
      this.#last.set(year, last);
    }
    if (last[row] === share + 1) return;
    if (last[row] !== 0) {
      const key = `${year} ${row} ${share}`;
      if (this.#others.has(key)) return;
      this.#others.add(key);
    } else {
      last[row] = share + 1;
    }
    this.count++;
    if (this.first.length < SHOWN) this.first.push({ name: cube.numbering.at(number).name, year, share });
  }
}
