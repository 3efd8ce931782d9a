import { listValue } from '@duckdb/node-api';
import type { OpenCube } from '../cube/open-cube.ts';
import { READING_CODES } from '../cube/states.ts';
import { SQL } from '../query/sql.ts';
import type { Eventual } from '../store/eventual.ts';
import type { Territory } from '../territories/territory.ts';
import { type Column, coverageAt, figureKey, isPartial, valueAt, vintageOf } from './columns.ts';
import { rangeOf } from './prepare.ts';

/** How far two shares of a population may be from each other and be the same: they are kept as single floats. */
const NEAR = 1e-6;

/** Share of its population that each sum of some communes covers, by `figureKey`. */
export type PopulationShares = ReadonlyMap<string, number>;

/** Shares of the population that partial sums of a trend cover, in constant geography, where each year weighs communes alike. */
export function populationShares(
  cube: OpenCube,
  columns: readonly Column[],
  numbers: readonly number[],
): Eventual<PopulationShares> {
  const [first] = columns;
  if (first?.reading !== 'CONSTANT') return NO_SHARES;
  const partial = numbers.filter(
    (number) => cube.composed(number) === undefined && columns.filter((column) => isPartial(column, number)).length > 1,
  );
  return partial.length === 0 ? NO_SHARES : readShares(cube, first.indicator.id, partial);
}

const NO_SHARES: PopulationShares = new Map();

async function readShares(cube: OpenCube, indicator: string, partial: number[]): Promise<PopulationShares> {
  const rows = await cube.query<{ year: number; territory: number; population: number | null }>(SQL.populationsOf, [
    cube.numberOf(indicator),
    READING_CODES.CONSTANT,
    listValue(partial),
    ...rangeOf(partial),
  ]);
  return new Map(
    rows.flatMap(({ year, territory, population }) =>
      population === null ? [] : [[figureKey(year, territory), population] as const],
    ),
  );
}

/**
 * Whether the figures of a territory in two columns are about the same communes: all of them, or, for sums of some, as many, with the same
 * share of the population, and the same ones where their own figures are at hand, which is as published.
 */
export function areSameCommunes(
  cube: OpenCube,
  { id }: Territory,
  number: number,
  [from, to]: readonly [Column, Column],
  shares: PopulationShares,
): boolean {
  if (!isPartial(from, number) && !isPartial(to, number)) return true;
  if (!(Math.abs(coverageAt(from, number) - coverageAt(to, number)) <= NEAR)) return false;
  const share = ({ year }: Column): number => shares.get(figureKey(year, number)) ?? 0;
  if (Math.abs(share(from) - share(to)) > NEAR) return false;
  if (from.reading === 'CONSTANT' || cube.composed(number) !== undefined) return true;
  const [before, after] = [from, to].map((column) => {
    const vintage = vintageOf(cube, column, 'commune');
    const held = Array.from(cube.rows.rows('commune', vintage, id));
    return held.filter((commune) => !Number.isNaN(valueAt(column, commune)));
  }) as [number[], number[]]; // as: map forgets the pair
  return before.length === after.length && before.every((commune, index) => commune === after[index]);
}
