import { failure, type Grouping, type SemanticQuery, type Vintage } from '@boussole/schema';
import { group } from 'd3-array';
import type { OpenCube } from '../cube/open-cube.ts';
import { type Column, vintageOf } from '../reading/columns.ts';

/** Rows gathered under the territory that holds them. */
export interface RowGroup {
  /** Number of that territory. */
  readonly number: number;
  readonly members: readonly number[];
  /** Whether the rows are all it holds: only then is its own figure their subtotal. */
  readonly isWhole: boolean;
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
  /** Rows that no territory of the level holds: communes of no EPCI. */
  readonly alone: readonly number[];
}

/** Vintage that says which territory holds which; throws `ARGUMENT_INVALID` when the columns are of several. */
export function groupingVintage(
  cube: OpenCube,
  { reading, rows }: SemanticQuery,
  grouping: Grouping,
  columns: readonly Column[],
): Vintage {
  if (reading === 'CONSTANT') return cube.geography.reference;
  const level = rows.kind === 'level' ? rows.level : 'commune';
  const vintages = new Set(
    columns.flatMap((column) => [vintageOf(cube, column, level), vintageOf(cube, column, grouping.by)]),
  );
  if (vintages.size === 1) return [...vintages][0]!;
  throw failure('ARGUMENT_INVALID', {
    argument: 'groups',
    problem: 'les colonnes sont de plusieurs géographies : regroupez à géographie constante, ou une seule année',
  });
}

/** Gathers rows under the territories that hold them; throws `ARGUMENT_INVALID` when their level does not nest in it. */
export function gather(cube: OpenCube, numbers: readonly number[], { by }: Grouping, vintage: Vintage): Gathered {
  const level = levelOf(cube, numbers);
  if (level === undefined) return { groups: [], alone: [] };
  if (!(level === 'commune' || (level === 'departement' && by === 'region'))) {
    throw failure('ARGUMENT_INVALID', {
      argument: 'groups',
      problem: 'seules des communes se regroupent, ou des départements par région',
    });
  }
  const holderOf = new Map<number, number>();
  const sizes = new Map<number, number>();
  for (const holder of cube.rows.rows(by, vintage)) {
    const held = cube.rows.rows(level, vintage, cube.numbering.at(holder).id);
    sizes.set(holder, held.length);
    for (const number of held) holderOf.set(number, holder);
  }
  const members = group(numbers, (number) => holderOf.get(number));
  const groups = [...members].flatMap(([number, own]): RowGroup[] =>
    number === undefined ? [] : [{ number, members: own, isWhole: own.length === sizes.get(number) }],
  );
  return { groups: groups.sort((left, right) => left.number - right.number), alone: members.get(undefined) ?? [] };
}

/** Lists groups, each followed by its rows when it is open, then the rows that no group holds. */
export function toLines(cube: OpenCube, { groups, alone }: Gathered, { open, closed }: Grouping): readonly Line[] {
  const opened = open && new Set(open);
  const shut = new Set(closed);
  return [
    ...groups.flatMap((group): Line[] => {
      const { id } = cube.numbering.at(group.number);
      const isOpen = !shut.has(id) && (!opened || opened.has(id));
      const below = isOpen ? group.members.map((number): Line => ({ number, group: undefined, depth: 1 })) : [];
      return [{ number: group.number, group, depth: 0 }, ...below];
    }),
    ...alone.map((number): Line => ({ number, group: undefined, depth: 0 })),
  ];
}

function levelOf({ numbering }: OpenCube, numbers: readonly number[]): string | undefined {
  const levels = new Set(numbers.map((number) => numbering.at(number).level));
  return levels.size > 1 ? 'several' : [...levels][0];
}
