import { type CellState, FRANCE, type SemanticQuery } from '@boussole/schema';
import type { ComposedCells } from '../composed/cells.ts';
import { withComposed } from '../composed/composed-cube.ts';
import { toGroupTerritory } from '../composed/group.ts';
import type { OpenCube } from '../cube/open-cube.ts';
import type { CoveredColumn, GridTotal, NoFigure } from '../reading/answers.ts';
import { type Column, pick, readColumn } from '../reading/columns.ts';
import { coverageIn } from '../reading/covered.ts';
import { decimalsOf } from '../reading/rounding.ts';
import type { Plan } from './plan.ts';

/** Beyond, a selection is not added up for one line: its total is read from the territory that holds it. */
const SELECTION = 2_000;

/**
 * The last line of a table. Rows that are all a territory holds have its own figures; some communes among them are added up as a group
 * is, from the figures that are shown; anything else has no total, and the reason says why.
 */
export async function totalOf(
  cube: OpenCube,
  cells: ComposedCells,
  query: SemanticQuery,
  plan: Plan,
  answering: Int32Array,
): Promise<GridTotal> {
  if (answering.length === 0) return without('NO_ROWS');
  if (isWhole(query, plan, answering)) {
    const number = totalNumber(cube, query, plan, answering);
    return number === undefined ? without('OVERLAPPING') : ofTerritory(cube, plan, number);
  }
  const territories = Array.from(answering, (number) => cube.numbering.at(number));
  if (territories.some(({ level }) => level !== 'commune')) return without('SELECTION_NOT_OF_COMMUNES');
  if (territories.length > SELECTION) return without('SELECTION_TOO_LARGE');
  if (query.reading !== 'CONSTANT') return without('SELECTION_OF_SEVERAL_YEARS');
  return ofCommunes(cube, cells, query, territories.map(({ code }) => code).sort());
}

/** Whether rows are all that a territory holds. */
function isWhole({ rows }: SemanticQuery, plan: Plan, answering: Int32Array): boolean {
  return rows.kind === 'level' && answering.length > 0 && answering.length === plan.rows.length;
}

/** Number of the territory whose figures are the total; undefined when it is that of none. */
export function totalNumber(
  cube: OpenCube,
  query: SemanticQuery,
  plan: Plan,
  answering: Int32Array,
): number | undefined {
  const { rows } = query;
  if (rows.kind !== 'level' || !isWhole(query, plan, answering)) return undefined;
  // EPCI straddle what holds them.
  if (rows.level === 'epci' && rows.within !== undefined) return undefined;
  return cube.numbering.indexOf(rows.within ?? FRANCE);
}

function ofTerritory(cube: OpenCube, { columns }: Plan, number: number): GridTotal {
  return told(
    cube.numbering.at(number),
    columns.map((column) => lastOf(cube, column, number)),
  );
}

async function ofCommunes(
  cube: OpenCube,
  cells: ComposedCells,
  { columns, reading }: SemanticQuery,
  communes: readonly string[],
): Promise<GridTotal> {
  const vintage = cube.geography.reference;
  const selection = toGroupTerritory(cube.geography, {
    code: 'selection',
    name: 'Sélection',
    description: '',
    communes,
    vintage,
    createdAt: '',
    updatedAt: '',
  });
  const known = withComposed(cube, [selection], cells);
  const number = known.numbering.indexOf(selection.territory.id)!; // it was just made known
  const read = await Promise.all(columns.map(({ indicator, year }) => readColumn(known, indicator, year, reading)));
  return told(
    undefined,
    read.map((column) => lastOf(known, column, number)),
  );
}

function told(territory: GridTotal['territory'], columns: readonly CoveredColumn[]): GridTotal {
  return { territory, problem: noFigure(columns), columns };
}

/** Why none of the columns has a figure; undefined when one has. */
function noFigure(columns: readonly CoveredColumn[]): NoFigure | undefined {
  if (columns.some(({ values: [value] }) => !Number.isNaN(value))) return undefined;
  const states = new Set(columns.flatMap((column) => column.states));
  const are = (...some: readonly CellState[]): boolean => [...states].every((state) => some.includes(state));
  if (are('SECRET', 'SECRET_SECONDARY')) return 'ALL_HIDDEN';
  if (are('NOT_AGGREGABLE')) return 'NONE_ADDITIVE';
  return are('RESTRICTED') ? 'ALL_RESTRICTED' : 'NO_FIGURE';
}

function lastOf(cube: OpenCube, column: Column, number: number): CoveredColumn {
  return {
    ...pick(column, [number]),
    decimals: () => decimalsOf(cube, column, [number]),
    ...coverageIn(cube, column, [number]),
  };
}

function without(problem: NonNullable<GridTotal['problem']>): GridTotal {
  return { territory: undefined, problem, columns: [] };
}
