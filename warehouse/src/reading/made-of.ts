import {
  CELL_STATES,
  type CellState,
  hasValue,
  type Indicator,
  measuresOf,
  type OfficialLevel,
  type Vintage,
} from '@boussole/schema';
import { listValue } from '@duckdb/node-api';
import type { OpenCube } from '../cube/open-cube.ts';
import { maybeSelection } from '../cube/rows.ts';
import { FIRST_COMPOSED, type Series } from '../cube/series.ts';
import { READING_CODES } from '../cube/states.ts';
import { SQL } from '../query/sql.ts';
import type { Column } from './columns.ts';
import { rangeOf } from './prepare.ts';

/** A figure, and how many of its source it is made of. */
export interface Made {
  readonly value: number;
  readonly num: number | null;
  readonly den: number | null;
  readonly figures: number;
  /** Level of the figures that it is made of. */
  readonly level: OfficialLevel;
}

/** Of how many figures of their sources, and of which, those of some territories are made in a column; those without a figure are left out. */
export async function madeOf(
  cube: OpenCube,
  column: Column,
  numbers: ArrayLike<number>,
): Promise<ReadonlyMap<number, Made>> {
  const { indicator, reading, year, series } = column;
  const made = new Map<number, Made>();
  const official = new Set<number>();
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index]!;
    const cell = series.composed?.get(number)?.cells.get(year);
    if (cell?.value != null) made.set(number, { ...cell, value: cell.value, figures: cell.communes, level: 'commune' });
    else if (number < FIRST_COMPOSED) official.add(number);
  }
  if (official.size === 0) return made;
  const behind = reading === 'CONSTANT' ? await communesBehind(cube, indicator, year) : undefined;
  for (const { year: own, territory, value, num, den, state, communes } of await cellsOf(
    cube,
    column,
    numbers,
    official,
  )) {
    const told = CELL_STATES[state]!;
    if (own !== year || value === null || !hasValue(told) || !official.has(territory)) continue;
    const { level, code } = cube.numbering.at(territory);
    made.set(territory, { value, num, den, ...partsOf(level, told, communes, behind?.get(code)) });
  }
  return made;
}

function partsOf(
  level: string,
  state: CellState,
  communes: number | null,
  merged: number | undefined,
): Pick<Made, 'figures' | 'level'> {
  if (communes !== null) return { figures: communes, level: 'commune' };
  if (level !== 'commune') return { figures: 1, level: level as OfficialLevel }; // only official levels are stored
  return { figures: state === 'PUBLISHED' ? 1 : (merged ?? 1), level: 'commune' };
}

interface StoredCell {
  readonly year: number;
  readonly territory: number;
  readonly value: number | null;
  readonly num: number | null;
  readonly den: number | null;
  readonly state: number;
  readonly communes: number | null;
}

/** Beyond, all the territories between the first and the last are read, of the year alone. */
const LISTED = 1_000;

/** Cells of a question, for as long as it asks of the same series and territories: columns of several years are read by one statement. */
const asked = new WeakMap<Series['derived'], WeakMap<object, Promise<readonly StoredCell[]>>>();

async function cellsOf(
  cube: OpenCube,
  { indicator, reading, year, series: { derived } }: Column,
  numbers: ArrayLike<number>,
  official: ReadonlySet<number>,
): Promise<readonly StoredCell[]> {
  const list = [...official];
  const [first, last] = rangeOf(list);
  const which = [cube.numberOf(indicator.id), READING_CODES[reading]];
  if (list.length > LISTED) return cube.query<StoredCell>(SQL.cellsBetween, [...which, year, first, last]);
  const read = (): Promise<readonly StoredCell[]> =>
    cube.query<StoredCell>(SQL.cellsOf, [...which, listValue(list), first, last]);
  // Selections outlive the question.
  if (numbers instanceof Int32Array && maybeSelection(numbers) !== undefined) return read();
  const ofSeries = asked.get(derived) ?? new WeakMap<object, Promise<readonly StoredCell[]>>();
  asked.set(derived, ofSeries);
  const cells = ofSeries.get(numbers) ?? read();
  ofSeries.set(numbers, cells);
  return cells;
}

const counted = new WeakMap<OpenCube['measures'], Map<Vintage, ReadonlyMap<string, number>>>();

/** How many communes of the vintage of its figures each commune of the reference vintage is made of. */
async function communesBehind(
  cube: OpenCube,
  { formula }: Indicator,
  year: number,
): Promise<ReadonlyMap<string, number>> {
  const [measure] = measuresOf(formula);
  const [choice] = await cube.query<{ constant: Vintage }>(SQL.choice, [measure!, year, 'commune']);
  if (!choice) return new Map();
  const byVintage = counted.get(cube.measures) ?? new Map<Vintage, ReadonlyMap<string, number>>();
  counted.set(cube.measures, byVintage);
  const known = byVintage.get(choice.constant);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const parts of cube.geography.passage(choice.constant, cube.geography.reference).parts.values()) {
    for (const { code } of parts) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  // Most are made of one, which is what is taken of those that are not known.
  const merged = new Map([...counts].filter(([, count]) => count > 1));
  byVintage.set(choice.constant, merged);
  return merged;
}
