import { listValue } from '@duckdb/node-api';
import type { OpenCube } from '../cube/open-cube.ts';
import { levelOfParts, type PartLevel, READING_CODES } from '../cube/states.ts';
import { SQL } from '../query/sql.ts';
import type { Eventual } from '../store/eventual.ts';
import type { Territory } from '../territories/territory.ts';
import { type Column, coverageAt, figureKey, isPartial, valueAt, vintageOf } from './columns.ts';
import { rangeOf } from './prepare.ts';

/** How far two shares of a population may be from each other and be the same: they are kept as single floats. */
const NEAR = 1e-6;

/** What each sum of some communes rests on, by `figureKey`. */
export type SumsOfSome = ReadonlyMap<string, SumOfSome>;

interface SumOfSome {
  /** Share of the population that it covers; undefined when no population is known. */
  readonly population: number | undefined;
  /** Level of the published figures that it adds up; undefined where those of communes are. */
  readonly level: PartLevel | undefined;
}

/** What partial sums of a trend rest on. */
export function sumsOfSome(
  cube: OpenCube,
  columns: readonly Column[],
  numbers: readonly number[],
): Eventual<SumsOfSome> {
  const [first] = columns;
  const partial = numbers.filter(
    (number) => cube.composed(number) === undefined && columns.filter((column) => isPartial(column, number)).length > 1,
  );
  return !first || partial.length === 0 ? NO_SUMS : readSums(cube, first, partial);
}

const NO_SUMS: SumsOfSome = new Map();

async function readSums(cube: OpenCube, { indicator, reading }: Column, partial: number[]): Promise<SumsOfSome> {
  const rows = await cube.query<{
    year: number;
    territory: number;
    population: number | null;
    parts_level: number | null;
  }>(SQL.sumsOfSome, [cube.numberOf(indicator.id), READING_CODES[reading], listValue(partial), ...rangeOf(partial)]);
  return new Map(
    rows.map(({ year, territory, population, parts_level }) => [
      figureKey(year, territory),
      { population: population ?? undefined, level: levelOfParts(parts_level) },
    ]),
  );
}

/**
 * Whether the figures of a territory in two columns are about the same communes: all of them, or, for sums of some, as many, with the same
 * share of the population in constant geography, where each year weighs communes alike; as published, the same communes, or the same
 * territories whose published figures are added up, have a figure of their own.
 */
export function areSameCommunes(
  cube: OpenCube,
  { id }: Territory,
  number: number,
  [from, to]: readonly [Column, Column],
  sums: SumsOfSome,
): boolean {
  if (!isPartial(from, number) && !isPartial(to, number)) return true;
  if (!(Math.abs(coverageAt(from, number) - coverageAt(to, number)) <= NEAR)) return false;
  const sumIn = ({ year }: Column): SumOfSome | undefined => sums.get(figureKey(year, number));
  const [before, after] = [sumIn(from), sumIn(to)];
  if (before?.level !== after?.level) return false;
  if (from.reading === 'CONSTANT') return Math.abs((before?.population ?? 0) - (after?.population ?? 0)) <= NEAR;
  if (cube.composed(number) !== undefined) return true;
  const level = before?.level ?? 'commune';
  const [held, heldThen] = [from, to].map((column) => {
    const own = Array.from(cube.rows.rows(level, vintageOf(cube, column, level), id));
    return own.filter((one) => isAddend(column, one, level));
  }) as [number[], number[]]; // as: map forgets the pair
  return held.length === heldThen.length && held.every((one, index) => one === heldThen[index]);
}

/** Whether a figure is added up in those above: of a commune, any; of others, what is published, that no sum of communes makes. */
function isAddend(column: Column, number: number, level: PartLevel | 'commune'): boolean {
  if (Number.isNaN(valueAt(column, number))) return false;
  return level === 'commune' || Number.isNaN(coverageAt(column, number));
}
