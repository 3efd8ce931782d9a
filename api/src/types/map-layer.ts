import type { CellState, Level } from '@boussole/schema';
import type { Eventual, MapLayer } from '@boussole/warehouse';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { Lease } from '../lease.ts';
import { DatedAnswer } from './answer.ts';
import {
  COVERAGE,
  DECIMALS,
  decimalsFrom,
  FEW_CASES,
  INCOMPLETE_COMMUNES,
  incompleteFrom,
  POPULATION_COVERAGE,
  populationsFrom,
} from './columns.ts';
import { CellStateEnum, LevelEnum } from './enums.ts';
import { IndicatorNode } from './indicator.ts';

@ObjectType('MapLayer', {
  description: 'One indicator in one year over all territories of a level, as parallel lists.',
})
export class MapLayerNode extends DatedAnswer {
  readonly #lease: Lease;
  readonly #layer: MapLayer;

  @Field(() => IndicatorNode, { description: 'The indicator.' })
  readonly indicator: IndicatorNode;

  @Field(() => Int, { description: 'The year.' })
  readonly year: number;

  @Field(() => LevelEnum, { description: 'Level of the territories.' })
  readonly level: Level;

  @Field(() => Int, { description: 'COG vintage of the territories: that of the outlines to draw.' })
  readonly vintage: number;

  constructor(lease: Lease, layer: MapLayer) {
    super(layer);
    this.#lease = lease;
    this.#layer = layer;
    this.indicator = new IndicatorNode(lease, layer.indicator);
    this.year = layer.year;
    this.level = layer.level;
    this.vintage = layer.vintage;
  }

  @Field(() => [ID], { description: 'Ids of the territories.' })
  get ids(): readonly string[] {
    return this.#layer.ids;
  }

  @Field(() => [String], { description: 'Names of the territories, aligned with `ids`.' })
  get names(): readonly string[] {
    return this.#layer.names;
  }

  @Field(() => [Float], {
    nullable: 'items',
    description: 'One value per territory, in the unit of the indicator; null where the state has no value.',
  })
  get values(): Float64Array {
    return this.#layer.values;
  }

  @Field(() => [CellStateEnum], { description: 'One state per territory, aligned with `values`.' })
  get states(): readonly CellState[] {
    return this.#layer.states;
  }

  @Field(() => [Int], { nullable: true, description: DECIMALS })
  decimals(): Eventual<ArrayLike<number> | undefined> {
    return decimalsFrom(this.#lease, this.#layer);
  }

  @Field(() => [Float], { nullable: 'itemsAndList', description: COVERAGE })
  get coverage(): Float64Array | undefined {
    return this.#layer.coverage();
  }

  @Field(() => [Float], { nullable: 'itemsAndList', description: POPULATION_COVERAGE })
  populationCoverage(): Eventual<Float64Array | undefined> {
    return populationsFrom(this.#lease, this.#layer);
  }

  @Field(() => [Int], { nullable: true, description: INCOMPLETE_COMMUNES })
  incompleteCommunes(): Eventual<ArrayLike<number> | undefined> {
    return incompleteFrom(this.#lease, this.#layer);
  }

  @Field(() => [Boolean], { nullable: true, description: FEW_CASES })
  get fewCases(): readonly boolean[] | undefined {
    return this.#layer.fewCases();
  }

  @Field(() => [Float], {
    description: 'Upper bounds of the classes but the last (quintiles of the values shown), increasing.',
  })
  get breaks(): readonly number[] {
    return this.#layer.breaks;
  }

  @Field(() => [Int], {
    description: 'Decimals that each of `breaks` supports, at most those of the indicator; −1 for tens.',
  })
  async breakDecimals(): Promise<readonly number[]> {
    return this.#lease.ask(0, () => this.#layer.breakDecimals());
  }
}
