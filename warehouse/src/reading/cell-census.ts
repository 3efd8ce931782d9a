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
  /** Rates that rest on few cases: how many, and the first ones. */
  readonly small: { readonly count: number; readonly first: readonly SmallRate[] };
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

/** Goes once through the cells of some columns and territories, tens of thousands of them: no object is made for a cell. */
export function takeCensus(cube: OpenCube, columns: readonly Column[], rows: ArrayLike<number>): CellCensus {
  const numbers = eachOnce(rows);
  const counts = new Uint32Array(CELL_STATES.length);
  const floors = new Set<Indicator>();
  const partial = new PartialSums(numbers.length);
  const small = { count: 0, first: [] as SmallRate[] };
  const asked = new Set<string>();
  for (const column of columns) {
    const { indicator, year, series, start } = column;
    const key = `${indicator.id} ${year}`;
    const isRate = !asked.has(key) && RATES.has(intervalMethod(indicator, cube.measures));
    asked.add(key);
    for (let row = 0; row < numbers.length; row++) {
      const number = numbers[row]!;
      const isOfficial = isIn(series, number);
      const code = isOfficial ? series.states[start + number]! : stateCode(stateAt(column, number));
      counts[code]!++;
      const share = isOfficial && number - series.first >= series.covered ? 1 : coverageAt(column, number);
      if (share < ALL && hasValue(CELL_STATES[code]!)) partial.note(cube, row, number, year, Math.floor(share * 1_000));
      if (isRate && (isOfficial ? series.small[start + number] === 1 : isSmallSum(column, number))) {
        small.count++;
        if (small.first.length < SHOWN) small.first.push({ number, year });
      }
      if (indicator.floor !== undefined && valueAt(column, number) === indicator.floor) floors.add(indicator);
    }
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

/** Ratios of counts. */
const RATES: ReadonlySet<unknown> = new Set(['WILSON', 'BYAR'] satisfies IntervalMethod[]);

/** Whether the rate of a composed territory rests on few cases. */
function isSmallSum(column: Column, number: number): boolean {
  const numerator = column.series.composed?.get(number)?.cells.get(column.year)?.num;
  return numerator != null && numerator < SMALL_NUMBER && !Number.isNaN(valueAt(column, number));
}

function eachOnce(rows: ArrayLike<number>): Int32Array {
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
