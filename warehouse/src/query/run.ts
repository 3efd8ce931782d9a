import type { OpenCube } from '../cube/open-cube.ts';
import { pageOf } from '../cube/rows.ts';
import type { CoveredColumn } from '../reading/answers.ts';
import { type Column, pickKept, valueAt } from '../reading/columns.ts';
import { coverageIn } from '../reading/covered.ts';
import { decimalsOf } from '../reading/rounding.ts';
import { after, allOf, type Eventual } from '../store/eventual.ts';
import { fold } from '../territories/fold.ts';
import type { Territory } from '../territories/territory.ts';
import { filtered } from './filters.ts';
import { ordered } from './order.ts';
import { gather, type Line, toLines } from './outline.ts';
import type { Plan, PlanKeys } from './plan.ts';
import { type PopulationOf, withSums } from './subtotals.ts';

/** The lines of a page, before their cells are picked. */
export interface PlanLines {
  /** Number of lines, groups included. */
  readonly totalCount: number;
  /** Numbers of all the territories that answer, on the page or not. */
  readonly answering: Int32Array;
  /** Lines of the page. */
  readonly lines: readonly Line[];
  /** Numbers of the lines of the page. */
  readonly shown: Int32Array;
  /** Columns of the plan, that know the groups of the page too. */
  readonly read: readonly Column[];
}

export interface PlanResult extends PlanLines {
  /** Cells of the lines, by column. */
  readonly columns: readonly CoveredColumn[];
}

/** Filters, orders, gathers and pages the rows of a plan over dense series, then picks their cells. */
export function runPlan(cube: OpenCube, plan: Plan, populationOf: PopulationOf): Eventual<PlanResult> {
  return after(runLines(cube, plan, populationOf), (lines) => ({
    ...lines,
    columns: lines.read.map((column) => shownOf(cube, column, lines.shown)),
  }));
}

/** Filters, orders, gathers and pages the rows of a plan. */
export function runLines(cube: OpenCube, plan: Plan, populationOf: PopulationOf): Eventual<PlanLines> {
  const answering = answeringOf(cube, plan.rows, plan);
  return after(linesOf(cube, answering, plan, populationOf), ({ totalCount, page, shown }) => {
    const summed = plan.grouping ? page.flatMap(({ group }) => (group?.isSummed ? [group] : [])) : [];
    const sums =
      summed.length === 0
        ? plan.columns
        : allOf(plan.columns.map((column) => withSums(cube, column, summed, populationOf)));
    return after(sums, (read) => ({ totalCount, answering, lines: page, shown, read }));
  });
}

/** The territories that answer, in order. */
export function answeringOf(cube: OpenCube, rows: Int32Array, { filters, sort, search }: PlanKeys): Int32Array {
  const at = (number: number): Territory => cube.numbering.at(number);
  const all = ordered(rows, sort, at);
  return filtered(
    search === undefined ? all : searched(cube, all, search),
    filters.map(({ column, filter }) => {
      const { decimals } = column.indicator;
      return { filter, decimals, read: (number) => valueAt(column, number) };
    }),
  );
}

function shownOf(cube: OpenCube, column: Column, shown: Int32Array): CoveredColumn {
  const { values, states } = pickKept(column, shown);
  return {
    values,
    states,
    decimals: () => decimalsOf(cube, column, shown),
    ...coverageIn(cube, column, shown),
  };
}

interface Lines {
  readonly totalCount: number;
  readonly page: readonly Line[];
  readonly shown: Int32Array;
}

function linesOf(cube: OpenCube, numbers: Int32Array, plan: Plan, populationOf: PopulationOf): Eventual<Lines> {
  const { grouping, offset, limit } = plan;
  if (!grouping) {
    const shown = pageOf(numbers, offset, limit);
    const page = Array.from(shown, (number): Line => ({ number, group: undefined, depth: 0 }));
    return { totalCount: numbers.length, page, shown };
  }
  const { groups, alone } = gather(cube, numbers, grouping, grouping.vintage, populationOf);
  const byNumber = new Map(groups.map((group) => [group.number, group]));
  const summed = groups.filter(({ isSummed }) => isSummed);
  const keys = allOf(
    plan.sort.map((key) =>
      key.by === 'column'
        ? after(withSums(cube, key.column, summed, populationOf), (column) => ({ ...key, column }))
        : key,
    ),
  );
  return after(keys, (sort) => {
    const sorted = ordered(Int32Array.from(byNumber.keys()), sort, (number) => byNumber.get(number)!.territory);
    const lines = toLines({ groups: Array.from(sorted, (number) => byNumber.get(number)!), alone }, grouping);
    const page = lines.slice(offset, offset + limit);
    return { totalCount: lines.length, page, shown: Int32Array.from(page, ({ number }) => number) };
  });
}

function searched(cube: OpenCube, numbers: Int32Array, text: string): Int32Array {
  const wanted = fold(text);
  const hasName = wanted === '' ? () => false : (name: string) => fold(name).includes(wanted);
  return numbers.filter((number) => {
    const { name, code } = cube.numbering.at(number);
    return hasName(name) || code.startsWith(text.toUpperCase());
  });
}
