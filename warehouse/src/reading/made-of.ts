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
import { numbersOf } from '../composed/cells.ts';
import { isNoneOfNone } from '../composed/sum.ts';
import type { OpenCube } from '../cube/open-cube.ts';
import { maybeSelection } from '../cube/rows.ts';
import { FIRST_COMPOSED, type Series } from '../cube/series.ts';
import { GIVEN_TERMS, levelOfParts, READING_CODES } from '../cube/states.ts';
import { SQL } from '../query/sql.ts';
import type { Column } from './columns.ts';
import { rangeOf } from './prepare.ts';

/** Some figures of a source at a level. */
export interface Part {
  readonly level: OfficialLevel;
  readonly figures: number;
  /** The measures that they are of, when not all those of the indicator. */
  readonly of?: readonly string[];
}

/** A figure, and of how many of its source it is made, by level. */
export interface Made {
  readonly value: number;
  readonly num: number | null;
  readonly den: number | null;
  readonly parts: readonly Part[];
}

/** Of how many figures of their sources, and of which, those of some territories are made in a column; those without a figure are left out. */
export async function madeOf(
  cube: OpenCube,
  column: Column,
  numbers: ArrayLike<number>,
): Promise<ReadonlyMap<number, Made>> {
  const gathered = new Map<number, Gathered>();
  const official = new Set<number>();
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index]!;
    const sum = number < FIRST_COMPOSED ? undefined : gatheredIn(cube, column, number);
    if (sum) gathered.set(number, sum);
    for (const member of sum?.members ?? (number < FIRST_COMPOSED ? [number] : [])) official.add(member);
  }
  const made = await madeOfStored(cube, column, numbers, official);
  for (const [number, { cell, members }] of gathered) {
    made.set(number, { ...cell, parts: added(members.flatMap((member) => made.get(member)?.parts ?? [])) });
  }
  for (const [number, { value }] of made) if (Number.isNaN(value)) made.delete(number);
  return made;
}

interface Gathered {
  readonly cell: Omit<Made, 'parts'>;
  /** Territories whose figures it adds up. */
  readonly members: readonly number[];
}

/** A figure that is no territory's of the cube; undefined where there is none. */
function gatheredIn(cube: OpenCube, column: Column, number: number): Gathered | undefined {
  const cell = column.series.composed?.get(number)?.cells.get(column.year);
  if (cell?.value == null) return undefined;
  const composed = cube.composed(number);
  return {
    cell: { value: cell.value, num: cell.num, den: cell.den },
    members: cell.members ?? (composed ? numbersOf(cube, composed, cell.vintage) : []),
  };
}

function added(parts: readonly Part[]): readonly Part[] {
  const alike = new Map<string, Part>();
  for (const part of parts) {
    const key = [part.level, ...(part.of ?? [])].join(' ');
    alike.set(key, { ...part, figures: part.figures + (alike.get(key)?.figures ?? 0) });
  }
  return [...alike.values()];
}

/** Those of territories; one of none of none, which has no value, is there for what it is a part of. */
async function madeOfStored(
  cube: OpenCube,
  column: Column,
  numbers: ArrayLike<number>,
  official: ReadonlySet<number>,
): Promise<Map<number, Made>> {
  const { indicator, reading, year } = column;
  const made = new Map<number, Made>();
  if (official.size === 0) return made;
  const behind = reading === 'CONSTANT' ? communesBehind(cube, indicator, year) : undefined;
  for (const cell of await cellsOf(cube, column, numbers, official)) {
    const { year: own, territory, value, num, den, state } = cell;
    const told = CELL_STATES[state]!;
    const isKnown = value === null ? isNoneOfNone({ num, den, state: told }) : hasValue(told);
    if (own !== year || !isKnown || !official.has(territory)) continue;
    const { level, code } = cube.numbering.at(territory);
    const part = partOf(level, told, cell, behind?.get(code));
    made.set(territory, {
      value: value ?? Number.NaN,
      num,
      den,
      parts: termsOf(indicator, cell, level as OfficialLevel, part),
    }); // only official levels are stored
  }
  return made;
}

/** Measures that are published for the territory itself, or for those that it adds up, and those that its communes add up to. */
function termsOf(
  { formula }: Indicator,
  { given, communes, figures, parts_level }: StoredCell,
  level: OfficialLevel,
  part: Part,
): Part[] {
  if (!('numerator' in formula) || !given || communes === null) return [part];
  const isPublished = (term: keyof typeof GIVEN_TERMS): boolean => (given & GIVEN_TERMS[term]) !== 0;
  const published = (['numerator', 'denominator'] as const).flatMap((term) => (isPublished(term) ? formula[term] : []));
  const summed = measuresOf(formula).filter((id) => !published.includes(id));
  return [
    { level: levelOfParts(parts_level) ?? level, figures: figures ?? 1, of: published },
    { level: 'commune', figures: communes, of: summed },
  ];
}

function partOf(
  level: string,
  state: CellState,
  { communes, figures, parts_level }: StoredCell,
  merged: number | undefined,
): Part {
  const below = levelOfParts(parts_level);
  if (below && figures !== null) return { figures, level: below };
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
  readonly given: number | null;
  readonly figures: number | null;
  readonly parts_level: number | null;
}

/** Beyond, all the territories between the first and the last are read, of the year alone. */
const LISTED = 1_000;

/** Cells of a question, for as long as it asks of the same series and territories: columns of several years are read by one statement. */
const asked = new WeakMap<Series['derived'], WeakMap<object, Map<string, Promise<readonly StoredCell[]>>>>();

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
  const ofSeries = asked.get(derived) ?? new WeakMap<object, Map<string, Promise<readonly StoredCell[]>>>();
  asked.set(derived, ofSeries);
  const ofQuestion = ofSeries.get(numbers) ?? new Map<string, Promise<readonly StoredCell[]>>();
  ofSeries.set(numbers, ofQuestion);
  const key = list.join(' ');
  const cells = ofQuestion.get(key) ?? read();
  ofQuestion.set(key, cells);
  return cells;
}

const counted = new WeakMap<OpenCube['measures'], Map<Vintage, ReadonlyMap<string, number>>>();

/** How many communes of the vintage of its figures each commune of the reference vintage is made of. */
function communesBehind(cube: OpenCube, { formula }: Indicator, year: number): ReadonlyMap<string, number> {
  const [measure] = measuresOf(formula);
  const vintage = cube.vintageRead(measure!, year, 'commune', 'CONSTANT');
  if (vintage === undefined) return new Map();
  const byVintage = counted.get(cube.measures) ?? new Map<Vintage, ReadonlyMap<string, number>>();
  counted.set(cube.measures, byVintage);
  const known = byVintage.get(vintage);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const parts of cube.geography.passage(vintage, cube.geography.reference).parts.values()) {
    for (const { code } of parts) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  // Most are made of one, which is what is taken of those that are not known.
  const merged = new Map([...counts].filter(([, count]) => count > 1));
  byVintage.set(vintage, merged);
  return merged;
}
