import { type Indicator, isAdditive, measuresOf, type Vintage } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Territory } from '../territories/territory.ts';
import { type Column, coverageAt, isOfficial, valueAt, vintageOf } from './columns.ts';
import { type Held, type Move, movesBetween } from './perimeter-moves.ts';
import type { PerimeterChange, PerimeterPart } from './trend-answers.ts';

/**
 * What a published change owes to communes that joined or left: their own figures of the first year, so that the rest of the change is
 * that of the ground held in the last year. The parts add up to the whole exactly. A part is unknown when its figure is hidden, missing,
 * in another perimeter or left out of the sum of the last year, when only a part of a commune moved, and when figures do not add up.
 * Undefined in constant geography, for France, and for what has no communes in one of the years.
 */
export function perimeterChange(
  cube: OpenCube,
  indicator: Indicator,
  from: Column,
  to: Column,
  territory: Territory,
): PerimeterChange | undefined {
  if (from.reading === 'CONSTANT') return undefined;
  const before = heldAt(cube, from, territory);
  const after = heldAt(cube, to, territory);
  if (!before || !after) return undefined;
  const isSum =
    !('numerator' in indicator.formula) &&
    measuresOf(indicator.formula).every((id) => isAdditive(cube.measures.get(id)!.nature));
  const isKnown = isSum && vintageOf(cube, from, 'commune') === before.vintage;
  const parts = movesBetween(cube.geography, before, after).map((move): PerimeterPart => {
    const { code, vintage, joined, isCut } = move;
    const number = cube.numbering.commune(code, vintage);
    const figure = isKnown && !isCut && number !== undefined ? valueAt(from, number) : Number.NaN;
    const isTold = !Number.isNaN(figure) && (!joined || isCounted(cube, to, territory, move));
    return {
      territory: number === undefined ? undefined : cube.numbering.at(number),
      code,
      joined,
      isCut,
      value: isTold ? (joined ? figure : -figure) : undefined,
    };
  });
  const isUnknown = parts.some(({ value }) => value === undefined);
  return {
    absolute: isUnknown ? undefined : parts.reduce((sum, { value }) => sum + value!, 0),
    parts: parts.sort((a, b) => Math.abs(b.value ?? 0) - Math.abs(a.value ?? 0) || (a.code < b.code ? -1 : 1)),
  };
}

/** Whether a commune joined or left a territory between two columns, or it moved itself; false for what no year tells. */
export function hasMovedBetween(cube: OpenCube, from: Column, to: Column, territory: Territory): boolean {
  return isMoved(cube, heldAt(cube, from, territory), heldAt(cube, to, territory));
}

function isMoved({ geography }: OpenCube, before: Held | undefined, after: Held | undefined): boolean {
  return before !== undefined && after !== undefined && movesBetween(geography, before, after).length > 0;
}

/** What is known of a territory in a vintage: nothing yet, the ground that it has today, or another. */
const [SAME, OTHER] = [1, 2];
const grounds = new WeakMap<OpenCube['geography'], Map<Vintage, Uint8Array>>();

/**
 * Tells by its number whether a commune or an EPCI stands on other ground today than in a column that is read as it was published; false where
 * nothing tells. Undefined when that is so of no territory of the level.
 */
export function maybeMovedSince(
  cube: OpenCube,
  column: Column,
  level: Territory['level'],
): ((number: number) => boolean) | undefined {
  const { geography, numbering } = cube;
  if (column.reading === 'CONSTANT' || (level !== 'commune' && level !== 'epci')) return undefined;
  const vintage = vintageOf(cube, column, level);
  if (vintage === geography.reference) return undefined;
  const vintages = grounds.get(geography) ?? new Map<Vintage, Uint8Array>();
  grounds.set(geography, vintages);
  const known = vintages.get(vintage) ?? new Uint8Array(numbering.territories.length);
  vintages.set(vintage, known);
  return (number) => {
    if (known[number] === 0) {
      const territory = numbering.at(number);
      const [then, today] = [heldIn(cube, vintage, territory), heldIn(cube, geography.reference, territory)];
      known[number] = isMoved(cube, then, today) ? OTHER : SAME;
    }
    return known[number] === OTHER;
  };
}

/** Whether what joined is in the figure of the last year, that may be a sum of some communes only. */
function isCounted(cube: OpenCube, to: Column, { id }: Territory, { holders }: Move): boolean {
  const coverage = coverageAt(to, cube.numbering.indexOf(id)!);
  if (!(coverage < 1)) return true;
  const vintage = vintageOf(cube, to, 'commune');
  return holders.every((code) => !Number.isNaN(valueAt(to, cube.numbering.commune(code, vintage) ?? -1)));
}

/** Communes that a territory holds in the vintage that a column gives it in. */
export function heldAt(cube: OpenCube, column: Column, territory: Territory): Held | undefined {
  const { level } = territory;
  return heldIn(cube, vintageOf(cube, column, isOfficial(level) ? level : 'commune'), territory);
}

/** Undefined for France, and for what holds no commune of that vintage. */
function heldIn(cube: OpenCube, vintage: Vintage, { id, level, code }: Territory): Held | undefined {
  if (level === 'france') return undefined;
  if (level === 'commune')
    return cube.geography.communes(vintage).has(code) ? { vintage, communes: [code] } : undefined;
  const communes = Array.from(cube.rows.rows('commune', vintage, id), (number) => cube.numbering.at(number).code);
  return communes.length > 0 ? { vintage, communes } : undefined;
}
