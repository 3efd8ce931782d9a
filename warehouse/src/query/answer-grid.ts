import type { SemanticQuery, Warning } from '@boussole/schema';
import type { ComposedCells } from '../composed/cells.ts';
import type { OpenCube } from '../cube/open-cube.ts';
import type { AnswerHeader, GridAnswer } from '../reading/answers.ts';
import { indicatorOf } from '../reading/columns.ts';
import { acrossYears } from '../reading/comparability.ts';
import { partialParts } from '../reading/partial-parts.ts';
import { perimetersOf } from '../reading/perimeter-warning.ts';
import { cautionsOf } from '../reading/warnings.ts';
import { after, type Eventual } from '../store/eventual.ts';
import type { Territory } from '../territories/territory.ts';
import type { Line } from './outline.ts';
import { type Plan, toPlan } from './plan.ts';
import { type PlanLines, type PlanResult, runLines, runPlan } from './run.ts';
import type { PopulationOf } from './subtotals.ts';
import { totalNumber, totalOf } from './total.ts';

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
  /** Reads what the whole table needs, when it is asked for: `ready` and `plan` may be about the page only. */
  whole(): Eventual<Pick<PlannedGrid, 'ready' | 'plan'>>;
}

/** Runs the plan of a table and tells its lines, columns and cautions. */
export function answerGrid(grid: PlannedGrid, populationOf: PopulationOf): Eventual<GridAnswer> {
  return after(runPlan(grid.ready, grid.plan, populationOf), (result) =>
    after(cautionsAbout(grid, result), (warnings) => answerOf(grid, result, warnings, populationOf)),
  );
}

function cautionsAbout(grid: PlannedGrid, result: PlanLines): Eventual<readonly Warning[]> {
  return after(partialOf(grid, result), (partial) => [...warningsOf(grid, result), ...partial]);
}

/** Cautions of all the lines of the table, on the page or not. */
async function cautionsOfAll(grid: PlannedGrid, populationOf: PopulationOf): Promise<readonly Warning[]> {
  const all = { ...grid, ...(await grid.whole()) };
  return cautionsAbout(all, await runLines(all.ready, all.plan, populationOf));
}

/** What is said of figures of the page, and of the total, that are made of part of their IRIS. */
function partialOf({ known, ready, plan, query }: PlannedGrid, result: PlanLines): Eventual<readonly Warning[]> {
  const { lines, read, shown, answering } = result;
  const members = new Map(lines.flatMap(({ number, group }) => (group?.isSummed ? [[number, group.members]] : [])));
  // Part of a series has no figure of what holds its rows.
  const total = ready === known ? totalNumber(known, query, plan, answering) : undefined;
  return partialParts(withHeads(known, lines), read, shown, { total, membersOf: (number) => members.get(number) });
}

function answerOf(
  grid: PlannedGrid,
  result: PlanResult,
  warnings: readonly Warning[],
  populationOf: PopulationOf,
): GridAnswer {
  const { header, known, ready, asked, query, plan, cells } = grid;
  const { totalCount, answering, lines, columns } = result;
  const rows = lines.map((line) => territoryOf(known, line));
  return {
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
    columns: columns.map((column, index) => {
      const { slice } = asked.columns[index]!;
      const { indicator, year } = query.columns[index]!;
      return { indicator, year, slice, ...column };
    }),
    warnings,
    tableWarnings: async () => (lines.length === totalCount ? warnings : cautionsOfAll(grid, populationOf)),
    ...header,
  };
}

function warningsOf({ known, query }: PlannedGrid, { lines, read, shown }: PlanLines): readonly Warning[] {
  const numbered = lines.map((line) => ({ number: line.number, territory: territoryOf(known, line) }));
  return [
    ...sideBySide(known, query.columns),
    ...perimetersOf(known, read, numbered),
    ...cautionsOf(withHeads(known, lines), read, shown),
  ];
}

function territoryOf({ numbering }: OpenCube, { number, group }: Line): Territory {
  return group?.territory ?? numbering.at(number);
}

/** A cube that knows the heads of groups of rows too. */
function withHeads(cube: OpenCube, lines: PlanLines['lines']): OpenCube {
  const heads = new Map(lines.flatMap(({ number, group }) => (group ? [[number, group.territory]] : [])));
  if (heads.size === 0) return cube;
  const at = (number: number): Territory => heads.get(number) ?? cube.numbering.at(number);
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
