import type { Level, OfficialLevel, TerritoryId } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Position, RankedWithin } from './answers.ts';
import { type Column, isOfficial, valueAt, vintageOf } from './columns.ts';
import { positionAt } from './group-values.ts';
import { SMALLEST_GROUP } from './position-answers.ts';

/** Levels that are ranked inside what holds them: communes anywhere, départements and EPCI of a single région in it. */
const RANKED: Readonly<Record<Exclude<RankedWithin, 'france'>, readonly Level[]>> = {
  region: ['commune', 'epci', 'departement'],
  departement: ['commune'],
  epci: ['commune'],
};

/**
 * Places territories among those of their level: in France, or in their région, département or EPCI. Ties share the better rank.
 * Undefined without a value, when there is no such group, and in a group of fewer than 5 figures, where a rank says nothing.
 */
export function positionsOf(
  cube: OpenCube,
  column: Column,
  numbers: readonly number[],
  within: RankedWithin,
): readonly (Position | undefined)[] {
  const positions = new Array<Position | undefined>(numbers.length);
  for (const { key, members, places } of groupsOf(cube, column, numbers, within)) {
    const ranking = column.series.ranking(column.year, key, members);
    const ranked = places.map((place) => numbers[place]!);
    const found = ranking.places(
      ranked,
      ranked.map((number) => valueAt(column, number)),
    );
    if (ranking.size < SMALLEST_GROUP) continue;
    for (const [index, place] of found.entries()) positions[places[index]!] = place && positionAt(place, ranking.size);
  }
  return positions;
}

/** Territories that are ranked in the same group: that of their level in France, or in what holds them. */
interface RankedGroup {
  readonly key: string;
  readonly members: () => Int32Array;
  /** Where they are in what was asked. */
  readonly places: number[];
}

function groupsOf(
  cube: OpenCube,
  column: Column,
  numbers: readonly number[],
  within: RankedWithin,
): Iterable<RankedGroup> {
  const byLevel = new Map<OfficialLevel, { readonly vintage: number; readonly groups: Map<string, RankedGroup> }>();
  for (let place = 0; place < numbers.length; place++) {
    const number = numbers[place]!;
    const { id, level } = cube.numbering.at(number);
    if (!isOfficial(level) || level === 'france' || Number.isNaN(valueAt(column, number))) continue;
    const known = byLevel.get(level) ?? { vintage: vintageOf(cube, column, level), groups: new Map() };
    byLevel.set(level, known);
    const { vintage, groups } = known;
    const container = within === 'france' ? undefined : containerOf(cube, id, level, within, vintage);
    if (within !== 'france' && container === undefined) continue;
    const name = container ?? 'france';
    const group = groups.get(name) ?? toGroup(cube, level, vintage, container);
    groups.set(name, group);
    group.places.push(place);
  }
  return [...byLevel.values()].flatMap(({ groups }) => [...groups.values()]);
}

function toGroup(
  cube: OpenCube,
  level: OfficialLevel,
  vintage: number,
  container: TerritoryId | undefined,
): RankedGroup {
  const members = (): Int32Array => cube.rows.rows(level, vintage, container);
  return { key: `${level} ${vintage} ${container ?? ''}`, members, places: [] };
}

function containerOf(
  cube: OpenCube,
  id: TerritoryId,
  level: Level,
  within: Exclude<RankedWithin, 'france'>,
  vintage: number,
): TerritoryId | undefined {
  if (!RANKED[within].includes(level)) return undefined;
  const holders = cube.geography.parents(id, vintage).filter((parent) => parent.level === within);
  return holders.length === 1 ? holders[0]!.id : undefined;
}
