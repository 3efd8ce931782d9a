import {
  CELL_STATES,
  type CellState,
  type ColumnKey,
  failure,
  type Indicator,
  type Level,
  maybeTerritoryKey,
  OFFICIAL_LEVELS,
  type OfficialLevel,
  type Reading,
  stateCode,
  type TerritoryId,
  type Vintage,
} from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { maybeSelection } from '../cube/rows.ts';
import { FIRST_COMPOSED, type Series } from '../cube/series.ts';
import { after, allOf, type Eventual } from '../store/eventual.ts';
import type { Territory } from '../territories/territory.ts';
import type { CellColumn } from './answers.ts';
import { toStates } from './state-list.ts';

/** One indicator in one year and reading: a slice of a dense series. */
export interface Column {
  readonly indicator: Indicator;
  readonly year: number;
  readonly reading: Reading;
  readonly series: Series;
  /** Place of the year in the series. */
  readonly rank: number;
  /** Where the year starts in the arrays of the series. */
  readonly start: number;
}

/** What names a column, without its figures. */
export type ColumnName = Pick<Column, 'indicator' | 'reading' | 'year'>;

/** Finds an indicator; throws `INDICATOR_UNKNOWN`. */
export function indicatorOf(cube: OpenCube, id: string): Indicator {
  const indicator = maybeIndicator(cube, id);
  if (!indicator) throw failure('INDICATOR_UNKNOWN', { id });
  return indicator;
}

/** Finds an indicator; undefined when the cube has none of that id. */
export function maybeIndicator(cube: OpenCube, id: string): Indicator | undefined {
  return byIdOf(cube).get(id);
}

const byId = new WeakMap<OpenCube['indicators'], ReadonlyMap<string, Indicator>>();

function byIdOf({ indicators }: OpenCube): ReadonlyMap<string, Indicator> {
  const known = byId.get(indicators) ?? new Map(indicators.map((indicator) => [indicator.id, indicator]));
  byId.set(indicators, known);
  return known;
}

/** Finds a territory and its number; throws `TERRITORY_ID_INVALID` or `TERRITORY_UNKNOWN`. */
export function territoryOf(
  cube: OpenCube,
  id: TerritoryId,
): { readonly territory: Territory; readonly number: number } {
  const number = cube.numbering.indexOf(id);
  if (number === undefined) throw unknownTerritory(id);
  return { territory: cube.numbering.at(number), number };
}

/** The error of an id that names no territory. */
export function unknownTerritory(id: TerritoryId): Error {
  return failure(maybeTerritoryKey(id) ? 'TERRITORY_UNKNOWN' : 'TERRITORY_ID_INVALID', { id });
}

/** Reads columns, each indicator once; throws as `readColumn` does. */
export function readColumns(cube: OpenCube, keys: readonly ColumnKey[], reading: Reading): Eventual<readonly Column[]> {
  const ids = [...new Set(keys.map(({ indicator }) => indicator))];
  const described = new Map(ids.map((id) => [id, indicatorOf(cube, id)]));
  return after(allOf(ids.map((id) => cube.series(id, reading))), (all) => {
    const series = new Map(ids.map((id, index) => [id, all[index]!]));
    return keys.map(({ indicator, year }) => {
      return columnOf(cube, described.get(indicator)!, year, reading, series.get(indicator)!); // just read
    });
  });
}

/** Reads a column; throws `INDICATOR_UNKNOWN`, or `YEAR_UNAVAILABLE` with the years that exist. */
export function readColumn(cube: OpenCube, id: string, year: number, reading: Reading): Eventual<Column> {
  const indicator = indicatorOf(cube, id);
  return after(cube.series(id, reading), (series) => columnOf(cube, indicator, year, reading, series));
}

/** One year of a series; throws `YEAR_UNAVAILABLE`. */
export function columnOf(cube: OpenCube, indicator: Indicator, year: number, reading: Reading, series: Series): Column {
  const { id } = indicator;
  const rank = series.years.indexOf(year);
  if (rank < 0) {
    const years = series.years.join(', ') || 'aucune';
    throw failure('YEAR_UNAVAILABLE', { indicator: id, year, years, isApart: isApart(cube, id, year, reading) });
  }
  return { indicator, year, reading, series, rank, start: rank * series.territories - series.first };
}

/** Whether an indicator has a year in constant geography only: the parts of a ratio that are published in several perimeters. */
export function isApart(cube: OpenCube, id: string, year: number | undefined, reading: Reading): boolean {
  return (
    reading === 'PUBLISHED' &&
    OFFICIAL_LEVELS.some((level) =>
      cube.slabs(id, 'CONSTANT', level).some((slab) => year === undefined || slab.year === year),
    )
  );
}

/** Whether an answer is about more than one indicator. */
export function showsSeveral(columns: readonly ColumnName[]): boolean {
  return columns.some(({ indicator }) => indicator.id !== columns[0]!.indicator.id);
}

type Slice = Pick<Column, 'series' | 'rank' | 'start'>;

/** Whether the arrays of a series have an official territory; throws `RangeError` for one that a part leaves out: it would pass for a hole. */
export function isIn({ first, territories }: Series, number: number): boolean {
  if (number >= first && number < first + territories) return true;
  if (number >= FIRST_COMPOSED || number < 0) return false;
  throw new RangeError(`expected a territory from ${first} to ${first + territories - 1}, but got ${number}`);
}

