import { listValue } from '@duckdb/node-api';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Series } from '../cube/series.ts';
import { READING_CODES } from '../cube/states.ts';
import { SQL } from '../query/sql.ts';
import { after, type Eventual, Remembered } from '../store/eventual.ts';
import type { CoveredColumn } from './answers.ts';
import { type Column, coveragesOf, figureKey, isIn, isPartial, valueAt } from './columns.ts';
import { fewCasesIn } from './few-cases.ts';
import { incompleteCommunes } from './partial-parts.ts';

export type CoverageOf = Pick<CoveredColumn, 'coverage' | 'populations' | 'incomplete' | 'fewCases'>;

/** What the figures of some territories in a column rest on, each worked out when it is asked for. */
export function coverageIn(cube: OpenCube, column: Column, numbers: ArrayLike<number>): CoverageOf {
  return {
    coverage: () => coveragesOf(column, numbers),
    populations: () => populationsOf(cube, column, numbers),
    incomplete: () => incompleteCommunes(cube, column, numbers),
    fewCases: () => fewCasesIn(cube, column, numbers),
  };
}

/** Share of the population that sums of some communes rest on; NaN for other figures, undefined when there is no such sum. */
function populationsOf(cube: OpenCube, column: Column, numbers: ArrayLike<number>): Eventual<Float64Array | undefined> {
  const partial = Array.from(numbers, (number) => !Number.isNaN(valueAt(column, number)) && isPartial(column, number));
  if (!partial.includes(true)) return undefined;
  const { series, year } = column;
  const isStored = Array.from(numbers).some((number, row) => partial[row] && isIn(series, number));
  return after(isStored ? storedShares(cube, column) : NONE, (stored) =>
    Float64Array.from(numbers, (number, row) => {
      if (!partial[row]) return Number.NaN;
      const composed = series.composed?.get(number);
      const share = composed ? composed.cells.get(year)?.population : stored.get(figureKey(year, number));
      return Math.fround(share ?? Number.NaN); // as those of a publication are kept
    }),
  );
}

type Shares = ReadonlyMap<string, number>;
const NONE: Shares = new Map();

/** What a publication says of its sums to those who may read them never changes: each indicator is asked once by those of the same rights. */
const known = new WeakMap<OpenCube['query'], Remembered<string, Shares>>();

/** Shares of the population of the territories of a series that are sums: those of the levels above communes, of every year. */
function storedShares(cube: OpenCube, { indicator, reading, series }: Column): Eventual<Shares> {
  const remembered = known.get(cube.query) ?? new Remembered<string, Shares>();
  known.set(cube.query, remembered);
  const { first, covered } = series;
  return remembered.get(`${indicator.id} ${reading} ${first} ${covered}`, () =>
    readShares(cube, indicator.id, READING_CODES[reading], series),
  );
}

async function readShares(
  cube: OpenCube,
  indicator: string,
  reading: number,
  { first, covered }: Series,
): Promise<Shares> {
  const numbers = Array.from({ length: covered }, (_, index) => first + index);
  const rows = await cube.query<{ year: number; territory: number; population: number | null }>(SQL.sumsOfSome, [
    ...[cube.numberOf(indicator), reading, listValue(numbers)],
    ...[first, first + covered - 1],
  ]);
  return new Map(
    rows.flatMap(({ year, territory, population }) =>
      population === null ? [] : [[figureKey(year, territory), population] as const],
    ),
  );
}
