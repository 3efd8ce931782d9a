import { type CellState, SMALL_NUMBER } from '@boussole/schema';
import type { CoveredColumn, Eventual, PreciseColumn } from '@boussole/warehouse';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Lease } from '../lease.ts';
import { CellStateEnum } from './enums.ts';

/** GraphQL has no NaN: a cell without a value is null, and its state says why. Whole columns are written so by `columnar`. */
export function toNullable(values: Float64Array): (number | null)[] {
  const list = new Array<number | null>(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    list[index] = Number.isNaN(value) ? null : value;
  }
  return list;
}

export const DECIMALS =
  'Decimals that each value supports, aligned with `values`, at most those of the indicator: a figure computed from rounded ones is not shown with more. Negative for tens (−1), hundreds (−2)… Null when none is computed from rounded figures: all support those of the indicator, as what a source publishes does.';

export const COVERAGE =
  'Share of the communes that each value rests on, 0 to 1, aligned with `values`; null where it is no sum of communes, or there is none. Null when no value rests on some of its communes only: all sums are whole.';

export const POPULATION_COVERAGE =
  'Share of the population that each value rests on, 0 to 1, aligned with `values`, which is what decides whether a sum is shown; null where it is not known, and where the value rests on all communes or is no sum. Null when no value rests on some of its communes only.';

export const INCOMPLETE_COMMUNES =
  'How many communes behind each value have a figure made of some of their parts (IRIS) only, the source hiding the others, aligned with `values`: 1 for such a commune itself. Null when there is none.';

export const FEW_CASES = `Whether each value is a rate of fewer than ${SMALL_NUMBER} cases, that jumps from year to year, aligned with \`values\`; the interval of one is the \`chance\` of its cell. Null when there is none.`;

/** Reads the share of the population that figures rest on. */
export function populationsFrom(
  lease: Lease,
  column: Pick<CoveredColumn, 'populations'>,
): Eventual<Float64Array | undefined> {
  return lease.ask(0, () => column.populations());
}

/** Reads how many communes behind figures are incomplete. */
export function incompleteFrom(
  lease: Lease,
  column: Pick<CoveredColumn, 'incomplete'>,
): Eventual<ArrayLike<number> | undefined> {
  return lease.ask(0, () => column.incomplete());
}

/** Reads how precise figures are, which takes no time unless a source rounds what they are made of. */
export function decimalsFrom(lease: Lease, column: PreciseColumn): Eventual<ArrayLike<number> | undefined> {
  return lease.ask(0, () => column.decimals());
}

/** Values and states as two parallel lists: tens of thousands of cell objects are what makes GraphQL slow. */
@ObjectType()
export abstract class CellColumnNode {
  readonly #column: PreciseColumn;
  readonly #lease: Lease;

  constructor(lease: Lease, column: PreciseColumn) {
    this.#column = column;
    this.#lease = lease;
  }

  @Field(() => [Float], {
    nullable: 'items',
    description: 'One value per row, in the unit of the indicator; null where the state has no value.',
  })
  get values(): Float64Array {
    return this.#column.values;
  }

  @Field(() => [CellStateEnum], { description: 'One state per row, aligned with `values`.' })
  get states(): readonly CellState[] {
    return this.#column.states;
  }

  @Field(() => [Int], { nullable: true, description: DECIMALS })
  decimals(): Eventual<ArrayLike<number> | undefined> {
    return decimalsFrom(this.#lease, this.#column);
  }
}

/** A column whose figures may be sums of some communes only. */
@ObjectType()
export abstract class CoveredColumnNode extends CellColumnNode {
  readonly #column: CoveredColumn;
  readonly #lease: Lease;

  constructor(lease: Lease, column: CoveredColumn) {
    super(lease, column);
    this.#column = column;
    this.#lease = lease;
  }

  @Field(() => [Float], { nullable: 'itemsAndList', description: COVERAGE })
  get coverage(): Float64Array | undefined {
    return this.#column.coverage();
  }

  @Field(() => [Float], { nullable: 'itemsAndList', description: POPULATION_COVERAGE })
  populationCoverage(): Eventual<Float64Array | undefined> {
    return populationsFrom(this.#lease, this.#column);
  }

  @Field(() => [Int], { nullable: true, description: INCOMPLETE_COMMUNES })
  incompleteCommunes(): Eventual<ArrayLike<number> | undefined> {
    return incompleteFrom(this.#lease, this.#column);
  }

  @Field(() => [Boolean], { nullable: true, description: FEW_CASES })
  get fewCases(): readonly boolean[] | undefined {
    return this.#column.fewCases();
  }
}
