import type { CellState } from '@boussole/schema';
import type { CellColumn } from '@boussole/warehouse';
import { Field, Float, ObjectType } from 'type-graphql';
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

/** Values and states as two parallel lists: tens of thousands of cell objects are what makes GraphQL slow. */
@ObjectType()
export abstract class CellColumnNode {
  readonly #column: CellColumn;

  constructor(column: CellColumn) {
    this.#column = column;
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
}
