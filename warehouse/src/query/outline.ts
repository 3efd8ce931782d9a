import { failure, type Grouping, type SemanticQuery, toTerritoryId, type Vintage } from '@boussole/schema';
import { group } from 'd3-array';
import type { OpenCube } from '../cube/open-cube.ts';
import { type Column, vintageOf } from '../reading/columns.ts';
import { STRATUM, stratumOf } from '../reading/strata.ts';
import type { Territory } from '../territories/territory.ts';
import type { PopulationOf } from './subtotals.ts';

/** Rows gathered under the territory that holds them, or in a class of population. */
export interface RowGroup {
  /** Where its figures are read: the number of the territory, or one beyond the cube for a group that is summed. */
  readonly number: number;
  readonly territory: Territory;
  readonly members: readonly number[];
  /** How many rows the territory holds, listed or not. */
  readonly size: number;
  /** Whether the rows are all it holds. */
  readonly isWhole: boolean;
  /** Whether its figures are sums of its rows: a class of population, or some rows of a territory. */
  readonly isSummed: boolean;
}

/** A line of the answer: a territory, or a group of them with its rows below when it is open. */
export interface Line {
  readonly number: number;
  readonly group: RowGroup | undefined;
  /** 0 for a group and for a row that no group holds, 1 for a row below its group. */
  readonly depth: number;
}

export interface Gathered {
  /** In number order; members keep the order of the rows. */
  readonly groups: readonly RowGroup[];
  /** Rows that no territory of the level holds: communes of no EPCI, or without a known population. */
  readonly alone: readonly number[];
}

/** First number of groups that are summed: beyond those of the cube and of composed territories. */
const SUMMED = 2 ** 30 + 2 ** 20;

/** Vintage that says which territory holds which; throws `ARGUMENT_INVALID` when the columns are of several. */
export function groupingVintage(
  cube: OpenCube,
  { reading, rows }: SemanticQuery,
  { by }: Grouping,
  columns: readonly Column[],
): Vintage {
  if (reading === 'CONSTANT') return cube.geography.reference;
  const level = rows.kind === 'level' ? rows.level : 'commune';
  const levels = by === 'stratum' ? [level] : [level, by];
  const vintages = new Set(columns.flatMap((column) => levels.map((one) => vintageOf(cube, column, one))));
  if (vintages.size === 1) return [...vintages][0]!;
  throw failure('ARGUMENT_INVALID', {
    argument: 'groups',
    problem: 'les colonnes sont de plusieurs géographies : regroupez à géographie constante, ou une seule année',
  });
}

/** Gathers rows; throws `ARGUMENT_INVALID` when their level does not nest in what they are gathered under. */
export function gather(
  cube: OpenCube,
  numbers: Int32Array,
  { by }: Grouping,
  vintage: Vintage,
  populationOf: PopulationOf,
): Gathered {
  const level = levelOf(cube, numbers);
  if (level === undefined) return { groups: [], alone: [] };
  if (!(level === 'commune' || (level === 'departement' && by === 'region'))) {
    throw failure('ARGUMENT_INVALID', {
      argument: 'groups',
      problem: 'seules des communes se regroupent, ou des départements par région',
    });
  }
  if (by === 'stratum') return gatherStrata(numbers, populationOf);
  const holderOf = new Map<number, number>();
  const sizes = new Map<number, number>();
  for (const holder of cube.rows.rows(by, vintage)) {
    const held = cube.rows.rows(level, vintage, cube.numbering.at(holder).id);
    sizes.set(holder, held.length);
    for (const number of held) holderOf.set(number, holder);
  }
  const members = group(numbers, (number) => holderOf.get(number));
  const groups = [...members].flatMap(([holder, own]): RowGroup[] => {
    if (holder === undefined) return [];
    const size = sizes.get(holder) ?? own.length;
    const isWhole = own.length === size;
    // Only communes are summed: a région of some départements has no figure of its own.
    const isSummed = !isWhole && level === 'commune';
    const number = isWhole ? holder : SUMMED + holder;
    return [{ number, territory: cube.numbering.at(holder), members: own, size, isWhole, isSummed }];
  });
  return { groups: groups.sort(byNumber), alone: members.get(undefined) ?? [] };
}

/** Territories that are summed keep their place among the others. */
function byNumber({ number: left }: RowGroup, { number: right }: RowGroup): number {
  return (left % SUMMED) - (right % SUMMED);
}

function gatherStrata(numbers: Int32Array, populationOf: PopulationOf): Gathered {
  const members = group(numbers, (number) => {
    const population = populationOf(number);
    return population === undefined ? undefined : stratumOf(population).from;
  });
  const groups = [...members].flatMap(([from, own]): RowGroup[] => {
    if (from === undefined) return [];
    const [isWhole, isSummed] = [true, true];
    return [{ number: SUMMED + from, territory: toStratum(from), members: own, size: own.length, isWhole, isSummed }];
  });
  return { groups: groups.sort(byNumber), alone: members.get(undefined) ?? [] };
}

/** A class of population as the head of a group: `groupe:strate-2000-5000`, or `groupe:strate-1000000` for the last. */
function toStratum(from: number): Territory {
  const { to } = stratumOf(from);
  const code = [STRATUM, from, to].filter((part) => part !== undefined).join('-');
  const written = (count: number): string => count.toLocaleString('fr-FR');
  return {
    id: toTerritoryId('groupe', code),
    level: 'groupe',
    code,
    name:
      to === undefined
        ? `${written(from)} habitants et plus`
        : from === 0
          ? `Moins de ${written(to)} habitants`
          : `De ${written(from)} à moins de ${written(to)} habitants`,
    validFrom: undefined,
    validTo: undefined,
  };
}

/** Lists groups, each followed by its rows when it is open, then the rows that no group holds. */
export function toLines({ groups, alone }: Gathered, { open, closed }: Grouping): readonly Line[] {
  const opened = open && new Set(open);
  const shut = new Set(closed);
  return [
    ...groups.flatMap((group): Line[] => {
      const { id } = group.territory;
      const isOpen = !shut.has(id) && (!opened || opened.has(id));
      const below = isOpen ? group.members.map((number): Line => ({ number, group: undefined, depth: 1 })) : [];
      return [{ number: group.number, group, depth: 0 }, ...below];
    }),
    ...alone.map((number): Line => ({ number, group: undefined, depth: 0 })),
  ];
}

function levelOf({ numbering }: OpenCube, numbers: Int32Array): string | undefined {
  const levels = new Set(Array.from(numbers, (number) => numbering.at(number).level));
  return levels.size > 1 ? 'several' : [...levels][0];
}
