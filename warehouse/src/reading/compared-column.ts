import type { CellState, Indicator, TerritoryId } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Eventual } from '../store/eventual.ts';
import type { ComparisonColumn, Position, RankedWithin } from './answers.ts';
import type { FigureInterval } from './cell-answers.ts';
import { type Column, pick } from './columns.ts';
import { countsOf } from './counts-behind.ts';
import { type CoverageOf, coverageIn } from './covered.ts';
import type { LowerBounds } from './lower-bounds.ts';
import type { GroupProblem } from './position-answers.ts';
import type { RankedTerritories } from './positions.ts';
import { decimalsOf, intervalsOf } from './rounding.ts';
import { significance } from './significance.ts';
import type { Significance } from './significance-answers.ts';

/** What all columns of a comparison share. */
export interface Compared {
  readonly cube: OpenCube;
  /** Numbers of the territories compared. */
  readonly numbers: readonly number[];
  /** The same, then those of the benchmarks. */
  readonly among: readonly number[];
  readonly ranked: RankedTerritories;
}

/** One column of a comparison. What takes more than its cells is worked out when it is read. */
export class ComparedColumn implements ComparisonColumn {
  readonly indicator: Indicator;
  readonly year: number;
  readonly values: Float64Array;
  readonly states: readonly CellState[];
  readonly #column: Column;
  readonly #less: LowerBounds;
  readonly #compared: Compared;
  #counts: ReturnType<typeof countsOf> | undefined;

  constructor(column: Column, compared: Compared, less: LowerBounds) {
    const { values, states } = pick(column, compared.among);
    this.indicator = column.indicator;
    this.year = column.year;
    this.values = values;
    this.states = states;
    this.#column = column;
    this.#less = less;
    this.#compared = compared;
  }

  decimals(): Eventual<Int8Array | undefined> {
    return decimalsOf(this.#compared.cube, this.#column, this.#compared.among);
  }

  coverage(): ReturnType<CoverageOf['coverage']> {
    return this.#covered().coverage();
  }

  populations(): ReturnType<CoverageOf['populations']> {
    return this.#covered().populations();
  }

  incomplete(): ReturnType<CoverageOf['incomplete']> {
    return this.#covered().incomplete();
  }

  fewCases(): ReturnType<CoverageOf['fewCases']> {
    return this.#covered().fewCases();
  }

  #covered(): CoverageOf {
    return coverageIn(this.#compared.cube, this.#column, this.#compared.among);
  }

  positions(within: RankedWithin): Eventual<readonly (Position | undefined)[]> {
    return this.#compared.ranked.positions(this.#column, within, this.#less);
  }

  positionProblems(within: RankedWithin): Eventual<readonly (GroupProblem | undefined)[]> {
    return this.#compared.ranked.problems(this.#column, within, this.#less);
  }

  /** The counts behind are read once for all benchmarks. */
  significance(id: TerritoryId): Promise<Significance> {
    const { cube, numbers, among } = this.#compared;
    const counts = (): ReturnType<typeof countsOf> => {
      this.#counts ??= countsOf(cube, this.#column, among);
      return this.#counts;
    };
    return significance(cube, this.#column, numbers, { id, among, counts });
  }

  intervals(): Promise<readonly (FigureInterval | undefined)[]> {
    return intervalsOf(this.#compared.cube, this.#column, this.#compared.among);
  }
}
