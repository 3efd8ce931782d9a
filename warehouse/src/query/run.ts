import type { OpenCube } from '../cube/open-cube.ts';
import type { CellColumn } from '../reading/answers.ts';
import { type Column, pick, valueAt } from '../reading/columns.ts';
import { fold } from '../territories/fold.ts';
import type { Territory } from '../territories/territory.ts';
import { filtered } from './filters.ts';
import { gather, type Line, toLines } from './outline.ts';
import type { Plan } from './plan.ts';
import { type PopulationOf, withSums } from './subtotals.ts';

export interface PlanResult {
  /** Number of lines, groups included. */
  readonly totalCount: number;
  /** Numbers of all the territories that answer, on the page or not. */
  readonly answering: readonly number[];
  /** Lines of the page. */
  readonly lines: readonly Line[];
  /** Columns of the plan, that know the groups of the page too. */
  readonly read: readonly Column[];
  /** Cells of the lines, by column. */
  readonly columns: readonly CellColumn[];
}

/** Filters, orders, gathers and pages the rows of a plan over dense series, then picks their cells. */
export async function runPlan(cube: OpenCube, plan: Plan, populationOf: PopulationOf): Promise<PlanResult> {
  let numbers = [...plan.rows];
  if (plan.search !== undefined) numbers = searched(cube, numbers, plan.search);
  numbers = filtered(
    numbers,
    plan.filters.map(({ column, filter }) => ({ filter, read: (number) => valueAt(column, number) })),
  );
  const answering = ordered(numbers, plan.sort, (number) => cube.numbering.at(number));
  const lines = await linesOf(cube, answering, plan, populationOf);
  const page = lines.slice(plan.offset, plan.offset + plan.limit);
  const summed = page.flatMap(({ group }) => (group?.isSummed ? [group] : []));
  const read = await Promise.all(plan.columns.map((column) => withSums(cube, column, summed, populationOf)));
  const shown = page.map(({ number }) => number);
  return { totalCount: lines.length, answering, lines: page, read, columns: read.map((column) => pick(column, shown)) };
}

async function linesOf(
  cube: OpenCube,
  numbers: readonly number[],
  plan: Plan,
  populationOf: PopulationOf,
): Promise<readonly Line[]> {
  const { grouping } = plan;
  if (!grouping) return numbers.map((number) => ({ number, group: undefined, depth: 0 }));
  const { groups, alone } = gather(cube, numbers, grouping, grouping.vintage, populationOf);
  const byNumber = new Map(groups.map((group) => [group.number, group]));
  const summed = groups.filter(({ isSummed }) => isSummed);
  const sort = await Promise.all(
    plan.sort.map(async (key) =>
      key.by === 'column' ? { ...key, column: await withSums(cube, key.column, summed, populationOf) } : key,
    ),
  );
  const sorted = ordered([...byNumber.keys()], sort, (number) => byNumber.get(number)!.territory);
  return toLines({ groups: sorted.map((number) => byNumber.get(number)!), alone }, grouping);
}

function searched(cube: OpenCube, numbers: number[], text: string): number[] {
  const wanted = fold(text);
  return numbers.filter((number) => {
    const { name, code } = cube.numbering.at(number);
    return fold(name).includes(wanted) || code.startsWith(text.toUpperCase());
  });
}

function ordered(
  numbers: number[],
  sort: Plan['sort'],
  at: (number: number) => Pick<Territory, 'name' | 'code'>,
): number[] {
  if (sort.length === 0) return numbers;
  const names = new Intl.Collator('fr');
  const comparisons = sort.map((key): ((left: number, right: number) => number) => {
    const sign = key.descending ? -1 : 1;
    if (key.by === 'column') {
      const { column } = key;
      return (left, right) => {
        const [a, b] = [valueAt(column, left), valueAt(column, right)];
        // Without a value comes last in both directions: the order tells nothing of what is hidden.
        if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
        return sign * (a - b);
      };
    }
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
