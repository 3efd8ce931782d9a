import { failure, type Level } from '@boussole/schema';
import {
  after,
  type Comparison,
  type ComparisonColumn,
  type Eventual,
  type GroupProblem,
  type Position,
  RANKED_WITHIN,
} from '@boussole/warehouse';
import { Arg, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { toTerritoryId } from '../arguments.ts';
import type { Lease } from '../lease.ts';
import { GeographicAnswer } from './answer.ts';
import { CoveredColumnNode } from './columns.ts';
import { GroupProblemEnum, LevelEnum } from './enums.ts';
import { FigureIntervalNode } from './figure-interval.ts';
import { IndicatorNode } from './indicator.ts';
import { SignificanceNode } from './significance.ts';
import { TerritoryNode } from './territory.ts';
import { TrendChangeNode } from './trend-change.ts';

/** How many cells what is told of one takes the time of. */
const WEIGHTS = { position: 2, judgement: 4, change: 16 };

@ObjectType('Positions', {
  description:
    'Position of each territory in its group, as four parallel lists. Rank 1 is the highest value. Null without a value, in a group of fewer than 5 or whose figures all come from one part of it, and for a count over too few of its communes or of their parts.',
})
export class PositionsNode {
  readonly #positions: readonly (Position | undefined)[];
  readonly #why: () => Eventual<readonly (GroupProblem | undefined)[]>;

  constructor(
    positions: readonly (Position | undefined)[],
    why: () => Eventual<readonly (GroupProblem | undefined)[]>,
  ) {
    this.#positions = positions;
    this.#why = why;
  }

  @Field(() => [Int], {
    nullable: 'items',
    description: 'Rank of each territory, from 1 for the highest value; equal values share a rank.',
  })
  get ranks(): (number | undefined)[] {
    return this.#positions.map((position) => position?.rank);
  }

  @Field(() => [Float], {
    nullable: 'items',
    description: 'Share of the group strictly below, 0 to 100, to the hundredth.',
  })
  get percentiles(): Float64Array {
    const positions = this.#positions;
    const percentiles = new Float64Array(positions.length);
    // An iterator takes five times as long.
    for (let index = 0; index < percentiles.length; index++) {
      percentiles[index] = positions[index]?.percentile ?? Number.NaN;
    }
    return percentiles;
  }

  @Field(() => [Int], {
    nullable: 'items',
    description:
      'Fifth of the group, from 1 for the lowest values to 5; equal values share that of their middle. Null in a group of fewer than 5.',
  })
  get quintiles(): (number | undefined)[] {
    return this.#positions.map((position) => position?.quintile);
  }

  @Field(() => [Int], { nullable: 'items', description: 'Number of territories of the group that have a value.' })
  get sizes(): (number | undefined)[] {
    return this.#positions.map((position) => position?.size);
  }

  @Field(() => [GroupProblemEnum], {
    nullable: 'items',
    description:
      'Why a territory with a figure has no position: its group is not described. Null for one that has a position, and where its own figure has none.',
  })
  problems(): Eventual<readonly (GroupProblem | undefined)[]> {
    return this.#why();
  }
}

@ObjectType('ComparisonColumn', {
  description: 'One indicator in one year: one row per territory of the comparison, then one per benchmark.',
})
export class ComparisonColumnNode extends CoveredColumnNode {
  readonly #column: ComparisonColumn;
  readonly #lease: Lease;
  readonly #answer: Comparison;

  @Field(() => IndicatorNode, { description: 'The indicator.' })
  get indicator(): IndicatorNode {
    return new IndicatorNode(this.#lease, this.#column.indicator);
  }

  @Field(() => Int, {
    description: 'The year: the asked one, or the latest in which one of the territories has a figure.',
  })
  readonly year: number;

  constructor(lease: Lease, column: ComparisonColumn, answer: Comparison) {
    super(lease, column);
    this.#column = column;
    this.#lease = lease;
    this.#answer = answer;
    this.year = column.year;
  }

  @Field(() => PositionsNode, {
    description:
      'Position of each territory (benchmarks excluded) among those of its level within FRANCE, its REGION, its DEPARTEMENT or its EPCI: communes in any of them, EPCI of a single région and départements in REGION. Null in a group of fewer than 5 figures, where a wider one is to be read, in France when all figures come from one région (in a région, from one of its départements), where a narrower one is, and for a count over fewer than 98 % of its communes or of their parts (IRIS), which is less than the true one. ARGUMENT_INVALID for another level.',
  })
  positions(
    @Arg('within', () => LevelEnum, {
      description: 'Group in which territories are ranked: FRANCE, REGION, DEPARTEMENT or EPCI.',
    })
    within: Level,
  ): Eventual<PositionsNode> {
    const group = RANKED_WITHIN.find((level) => level === within);
    if (!group) {
      throw failure('ARGUMENT_INVALID', {
        argument: 'within',
        problem: 'les rangs se lisent dans FRANCE, REGION, DEPARTEMENT ou EPCI',
      });
    }
    const cells = WEIGHTS.position * this.#column.values.length;
    return after(
      this.#lease.ask(cells, () => this.#column.positions(group)),
      (positions) =>
        new PositionsNode(positions, () => this.#lease.ask(cells, () => this.#column.positionProblems(group))),
    );
  }

  @Field(() => [FigureIntervalNode], {
    nullable: 'items',
    description:
      'Between which numbers each true figure is, aligned with `values`; null where no source rounds what it is made of.',
  })
  async intervals(): Promise<readonly (FigureIntervalNode | undefined)[]> {
    return this.#lease.ask(this.#column.values.length, () => this.#column.intervals());
  }

  @Field(() => SignificanceNode, {
    description:
      'How each territory (benchmarks excluded) differs from a benchmark beyond the chance of small numbers. ARGUMENT_INVALID for a territory that the comparison has not.',
  })
  async significance(
    @Arg('benchmark', () => ID, { description: 'Id of a benchmark, or of a territory, of the comparison.' })
    benchmark: string,
  ): Promise<SignificanceNode> {
    const id = toTerritoryId(benchmark);
    const cells = WEIGHTS.judgement * this.#column.values.length;
    return new SignificanceNode(await this.#lease.ask(cells, () => this.#column.significance(id)));
  }

  @Field(() => [SignificanceNode], {
    description: 'The same for each benchmark of the comparison, in their order.',
  })
  async againstBenchmarks(): Promise<SignificanceNode[]> {
    const { benchmarks } = this.#answer;
    const cells = WEIGHTS.judgement * this.#column.values.length;
    const answers = await Promise.all(
      benchmarks.map(({ id }) => this.#lease.ask(cells, () => this.#column.significance(id))),
    );
    return answers.map((answer) => new SignificanceNode(answer));
  }

  @Field(() => [TrendChangeNode], {
    nullable: 'items',
    description:
      'Change of each territory (benchmarks excluded) from the earliest year that compares with that of the column, as `trend` tells it; null where it tells none.',
  })
  async changes(): Promise<readonly (TrendChangeNode | undefined)[]> {
    const { indicator, year } = this.#column;
    const { territories, reading } = this.#answer;
    const cells = WEIGHTS.change * territories.length * this.#lease.cube.years(indicator.id).length;
    const question = {
      indicator: indicator.id,
      territories: territories.map(({ id }) => id),
      from: undefined,
      to: year,
      reading,
    };
    const { series } = await this.#lease.ask(cells, (cube) => cube.trend(question));
    return series.map(({ change }) =>
      change?.to === year ? new TrendChangeNode(this.#lease, indicator, change) : undefined,
    );
  }
}

@ObjectType('Comparison', { description: 'Territories side by side, one column per indicator.' })
export class ComparisonNode extends GeographicAnswer {
  @Field(() => [TerritoryNode], { description: 'Compared territories, in the order asked.' })
  readonly territories: TerritoryNode[];

  @Field(() => [TerritoryNode], { description: 'Territories to compare with, in the order asked.' })
  readonly benchmarks: TerritoryNode[];

  @Field(() => [ComparisonColumnNode], {
    description:
      'One column per asked indicator, in the order asked, but for those that have no figure in the year asked or in that geography: YEAR_MISSING names them. Read `indicator` to know which is which.',
  })
  readonly columns: ComparisonColumnNode[];

  constructor(lease: Lease, answer: Comparison) {
    super(answer);
    this.territories = answer.territories.map((territory) => new TerritoryNode(lease, territory));
    this.benchmarks = answer.benchmarks.map((territory) => new TerritoryNode(lease, territory));
    this.columns = answer.columns.map((column) => new ComparisonColumnNode(lease, column, answer));
  }
}