/** Value that a territory has in a column; NaN where its state has none. Throws `RangeError` for one that was not read. */
export function valueAt({ series, rank, start }: Slice, number: number): number {
  if (isIn(series, number)) {
    const value = series.values[start + number]!;
    if (series.only && Number.isNaN(value)) stateAt({ series, rank, start }, number);
    return value;
  }
  return series.composed?.get(number)?.values[rank] ?? Number.NaN;
}

/** State of a cell; throws `RangeError` for one that was not read. */
export function stateAt({ series, rank, start }: Slice, number: number): CellState {
  if (isIn(series, number)) {
    const state = CELL_STATES[series.states[start + number]!];
    if (state === undefined) throw new RangeError(`expected a territory that was read, but got ${number}`);
    return state;
  }
  return series.composed?.get(number)?.states[rank] ?? 'NOT_AVAILABLE';
}

/** Whether the figure of a commune is a share of that of one that it was cut from since: it changes as the whole did. */
export function isShareOfFormer(slice: Slice, { level }: Pick<Territory, 'level'>, number: number): boolean {
  return level === 'commune' && stateAt(slice, number) === 'ESTIMATED';
}

/** Share of the communes that a computed figure rests on, 0 to 1; NaN where it does not apply. */
export function coverageAt({ series, rank }: Pick<Column, 'series' | 'rank'>, number: number): number {
  const place = number - series.first;
  if (place >= 0 && place < series.covered) return series.coverage[rank * series.covered + place]!;
  return series.composed?.get(number)?.coverage[rank] ?? Number.NaN;
}

/** A share below this is not all: sums of floats aside. */
const ALL = 1 - 1e-6;

/** Whether a computed figure rests on some communes only; false where that does not apply. */
export function isPartial(column: Pick<Column, 'series' | 'rank'>, number: number): boolean {
  return coverageAt(column, number) < ALL;
}

/** Share of the communes that the figures of some territories rest on, in their order; undefined when none rests on some communes only. */
export function coveragesOf(column: Column, numbers: ArrayLike<number>): Float64Array | undefined {
  const shares = new Float64Array(numbers.length);
  let hasPart = false;
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index]!;
    const isShown = !Number.isNaN(valueAt(column, number));
    shares[index] = isShown ? coverageAt(column, number) : Number.NaN;
    hasPart ||= isShown && isPartial(column, number);
  }
  return hasPart ? shares : undefined;
}

/** Cells of a column for some territories, in their order. */
export function pick(column: Column, numbers: ArrayLike<number>): CellColumn {
  const { start } = column;
  const { first, territories, values: known, states } = column.series;
  const values = new Float64Array(numbers.length);
  const codes = new Uint8Array(numbers.length);
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index]!;
    if (number >= first && number < first + territories) {
      values[index] = known[start + number]!;
      codes[index] = states[start + number]!;
    } else {
      values[index] = valueAt(column, number);
      codes[index] = stateCode(stateAt(column, number));
    }
  }
  return { values, states: toStates(codes) };
}

/** Bytes that a cell takes as a value, a state, and what both are written as. */
const CELL_BYTES = 48;

/** Cells of a column: for a selection, the same lists each time they are asked for, so that they are written once. */
export function pickKept(column: Column, numbers: Int32Array): CellColumn {
  const selection = maybeSelection(numbers);
  if (selection === undefined) return pick(column, numbers);
  const key = `cells ${column.year} ${selection}`;
  return column.series.derived.keep(key, () => pick(column, numbers), CELL_BYTES * numbers.length);
}

/** Vintage of the perimeters of a column at a level: the reference one, or the one of that year when read as published. */
export function vintageOf(cube: OpenCube, column: ColumnName, level: OfficialLevel): Vintage {
  return slabVintage(cube, column, level) ?? slabVintage(cube, column, 'commune') ?? cube.geography.reference;
}

/** Asked of each column of a page, several times: a search that calls back takes three times as long. */
function slabVintage(
  cube: OpenCube,
  { indicator, reading, year }: ColumnName,
  level: OfficialLevel,
): Vintage | undefined {
  const slabs = cube.slabs(indicator.id, reading, level);
  for (let index = slabs.length - 1; index >= 0; index--) {
    const slab = slabs[index]!;
    if (slab.year === year) return slab.vintage;
  }
  return undefined;
}

export function isOfficial(level: Level): level is OfficialLevel {
  return (OFFICIAL_LEVELS as readonly Level[]).includes(level);
}

/** The latest of the years in which most of these territories have a value in a series; undefined when no year has one. */
export function comparableYear(series: Series, numbers: readonly number[]): number | undefined {
  let best: { readonly year: number; readonly known: number } | undefined;
  for (const slice of latestFirst(series)) {
    const known = numbers.filter((number) => !Number.isNaN(valueAt(slice, number))).length;
    if (known > (best?.known ?? 0)) best = { year: slice.year, known };
  }
  return best?.year;
}

/** The latest year in which a series has a value for one of these territories, or has any. */
export function latestYear(series: Series, numbers: readonly number[]): number | undefined {
  for (const slice of latestFirst(series)) {
    if (numbers.some((number) => !Number.isNaN(valueAt(slice, number)))) return slice.year;
  }
  return series.years.at(-1);
}

function* latestFirst(series: Series): Iterable<Slice & { readonly year: number }> {
  for (let rank = series.years.length - 1; rank >= 0; rank--) {
    yield { year: series.years[rank]!, series, rank, start: rank * series.territories - series.first };
  }
}

/** What a figure of a series is found by, among those of several years and territories. */
export function figureKey(year: number, territory: number): string {
  return `${year} ${territory}`;
}
