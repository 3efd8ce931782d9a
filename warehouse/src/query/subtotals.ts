import { type CellState, type Indicator, isAdditive, measuresOf } from '@boussole/schema';
import type { ComposedSeries } from '../composed/cells.ts';
import { type ComposedCell, type Contribution, sumUp } from '../composed/sum.ts';
import type { OpenCube } from '../cube/open-cube.ts';
import { READING_CODES } from '../cube/states.ts';
import { type Column, stateAt, valueAt, vintageOf } from '../reading/columns.ts';
import { SQL } from './sql.ts';

/** Rows that no territory of the cube is: some communes of an EPCI, or a class of population. */
export interface SummedGroup {
  /** Beyond the numbers of the cube and of composed territories. */
  readonly number: number;
  readonly members: readonly number[];
}

/** Latest population of a territory, by number: what it weighs in the coverage of a sum. */
export type PopulationOf = (number: number) => number | undefined;

/**
 * A column that knows the sums of some groups besides the figures of territories. They are made of the figures that are shown, as those of
 * groups of the catalogue are: sum, or sum of numerators over sum of denominators; a figure that does not add up has none.
 */
export async function withSums(
  cube: OpenCube,
  column: Column,
  groups: readonly SummedGroup[],
  populationOf: PopulationOf,
): Promise<Column> {
  if (groups.length === 0) return column;
  const quotients = await readQuotients(cube, column, groups);
  const sums = groups.map(
    (group) => [group.number, toSeries(column, sum(cube, column, group, quotients, populationOf))] as const,
  );
  return { ...column, series: { ...column.series, composed: new Map([...(column.series.composed ?? []), ...sums]) } };
}

type Quotients = ReadonlyMap<number, { readonly num: number | null; readonly den: number | null }>;

function sum(
  cube: OpenCube,
  column: Column,
  { members }: SummedGroup,
  quotients: Quotients,
  populationOf: PopulationOf,
): ComposedCell {
  const { indicator } = column;
  const vintage = vintageOf(cube, column, 'commune');
  const without = (state: CellState): ComposedCell => ({
    ...{ value: null, num: null, den: null, state, vintage },
    ...{ communes: 0, communesTotal: members.length, population: null },
  });
  if (!addsUp(cube, indicator)) return without('NOT_AGGREGABLE');
  const codes = members.map((number) => cube.numbering.at(number).code);
  if (!cube.opens(indicator.id, codes, vintage)) return without('RESTRICTED');
  const contributions = members.map((number): Contribution => {
    const value = valueAt(column, number);
    return {
      cell: {
        value: Number.isNaN(value) ? null : value,
        num: quotients.get(number)?.num ?? null,
        den: quotients.get(number)?.den ?? null,
        state: stateAt(column, number),
      },
      population: populationOf(number),
    };
  });
  const estimated = contributions.some(({ cell }) => cell?.state === 'ESTIMATED');
  return { ...sumUp(contributions, { vintage, scale: scaleOf(indicator), estimated }), members };
}

function addsUp({ measures }: OpenCube, { formula }: Indicator): boolean {
  return measuresOf(formula).every((id) => isAdditive(measures.get(id)!.nature));
}

function scaleOf({ formula }: Indicator): number {
  return 'scale' in formula ? formula.scale : 1;
}

/** Numerators and denominators of the members of groups, for an indicator that is a quotient. */
async function readQuotients(
  cube: OpenCube,
  { indicator, reading, year }: Column,
  groups: readonly SummedGroup[],
): Promise<Quotients> {
  if (!('numerator' in indicator.formula) || !addsUp(cube, indicator)) return new Map();
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (const { members } of groups) {
    for (const number of members) [first, last] = [Math.min(first, number), Math.max(last, number)];
  }
  const rows = await cube.query<{ territory: number; num: number | null; den: number | null }>(SQL.quotients, [
    ...[cube.numberOf(indicator.id), READING_CODES[reading], year],
    ...[first, last],
  ]);
  return new Map(rows.map((row) => [row.territory, row]));
}

/** A series of one known year: that of the column. */
function toSeries({ series, rank, year }: Column, cell: ComposedCell): ComposedSeries {
  const place = <T>(known: T, unknown: T): T[] => series.years.map((_, index) => (index === rank ? known : unknown));
  return {
    values: Float64Array.from(place(cell.value ?? Number.NaN, Number.NaN)),
    states: place<CellState>(cell.state, 'NOT_AVAILABLE'),
    coverage: Float32Array.from(
      place(cell.communesTotal > 0 ? cell.communes / cell.communesTotal : Number.NaN, Number.NaN),
    ),
    cells: new Map([[year, cell]]),
  };
}
