import type { Level } from '@boussole/schema';
import type { Distribution, GroupProblem, Histogram, Quantile } from '@boussole/warehouse';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Lease } from '../lease.ts';
import { GeographicAnswer } from './answer.ts';
import { CoveredColumnNode } from './columns.ts';
import { PositionsNode } from './comparison.ts';
import { GroupProblemEnum, LevelEnum, ScaleEnum } from './enums.ts';
import { IndicatorNode } from './indicator.ts';
import { TerritoryNode } from './territory.ts';

@ObjectType('Quantile', {
  simpleResolvers: true,
  description: 'A value below or at which a share of the figures lies.',
})
export class QuantileNode implements Quantile {
  @Field(() => Float, { description: 'Share of the figures, 0 to 100: 50 is the median of territories.' })
  readonly percent!: number;

  @Field(() => Float, { description: 'The value, interpolated between the two nearest figures.' })
  readonly value!: number;

  @Field(() => Int, {
    description:
      'Decimals that it supports, as sources round those figures; at most those of the indicator, −1 for tens.',
  })
  readonly decimals!: number;
}

@ObjectType('Histogram', {
  simpleResolvers: true,
  description:
    'Number of figures between edges. Both ends are open: the first count is below the first edge, the last from the last edge up.',
})
export class HistogramNode implements Histogram {
  @Field(() => ScaleEnum, { description: 'How edges follow each other.' })
  readonly scale!: Histogram['scale'];

  @Field(() => [Float], { description: 'Round values, increasing, in the unit of the indicator.' })
  readonly edges!: readonly number[];

  @Field(() => [Int], { description: 'One more than there are edges; a figure on an edge counts above it.' })
  readonly counts!: readonly number[];
}

@ObjectType('DistributionMarks', { description: 'Where some territories stand in a distribution, as parallel lists.' })
export class DistributionMarksNode extends CoveredColumnNode {
  @Field(() => [TerritoryNode], { description: 'The territories, in the order asked.' })
  readonly territories: TerritoryNode[];

  @Field(() => PositionsNode, {
    description: 'Their position in the group; null outside it, without a figure, or when the group is not described.',
  })
  readonly positions: PositionsNode;

  constructor(lease: Lease, { marks, problem }: Distribution) {
    super(lease, marks);
    this.territories = marks.territories.map((territory) => new TerritoryNode(lease, territory));
    const problems = marks.positions.map((_, index) => (Number.isNaN(marks.values[index]!) ? undefined : problem));
    this.positions = new PositionsNode(marks.positions, () => problems);
  }
}

@ObjectType('Distribution', {
  description: 'How an indicator spreads over the territories of a level, from the figures that are shown only.',
})
export class DistributionNode extends GeographicAnswer {
  @Field(() => IndicatorNode, { description: 'The indicator.' })
  readonly indicator: IndicatorNode;

  @Field(() => Int, { description: 'The year.' })
  readonly year: number;

  @Field(() => LevelEnum, { description: 'Level of the territories.' })
  readonly level: Level;

  @Field(() => Int, { description: 'COG vintage of the territories.' })
  readonly vintage: number;

  @Field(() => Int, { description: 'Number of territories, with a figure or not.' })
  readonly size: number;

  @Field(() => Int, {
    description:
      'Number of territories that are described: those that have a figure, other than a count over fewer than 98 % of their communes or of the parts (IRIS) of these, which is less than the true one.',
  })
  readonly withValue: number;

  @Field(() => GroupProblemEnum, { nullable: true, description: 'Why the group is not described; null when it is.' })
  readonly problem: GroupProblem | undefined;

  @Field(() => [QuantileNode], {
    description:
      'Quantiles, increasing. Tenths need 10 figures and twentieths 20, so that none is the figure of one territory at the end.',
  })
  readonly quantiles: readonly QuantileNode[];

  @Field(() => HistogramNode, { nullable: true, description: 'Null when there is a problem.' })
  readonly histogram: HistogramNode | undefined;

  @Field(() => DistributionMarksNode, { description: 'The territories asked for.' })
  readonly marks: DistributionMarksNode;

  constructor(lease: Lease, answer: Distribution) {
    super(answer);
    this.indicator = new IndicatorNode(lease, answer.indicator);
    this.year = answer.year;
    this.level = answer.level;
    this.vintage = answer.vintage;
    this.size = answer.size;
    this.withValue = answer.withValue;
    this.problem = answer.problem;
    this.quantiles = answer.quantiles;
    this.histogram = answer.histogram;
    this.marks = new DistributionMarksNode(lease, answer);
  }
}
