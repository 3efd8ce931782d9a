import type { SemanticQuery } from '@boussole/schema';
import type { ComposedCells } from '../composed/cells.ts';
import type { OpenCube } from '../cube/open-cube.ts';
import type { AnswerHeader, GridAnswer } from '../reading/answers.ts';
import { indicatorOf } from '../reading/columns.ts';
import { acrossYears } from '../reading/comparability.ts';
import { perimetersSideBySide } from '../reading/perimeter-warning.ts';
import { cautionsOf } from '../reading/warnings.ts';
import { after, type Eventual } from '../store/eventual.ts';
import type { Territory } from '../territories/territory.ts';
import { type Plan, toPlan } from './plan.ts';
import { type PlanResult, runPlan } from './run.ts';
import { totalOf } from './total.ts';

/** A table to answer, with what was read for it. */
export interface PlannedGrid {
  readonly header: Omit<AnswerHeader, 'warnings'>;
  readonly known: OpenCube;
  /** The same cube, that may hold of some indicators nothing but what the table is about. */
  readonly ready: OpenCube;
  readonly asked: SemanticQuery;
  /** What was asked, with the indicators that are read in the place of slices. */
  readonly query: SemanticQuery;
  readonly plan: Plan;
  readonly cells: ComposedCells;
}

/** Runs the plan of a table and tells its lines, columns and cautions. */
export function answerGrid(
  grid: PlannedGrid,
  populationOf: (number: number) => { readonly value: number } | undefined,
): Eventual<GridAnswer> {
  return after(
    runPlan(grid.ready, grid.plan, (number) => populationOf(number)?.value),
    (result) => answerOf(grid, result),
  );
}

function answerOf({ header, known, ready, asked, query, plan, cells }: PlannedGrid, result: PlanResult): GridAnswer {
  const { totalCount, answering, lines, columns } = result;
  const rows = lines.map(({ number, group }) => group?.territory ?? known.numbering.at(number));
  return {
    ...header,
    totalCount,
    answering: answering.length,
    rows,
    lines: lines.map(({ depth, group }) => ({
      depth,
      members: group?.members.length,
      size: group?.size,
      isWhole: group?.isWhole ?? true,
    })),
    // Its territory is none of the rows.
    total: async () => totalOf(known, cells, query, ready === known ? plan : await toPlan(known, query), answering),
    columns: columns.map(({ values, states, decimals, coverage }, index) => {
      const { slice } = asked.columns[index]!;
      const { indicator, year } = query.columns[index]!;
      return { indicator, year, ...(slice && { slice }), values, states, decimals, coverage };
    }),
    warnings: warningsOf(known, query, result, rows),
  };
}

function warningsOf(
  known: OpenCube,
  { columns }: SemanticQuery,
  { lines, read, shown }: PlanResult,
  rows: readonly Territory[],
): AnswerHeader['warnings'] {
  const numbered = lines.map(({ number }, index) => ({ number, territory: rows[index]! }));
  const heads = lines.some(({ group }) => group)
    ? withTerritories(known, new Map(numbered.map(({ number, territory }) => [number, territory])))
    : known;
  return [
    ...sideBySide(known, columns),
    ...perimetersSideBySide(known, read, numbered),
    ...cautionsOf(heads, read, shown),
  ];
}

/** A cube that knows the heads of groups of rows too. */
function withTerritories(cube: OpenCube, territories: ReadonlyMap<number, Territory>): OpenCube {
  const at = (number: number): Territory => territories.get(number) ?? cube.numbering.at(number);
  return { ...cube, numbering: { ...cube.numbering, at } };
}

/** Cautions of indicators of which several years stand side by side. */
function sideBySide(cube: OpenCube, columns: SemanticQuery['columns']): AnswerHeader['warnings'] {
  const years = new Map<string, Set<number>>();
  for (const { indicator, year } of columns) {
    const known = years.get(indicator) ?? new Set<number>();
    years.set(indicator, known.add(year));
  }
  return [...years].flatMap(([id, own]) =>
    acrossYears(
      cube,
      indicatorOf(cube, id),
      [...own].sort((one, other) => one - other),
    ),
  );
}
