import { CELL_STATES, type CellState, hasValue, type Indicator, stateCode } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { maybeSelection } from '../cube/rows.ts';
import { type Column, coverageAt, stateAt, valueAt } from './columns.ts';
import { hasFewCases, isRateOfCounts } from './few-cases.ts';
import { SHOWN } from './incomplete-figures.ts';

/** How many cells shown call for each caution. */
export interface CellCensus {
  readonly hidden: number;
  readonly estimated: number;
  readonly restricted: number;
  /** Figures that rest on some communes only, by indicator, each territory and year once. */
  readonly partial: readonly PartialFigures[];
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

/** Figures of an indicator that rest on some communes only: how many, and the first ones. */
export interface PartialFigures {
  readonly indicator: Indicator;
  readonly count: number;
  readonly first: readonly PartialFigure[];
}

export interface PartialFigure {
  readonly name: string;
  readonly year: number;
  /** Of the communes, 0 to 1. */
  readonly share: number;
}

/** A share below this is not all: sums of floats aside. */
const ALL = 1 - 1e-6;

/** What is counted in one column: the same for the same selection, so that it is counted once. */
export interface ColumnCensus {
  /** Cells by code of state. */
  readonly counts: Uint32Array;
  readonly hasFloor: boolean;
  /** Figures that rest on some communes only: how many, and the first ones with their share, 0 to 1, of the communes. */
  readonly partial: {
    readonly count: number;
    readonly first: readonly { readonly number: number; readonly share: number }[];
  };
  /** Cells that rest on few cases: how many, and the numbers of the first ones. */
  readonly small: { readonly count: number; readonly first: readonly number[] };
}

/** Goes once through the cells of some columns and territories, each once: tens of thousands of them: no object is made for a cell. */
export function takeCensus(cube: OpenCube, columns: readonly Column[], numbers: Int32Array): CellCensus {
  const counts = new Uint32Array(CELL_STATES.length);
  const floors = new Set<Indicator>();
  const partial = new Map<Indicator, { count: number; first: PartialFigure[] }>();
  const small = { count: 0, indicators: new Set<Indicator>(), first: [] as SmallRate[] };
  const asked = new Map<Indicator, Set<number>>();
  for (const column of columns) {
    const { indicator, year } = column;
    const own = censusOf(column, numbers);
    for (let code = 0; code < counts.length; code++) counts[code]! += own.counts[code]!;
    if (own.hasFloor) floors.add(indicator);
    const years = asked.get(indicator) ?? new Set<number>();
    if (years.has(year)) continue;
    asked.set(indicator, years.add(year));
    if (own.partial.count > 0) {
      const told = partial.get(indicator) ?? { count: 0, first: [] };
      partial.set(indicator, told);
      told.count += own.partial.count;
      for (const { number, share } of own.partial.first) {
        if (told.first.length < SHOWN) told.first.push({ name: cube.numbering.at(number).name, year, share });
      }
    }
    if (own.small.count === 0 || !isRateOfCounts(indicator, cube.measures)) continue;
    small.count += own.small.count;
    small.indicators.add(indicator);
    for (const number of own.small.first) if (small.first.length < SHOWN) small.first.push({ number, year });
  }
  const of = (state: CellState): number => counts[stateCode(state)]!;
  return {
    hidden: of('SECRET') + of('SECRET_SECONDARY'),
    estimated: of('ESTIMATED'),
    restricted: of('RESTRICTED'),
    partial: [...partial].map(([indicator, told]) => ({ indicator, ...told })),
    floors,
    small,
  };
}

/** About what a census takes. */
const CENSUS_BYTES = 400;

/** Counts the cells of a column, or tells what was counted of the same selection. */
export function censusOf(column: Column, numbers: Int32Array): ColumnCensus {
  const selection = maybeSelection(numbers);
  if (selection === undefined) return count(column, numbers);
  const { derived } = column.series;
  const key = `census ${column.year} ${selection}`;
  return derived.keep(key, () => count(column, numbers), CENSUS_BYTES);
}

function count(column: Column, numbers: Int32Array): ColumnCensus {
  const { indicator, series, start, rank } = column;
  const { first, territories, states, small, covered, coverage } = series;
  const { floor } = indicator;
  const counts = new Uint32Array(CELL_STATES.length);
  const partial = { count: 0, first: [] as { number: number; share: number }[] };
  const few = { count: 0, first: [] as number[] };
  let hasFloor = false;
  const shares = rank * covered - first;
  for (let row = 0; row < numbers.length; row++) {
    const number = numbers[row]!;
    const isOfficial = number >= first && number < first + territories;
    const code = isOfficial ? states[start + number]! : stateCode(stateAt(column, number));
    counts[code]!++;
    if (floor !== undefined && valueAt(column, number) === floor) hasFloor = true;
    const share = isOfficial
      ? number < first + covered
        ? coverage[shares + number]!
        : Number.NaN
      : coverageAt(column, number);
    if (share < ALL && HAS_VALUE[code] === 1) {
      partial.count++;
      if (partial.first.length < SHOWN) partial.first.push({ number, share });
    }
    if (!(isOfficial ? small[start + number] === 1 : hasFewCases(column, number))) continue;
    few.count++;
    if (few.first.length < SHOWN) few.first.push(number);
  }
  return { counts, hasFloor, partial, small: few };
}

const HAS_VALUE = Uint8Array.from(CELL_STATES, (state) => (hasValue(state) ? 1 : 0));

/** Rows without repetition: those of a selection as they are. */
export function eachOnce(rows: ArrayLike<number>): Int32Array {
  if (rows instanceof Int32Array && maybeSelection(rows) !== undefined) return rows;
  return Int32Array.from(new Set(Array.from(rows)));
}
