import { type Coverage, isAdditive, measuresOf, type TerritoryId } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { READING_CODES } from '../cube/states.ts';
import { SQL } from '../query/sql.ts';
import type { Territory } from '../territories/territory.ts';
import { type Column, isOfficial } from './columns.ts';
import { rangeOf } from './prepare.ts';

/** Share of the population that communes with both figures must hold for their change to be told as that of the territory. */
const NEARLY_ALL = 0.98;

/** A figure in two years over the communes that have both, and which they are. */
export interface CommonSums {
  readonly values: readonly [number, number];
  readonly over: Required<Coverage>;
}

interface Part {
  readonly territory: number;
  readonly value: number | null;
  readonly num: number | null;
  readonly den: number | null;
}

/**
 * The figures of a territory in two years over the communes that have both, when these hold nearly all its population: a sum, or a quotient of sums,
 * of figures that are shown one by one. In constant geography only, where both years have the same communes; undefined elsewhere, for figures
 * that do not add up, and where too little is left.
 */
export async function commonSums(
  cube: OpenCube,
  [from, to]: readonly [Column, Column],
  { id, level }: Territory,
  populationOf: (id: TerritoryId) => { readonly value: number } | undefined,
): Promise<CommonSums | undefined> {
  const { formula } = to.indicator;
  const addsUp = measuresOf(formula).every((measure) => isAdditive(cube.measures.get(measure)!.nature));
  if (from.reading !== 'CONSTANT' || !isOfficial(level) || level === 'commune' || !addsUp) return undefined;
  const communes = cube.rows.rows('commune', cube.geography.reference, id);
  const inside = new Set(communes);
  const [before, after] = await Promise.all([from, to].map((column) => partsOf(cube, column, communes)));
  const pairs = [...inside].flatMap((commune) => {
    const [one, other] = [before!.get(commune), after!.get(commune)];
    return one && other ? [{ commune, one, other }] : [];
  });
  const inhabitants = (numbers: Iterable<number>): number =>
    [...numbers].reduce((sum, number) => sum + (populationOf(cube.numbering.at(number).id)?.value ?? 0), 0);
  const population = inhabitants(pairs.map(({ commune }) => commune)) / inhabitants(inside);
  if (!(population >= NEARLY_ALL)) return undefined;
  const scale = 'scale' in formula ? formula.scale : undefined;
  const [start, end] = [pairs.map(({ one }) => one), pairs.map(({ other }) => other)].map((parts) =>
    sumOf(parts, scale),
  );
  if (start === undefined || end === undefined) return undefined;
  return { values: [start, end], over: { communes: pairs.length, communesTotal: inside.size, population } };
}

/** What the publication has of some communes in a column, by number; those without a figure are left out. */
async function partsOf(
  cube: OpenCube,
  { indicator, reading, year }: Column,
  communes: Int32Array,
): Promise<ReadonlyMap<number, Part>> {
  const rows = await cube.query<Part>(SQL.cellsBetween, [
    ...[cube.numberOf(indicator.id), READING_CODES[reading], year],
    ...rangeOf(communes),
  ]);
  return new Map(rows.flatMap((row) => (row.value === null ? [] : [[row.territory, row] as const])));
}

function sumOf(parts: readonly Part[], scale: number | undefined): number | undefined {
  const total = (read: (part: Part) => number | null): number =>
    parts.reduce((sum, part) => sum + (read(part) ?? 0), 0);
  if (scale === undefined) return total(({ value }) => value);
  const den = total((part) => part.den);
  return den === 0 ? undefined : (scale * total(({ num }) => num)) / den;
}
