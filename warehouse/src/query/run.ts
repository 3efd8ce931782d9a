import type { OpenCube } from '../cube/open-cube.ts';
import type { CellColumn } from '../reading/answers.ts';
import { type Column, pick, valueAt } from '../reading/columns.ts';
import { fold } from '../territories/fold.ts';
import { answersFilter } from './filters.ts';
import { gather, type Line, toLines } from './outline.ts';
import type { Plan } from './plan.ts';

export interface PlanResult {
  /** Number of lines, groups included. */
  readonly totalCount: number;
  /** Numbers of all the territories that answer, on the page or not. */
  readonly answering: readonly number[];
  /** Lines of the page. */
  readonly lines: readonly Line[];
  readonly columns: readonly CellColumn[];
}

/** Filters, orders, gathers and pages the rows of a plan over dense series, then picks their cells. */
export function runPlan(cube: OpenCube, plan: Plan): PlanResult {
  let numbers = [...plan.rows];
  if (plan.search !== undefined) numbers = searched(cube, numbers, plan.search);
  for (const { column, filter } of plan.filters) {
    numbers = numbers.filter((number) => answersFilter(valueAt(column, number), filter));
  }
  const answering = ordered(cube, numbers, plan, valueAt);
  const lines = linesOf(cube, answering, plan);
  const page = lines.slice(plan.offset, plan.offset + plan.limit);
  return {
    totalCount: lines.length,
    answering,
    lines: page,
    columns: plan.columns.map((column) => pickLines(column, page)),
  };
}

function linesOf(cube: OpenCube, numbers: readonly number[], plan: Plan): readonly Line[] {
  const { grouping } = plan;
  if (!grouping) return numbers.map((number) => ({ number, group: undefined, depth: 0 }));
  const { groups, alone } = gather(cube, numbers, grouping, grouping.vintage);
  const byNumber = new Map(groups.map((group) => [group.number, group]));
  // A group without a subtotal has no value to be ordered by.
  const shown = (column: Column, number: number): number =>
    byNumber.get(number)?.isWhole ? valueAt(column, number) : Number.NaN;
  const sorted = ordered(cube, [...byNumber.keys()], plan, shown);
  return toLines(cube, { groups: sorted.map((number) => byNumber.get(number)!), alone }, grouping);
}

/** The figure of the territory that holds a group is its subtotal when the group is all of it; otherwise there is none. */
function pickLines(column: Column, lines: readonly Line[]): CellColumn {
  const cells = pick(
    column,
    lines.map(({ number }) => number),
  );
  const isPartial = (index: number): boolean => lines[index]!.group?.isWhole === false;
  return {
    values: cells.values.map((value, index) => (isPartial(index) ? Number.NaN : value)),
    states: cells.states.map((state, index) => (isPartial(index) ? 'NOT_AVAILABLE' : state)),
  };
}

function searched(cube: OpenCube, numbers: number[], text: string): number[] {
  const wanted = fold(text);
  return numbers.filter((number) => {
    const { name, code } = cube.numbering.at(number);
    return fold(name).includes(wanted) || code.startsWith(text.toUpperCase());
  });
}

function ordered(
  cube: OpenCube,
  numbers: number[],
  { sort }: Plan,
  read: (column: Column, number: number) => number,
): number[] {
  if (sort.length === 0) return numbers;
  const names = new Intl.Collator('fr');
  const comparisons = sort.map((key): ((left: number, right: number) => number) => {
    const sign = key.descending ? -1 : 1;
    if (key.by === 'column') {
      const { column } = key;
      return (left, right) => {
        const [a, b] = [read(column, left), read(column, right)];
        // Without a value comes last in both directions: the order tells nothing of what is hidden.
        if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
        return sign * (a - b);
      };
    }
    const { at } = cube.numbering;
    if (key.by === 'name') return (left, right) => sign * names.compare(at(left).name, at(right).name);
    return (left, right) => sign * (at(left).code < at(right).code ? -1 : 1);
  });
  return numbers.sort((left, right) => {
    for (const compare of comparisons) {
      const order = compare(left, right);
      if (order !== 0) return order;
    }
    return left - right;
  });
}
