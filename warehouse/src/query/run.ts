import type { OpenCube } from '../cube/open-cube.ts';
import type { CellColumn } from '../reading/answers.ts';
import { pick, valueAt } from '../reading/columns.ts';
import { fold } from '../territories/fold.ts';
import { answersFilter } from './filters.ts';
import type { Plan } from './plan.ts';

export interface PlanResult {
  readonly totalCount: number;
  /** Numbers of the territories of the page. */
  readonly numbers: readonly number[];
  readonly columns: readonly CellColumn[];
}

/** Filters, orders and pages the rows of a plan over dense series, then picks their cells. */
export function runPlan(cube: OpenCube, plan: Plan): PlanResult {
  let numbers = [...plan.rows];
  if (plan.search !== undefined) numbers = searched(cube, numbers, plan.search);
  for (const { column, filter } of plan.filters) {
    numbers = numbers.filter((number) => answersFilter(valueAt(column, number), filter));
  }
  const page = ordered(cube, numbers, plan).slice(plan.offset, plan.offset + plan.limit);
  return { totalCount: numbers.length, numbers: page, columns: plan.columns.map((column) => pick(column, page)) };
}

function searched(cube: OpenCube, numbers: number[], text: string): number[] {
  const wanted = fold(text);
  return numbers.filter((number) => {
    const { name, code } = cube.numbering.at(number);
    return fold(name).includes(wanted) || code.startsWith(text.toUpperCase());
  });
}

function ordered(cube: OpenCube, numbers: number[], { sort }: Plan): number[] {
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
