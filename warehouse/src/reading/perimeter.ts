import { type Indicator, isAdditive, measuresOf, type OfficialLevel, type Vintage } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Geography } from '../territories/geography.ts';
import type { Territory } from '../territories/territory.ts';
import type { PerimeterChange, PerimeterPart } from './answers.ts';
import { type Column, isOfficial, valueAt, vintageOf } from './columns.ts';

/**
 * What a published change owes to communes that joined or left: their figures of the first year, so that the rest of the change is that of
 * the communes held in the last year. The parts add up to the whole exactly. Undefined where it has no meaning (constant geography, figures
 * that do not add up, levels without a ground of their own) and where nobody can tell: a commune that was cut between two territories.
 */
export function perimeterChange(
  cube: OpenCube,
  indicator: Indicator,
  from: Column,
  to: Column,
  territory: Territory,
): PerimeterChange | undefined {
  const { level } = territory;
  const additive = measuresOf(indicator.formula).every((id) => isAdditive(cube.measures.get(id)!.nature));
  if (from.reading === 'CONSTANT' || !additive || 'numerator' in indicator.formula) return undefined;
  if (level === 'groupe') return groupChange(cube, from, to, territory);
  if (!isOfficial(level) || level === 'france' || territory.id.includes('@')) return undefined;
  const [before, after] = [vintageOf(cube, from, level), vintageOf(cube, to, level)];
  if (vintageOf(cube, from, 'commune') !== before) return undefined;
  const moves = movesBetween(cube.geography, { level, code: territory.code, before, after });
  if (!moves) return undefined;
  const parts = moves.map(({ code, joined }): PerimeterPart => {
    const number = cube.numbering.commune(code, before);
    const value = number === undefined ? Number.NaN : valueAt(from, number);
    return {
      territory: number === undefined ? undefined : cube.numbering.at(number),
      code,
      joined,
      value: Number.isNaN(value) ? undefined : joined ? value : -value,
    };
  });
  const unknown = parts.some(({ value }) => value === undefined);
  return {
    absolute: unknown ? undefined : parts.reduce((sum, { value }) => sum + value!, 0),
    parts: parts.sort((a, b) => Math.abs(b.value ?? 0) - Math.abs(a.value ?? 0) || (a.code < b.code ? -1 : 1)),
  };
}

/** A group keeps its ground, until a commune of it merges with communes outside. */
function groupChange(cube: OpenCube, from: Column, to: Column, { id }: Territory): PerimeterChange | undefined {
  const composed = cube.composed(cube.numbering.indexOf(id) ?? -1);
  const vintages = [from, to].map((column) => vintageOf(cube, column, 'commune'));
  const isWhole =
    composed !== undefined && vintages.every((vintage) => composed.at(vintage).mergedOutside.length === 0);
  return isWhole ? { absolute: 0, parts: [] } : undefined;
}

interface Question {
  readonly level: OfficialLevel;
  readonly code: string;
  readonly before: Vintage;
  readonly after: Vintage;
}

interface Move {
  /** Of the vintage before. */
  readonly code: string;
  readonly joined: boolean;
}

function movesBetween(geography: Geography, { level, code, before, after }: Question): readonly Move[] | undefined {
  if (before === after) return [];
  const [held, holds] = [membersOf(geography, level, code, before), membersOf(geography, level, code, after)];
  if (!held || !holds) return undefined;
  const isHeld = new Set(held);
  const isHolding = new Set(holds);
  const origins = holds.flatMap((commune) => geography.holding(commune, after, before).codes);
  const moves: Move[] = [];
  for (const commune of new Set([...held, ...origins])) {
    const { codes, isWhole } = geography.holding(commune, before, after);
    const inside = codes.filter((holder) => isHolding.has(holder)).length;
    if (!isWhole || (inside > 0 && inside < codes.length)) return undefined;
    if (isHeld.has(commune) !== inside > 0) moves.push({ code: commune, joined: inside > 0 });
  }
  return moves;
}

/** Communes of a territory on 1 January of a vintage; undefined when it was not there, or nothing tells its communes. */
function membersOf(
  geography: Geography,
  level: OfficialLevel,
  code: string,
  vintage: Vintage,
): readonly string[] | undefined {
  if (level === 'commune') return geography.communes(vintage).has(code) ? [code] : undefined;
  if (level === 'epci') return geography.epcis(vintage)?.get(code)?.communes;
  if (level === 'france') return undefined;
  const members = [...geography.membership(vintage)].flatMap(([commune, { [level]: holder }]) =>
    holder === code ? [commune] : [],
  );
  return members.length > 0 ? members : undefined;
}
