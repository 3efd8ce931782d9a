import type { Level, OfficialLevel, TerritoryId } from '@boussole/schema';
import type { Group } from '../cube/one-part.ts';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Places } from '../cube/ranking.ts';
import type { Standing } from '../cube/standing.ts';
import { after, type Eventual } from '../store/eventual.ts';
import type { Position, RankedWithin } from './answers.ts';
import { type Column, columnOf, isOfficial, stateAt, valueAt, vintageOf } from './columns.ts';
import { positionAt } from './group-values.ts';
import type { LowerBounds } from './lower-bounds.ts';
import { isOfOnePart } from './one-part.ts';
import { type GroupProblem, SMALLEST_GROUP } from './position-answers.ts';

/** Levels that are ranked inside what holds them: communes anywhere, départements and EPCI of a single région in it. */
const RANKED: Readonly<Record<Exclude<RankedWithin, 'france'>, readonly Level[]>> = {
  region: ['commune', 'epci', 'departement'],
  departement: ['commune'],
  epci: ['commune'],
};

/**
 * Places territories among those of their level: in France, or in their région, département or EPCI. Ties share the better rank.
 * Undefined without a value, for a count over too few of its communes or of their parts, when there is no such group, in a group of fewer than 5 figures, where a rank
 * says nothing, and in one whose figures all come from one of its parts, where it would be the rank in that part.
 */
export class RankedTerritories {
  readonly #cube: OpenCube;
  readonly #whole: () => Eventual<OpenCube>;
  readonly #numbers: readonly number[];
  readonly #columns: readonly Column[];
  readonly #levels: ReadonlySet<OfficialLevel>;
  readonly #areCommunes: boolean;
  /** The same groups for all columns in the same perimeters. */
  readonly #groups = new Map<string, readonly RankedGroup[]>();
  #read: Promise<ReadonlyMap<Column, Standing>> | undefined;
  #wholeCube: Eventual<OpenCube> | undefined;

  /** `columns` are those that are ranked; `whole` gives a cube in which they are read whole, for those of which a cube has a part only. */
  constructor(cube: OpenCube, numbers: readonly number[], columns: readonly Column[], whole: () => Eventual<OpenCube>) {
    this.#cube = cube;
    this.#whole = whole;
    this.#numbers = numbers;
    this.#columns = columns;
    const levels = numbers.map((number) => cube.numbering.at(number).level);
    this.#levels = new Set(levels.filter(isOfficial).filter((level) => level !== 'france'));
    this.#areCommunes = levels.every((level) => level === 'commune');
  }

  /** `less` are the territories that have no place in the column. */
  positions(column: Column, within: RankedWithin, less: LowerBounds): Eventual<readonly (Position | undefined)[]> {
    return column.series.only ? this.#positionsInPart(column, within, less) : this.#count(column, within, less);
  }

  /** Why each territory that has a figure with a place among others has none in its group. */
  problems(column: Column, within: RankedWithin, less: LowerBounds): Eventual<readonly (GroupProblem | undefined)[]> {
    return after(this.#asWhole(column), (whole) => this.#problemsIn(whole, within, less));
  }

  async #positionsInPart(
    column: Column,
    within: RankedWithin,
    less: LowerBounds,
  ): Promise<readonly (Position | undefined)[]> {
    const isWritten = within === 'france' && this.#areCommunes && less.size === 0;
    const standing = isWritten ? (await this.#standings()).get(column) : undefined;
    const written = standing && this.#written(column, standing);
    return written ?? this.#count(await this.#asWhole(column), within, less);
  }

  /** Standings of all columns of which a part was read, once. */
  #standings(): Promise<ReadonlyMap<Column, Standing>> {
    this.#read ??= this.#readStandings();
    return this.#read;
  }

