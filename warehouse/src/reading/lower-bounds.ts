import { isSum, type OfficialLevel, toTerritoryId } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { after, type Eventual } from '../store/eventual.ts';
import { codesAbove } from '../territories/yearbook.ts';
import { type Column, coverageAt, stateAt, valueAt, vintageOf } from './columns.ts';
import { NEARLY_ALL } from './common-communes.ts';
import { type PartialFigures, partialFor, partialIn } from './partial-figures.ts';

/** Numbers of territories. */
export type LowerBounds = ReadonlySet<number>;

/** About what a number in a set takes. */
const BYTES = 40;
const NONE: LowerBounds = new Set();

/**
 * Official territories whose figure in a column is a count over too few of their communes, or of the parts (IRIS) of these: at least that much, and
 * truly more. One of those has no place among the others, and the others have none beside it.
 */
export function lowerBounds(cube: OpenCube, column: Column): Eventual<LowerBounds> {
  const { indicator, year, series } = column;
  if (!isSum(indicator, cube.measures)) return NONE;
  return after(partialFor(cube, [column]), (partial) => {
    const find = (): LowerBounds => new Set([...overSomeCommunes(column), ...overSomeParts(cube, column, partial)]);
    return series.derived.keep(`lower bounds ${year}`, find, ({ size }) => BYTES * size);
  });
}

function* overSomeCommunes(column: Column): Generator<number> {
  const { first, covered } = column.series;
  for (let number = first; number < first + covered; number++)
    if (coverageAt(column, number) < NEARLY_ALL) yield number;
}

/** How many communes add up some of their parts only, how many of those parts, and of how many. */
interface Parts {
  readonly communes: number;
  readonly known: number;
  readonly total: number;
}

/** A commune that is not cut, or is whole, counts for one part in what holds it. */
function* overSomeParts(
  cube: OpenCube,
  column: Column,
  byMeasure: ReadonlyMap<string, PartialFigures>,
): Generator<number> {
  const partial = partialIn(cube, column, byMeasure);
  if (partial.size === 0) return;
  const vintage = vintageOf(cube, column, 'commune');
  const memberships = cube.geography.membership(vintage);
  const above = new Map<number, Parts>();
  for (const [code, figure] of partial) {
    const number = cube.numbering.commune(code, vintage);
    const membership = memberships.get(code);
    if (number === undefined || !membership || Number.isNaN(valueAt(column, number))) continue;
    if (figure.parts < NEARLY_ALL * figure.partsTotal) yield number;
    for (const level of ABOVE) {
      for (const holder of codesAbove(level, code, membership)) {
        const one = cube.numbering.indexOf(toTerritoryId(level, holder));
        if (one !== undefined) add(above, one, figure);
      }
    }
  }
  for (const [number, { communes: cut, known, total }] of above) {
    if (Number.isNaN(valueAt(column, number)) || stateAt(column, number) === 'PUBLISHED') continue;
    const all = cube.rows.rows('commune', vintage, cube.numbering.at(number).id).length;
    const share = coverageAt(column, number);
    const given = Number.isNaN(share) ? all : share * all;
    if (given - cut + known < NEARLY_ALL * (all - cut + total)) yield number;
  }
}

const ABOVE = ['epci', 'departement', 'region', 'france'] as const satisfies readonly OfficialLevel[];

function add(
  parts: Map<number, Parts>,
  number: number,
  figure: { readonly parts: number; readonly partsTotal: number },
): void {
  const { communes = 0, known = 0, total = 0 } = parts.get(number) ?? {};
  parts.set(number, { communes: communes + 1, known: known + figure.parts, total: total + figure.partsTotal });
}
