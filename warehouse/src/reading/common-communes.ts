import {
  type Coverage,
  isAdditive,
  measuresOf,
  type OfficialLevel,
  type TerritoryId,
  type Vintage,
} from '@boussole/schema';
import { listValue } from '@duckdb/node-api';
import type { OpenCube } from '../cube/open-cube.ts';
import { quotientOf } from '../cube/quotient.ts';
import { READING_CODES } from '../cube/states.ts';
import { SQL } from '../query/sql.ts';
import type { Territory } from '../territories/territory.ts';
import { type Column, isOfficial, vintageOf } from './columns.ts';
import { rangeOf } from './prepare.ts';

/** Share of the population that communes with both figures must hold for their change to be told as that of the territory. */
export const NEARLY_ALL = 0.98;

/** A figure in two years over the communes that have both, and which they are. */
export interface CommonSums {
  readonly values: readonly [number, number];
  readonly over: Required<Coverage>;
}

interface Sums {
  readonly startValue: number | null;
  readonly startNum: number | null;
  readonly startDen: number | null;
  readonly endValue: number | null;
  readonly endNum: number | null;
  readonly endDen: number | null;
  /** Null when there are none. */
  readonly territories: { readonly items: readonly number[] } | null;
}

/**
 * The figures of a territory in two years over the communes that have both, when these hold nearly all its population: a sum, or a quotient of sums,
 * of figures that are shown one by one. Where both years have the same communes on the same ground: in constant geography, and as published where
 * nothing moved meanwhile. Undefined elsewhere, for figures that do not add up, and where too little is left.
 */
export async function commonSums(
  cube: OpenCube,
  [from, to]: readonly [Column, Column],
  { id, level, code }: Territory,
  populationOf: (id: TerritoryId) => { readonly value: number } | undefined,
): Promise<CommonSums | undefined> {
  const { formula } = to.indicator;
  const addsUp = measuresOf(formula).every((measure) => isAdditive(cube.measures.get(measure)!.nature));
  if (!isOfficial(level) || level === 'commune' || !addsUp) return undefined;
  const communes = communesOfBoth(cube, [from, to], level, { id, code });
  if (!communes) return undefined;
  const [sums] = await cube.query<Sums>(SQL.commonSums, [
    ...[cube.numberOf(to.indicator.id), READING_CODES[from.reading], from.year, to.year],
    listValue([...communes]),
    ...rangeOf(communes),
  ]);
  const both = sums?.territories?.items;
  if (!sums || !both) return undefined;
  const inhabitants = (numbers: ArrayLike<number>): number =>
    Array.from(numbers, (number) => populationOf(cube.numbering.at(number).id)?.value ?? 0).reduce(
      (sum, value) => sum + value,
      0,
    );
  const population = inhabitants(both) / inhabitants(communes);
  if (!(population >= NEARLY_ALL)) return undefined;
  const { startValue, startNum, startDen, endValue, endNum, endDen } = sums;
  const scale = 'scale' in formula ? formula.scale : undefined;
  const [start, end] = [figureOf(scale, startValue, startNum, startDen), figureOf(scale, endValue, endNum, endDen)];
  if (start === undefined || end === undefined) return undefined;
  const over = { communes: both.length, communesTotal: communes.length, population };
  return { values: [start, end], over };
}

/** Communes of a territory in the vintages of two columns; undefined when they are not the same, each on the ground that it had. */
function communesOfBoth(
  cube: OpenCube,
  columns: readonly [Column, Column],
  level: OfficialLevel,
  { id, code }: Pick<Territory, 'id' | 'code'>,
): Int32Array | undefined {
  const [before, after] = columns.map((column) => vintageOf(cube, column, 'commune')) as [Vintage, Vintage]; // as: map forgets the pair
  const { rows, geography } = cube;
  const [held, heldThen] = [rows.rows('commune', before, id), rows.rows('commune', after, id)];
  if (before === after) return held;
  const isSame = held.length === heldThen.length && held.every((one, index) => one === heldThen[index]);
  return isSame && geography.counterpart(level, code, before, after) === code ? held : undefined;
}

function figureOf(
  scale: number | undefined,
  value: number | null,
  num: number | null,
  den: number | null,
): number | undefined {
  if (scale === undefined) return value ?? undefined;
  return num === null || !den ? undefined : quotientOf(num, den, scale);
}