  async #readStandings(): Promise<ReadonlyMap<Column, Standing>> {
    const parts = this.#columns.filter(({ series }) => series.only);
    const asked = parts.map(({ indicator, reading, year }) => ({ indicator: indicator.id, reading, year }));
    const read = await this.#cube.standings(asked, this.#numbers);
    return new Map(parts.flatMap((column, index) => (read[index] ? [[column, read[index]] as const] : [])));
  }

  /** Undefined when they have to be counted: among other communes, or for one that is not among them but has a figure. */
  #written(column: Column, standing: Standing): readonly (Position | undefined)[] | undefined {
    const { vintage, size, onePart, places } = standing;
    if (vintage !== vintageOf(this.#cube, column, 'commune')) return undefined;
    const isOther = (number: number, index: number): boolean =>
      places.notAbove[index] === 0 && !Number.isNaN(valueAt(column, number));
    if (this.#numbers.some(isOther)) return undefined;
    const positions = new Array<Position | undefined>(this.#numbers.length);
    return size < SMALLEST_GROUP || onePart ? positions : put(positions, places, size);
  }

  #asWhole(column: Column): Eventual<Column> {
    const { indicator, year, reading, series } = column;
    if (!series.only) return column;
    // All columns are read whole together, once.
    this.#wholeCube ??= this.#whole();
    return after(this.#wholeCube, (cube) =>
      after(cube.series(indicator.id, reading), (whole) => columnOf(cube, indicator, year, reading, whole)),
    );
  }

  #count(column: Column, within: RankedWithin, less: LowerBounds): readonly (Position | undefined)[] {
    const { start } = column;
    const { values: known } = column.series;
    const positions = new Array<Position | undefined>(this.#numbers.length);
    for (const group of this.#groupsOf(column, within)) {
      const { key, members, places, numbers } = group;
      const values = new Float64Array(numbers.length);
      for (let index = 0; index < numbers.length; index++) values[index] = known[start + numbers[index]!]!;
      for (let index = 0; less.size > 0 && index < numbers.length; index++)
        if (less.has(numbers[index]!)) values[index] = Number.NaN;
      const placed = less.size === 0 ? members : () => members().filter((number) => !less.has(number));
      const ranking = column.series.ranking(column.year, key, placed);
      const found = ranking.places(numbers, values);
      const { size } = ranking;
      const isOne = (): boolean => isOfOnePart(this.#cube, column, group, less);
      if (size < SMALLEST_GROUP || ranking.isOfOnePart(isOne)) continue;
      put(positions, found, size, places);
    }
    return positions;
  }

  #problemsIn(column: Column, within: RankedWithin, less: LowerBounds): readonly (GroupProblem | undefined)[] {
    const positions = this.#count(column, within, less);
    const problems = new Array<GroupProblem | undefined>(this.#numbers.length);
    for (const group of this.#groupsOf(column, within)) {
      const without = group.places.filter((place) => {
        const number = this.#numbers[place]!;
        return !positions[place] && !less.has(number) && !Number.isNaN(valueAt(column, number));
      });
      if (without.length === 0) continue;
      const problem = this.#problemOf(column, group, less);
      for (const place of without) problems[place] = problem;
    }
    return problems;
  }

  #problemOf(column: Column, group: RankedGroup, less: LowerBounds): GroupProblem | undefined {
    const members = group.members();
    if (members.some((number) => stateAt(column, number) === 'RESTRICTED')) return 'GROUP_RESTRICTED';
    const placed = members.filter((number) => !less.has(number) && !Number.isNaN(valueAt(column, number)));
    if (placed.length < SMALLEST_GROUP) return 'GROUP_TOO_SMALL';
    return isOfOnePart(this.#cube, column, group, less) ? 'GROUP_OF_ONE_PART' : undefined;
  }

  #groupsOf(column: Column, within: RankedWithin): readonly RankedGroup[] {
    const vintages = new Map<OfficialLevel, number>();
    let key: string = within;
    for (const level of this.#levels) {
      const vintage = vintageOf(this.#cube, column, level);
      vintages.set(level, vintage);
      key += ` ${vintage}`;
    }
    const groups = this.#groups.get(key) ?? groupsOf(this.#cube, this.#numbers, vintages, within);
    this.#groups.set(key, groups);
    return groups;
  }
}

/** Puts places among the positions, `at` those of the territories, or at the same. */
function put(
  positions: (Position | undefined)[],
  { below, notAbove }: Places,
  size: number,
  at?: readonly number[],
): readonly (Position | undefined)[] {
  for (let index = 0; index < notAbove.length; index++)
    if (notAbove[index] !== 0) positions[at ? at[index]! : index] = positionAt(below[index]!, notAbove[index]!, size);
  return positions;
}

/** Territories that are ranked in the same group: that of their level in France, or in what holds them. */
interface RankedGroup extends Group {
  readonly key: string;
  readonly members: () => Int32Array;
  readonly numbers: number[];
  /** Where they are in what was asked. */
  readonly places: number[];
}

function groupsOf(
  cube: OpenCube,
  numbers: readonly number[],
  vintages: ReadonlyMap<OfficialLevel, number>,
  within: RankedWithin,
): readonly RankedGroup[] {
  const groups = new Map<string, RankedGroup>();
  for (const [place, number] of numbers.entries()) {
    const { id, level } = cube.numbering.at(number);
    const vintage = isOfficial(level) ? vintages.get(level) : undefined;
    if (!isOfficial(level) || vintage === undefined) continue;
    const container = within === 'france' ? undefined : containerOf(cube, id, level, within, vintage);
    if (within !== 'france' && container === undefined) continue;
    const name = `${level} ${container ?? 'france'}`;
    const group = groups.get(name) ?? toGroup(cube, level, vintage, container);
    groups.set(name, group);
    group.places.push(place);
    group.numbers.push(number);
  }
  return [...groups.values()];
}

function toGroup(
  cube: OpenCube,
  level: OfficialLevel,
  vintage: number,
  container: TerritoryId | undefined,
): RankedGroup {
  const members = (): Int32Array => cube.rows.rows(level, vintage, container);
  return { key: `${level} ${vintage} ${container ?? ''}`, level, vintage, container, members, numbers: [], places: [] };
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
