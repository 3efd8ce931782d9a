import type { CellState } from '@boussole/schema';
import type {
  CriterionProblem,
  GroupProblem,
  PeerFigure,
  PeerGroup,
  Stratum,
  UsedCriterion,
} from '@boussole/warehouse';
import { Arg, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { checkList } from '../arguments.ts';
import type { Lease } from '../lease.ts';
import { GeographicAnswer } from './answer.ts';
import {
  CellStateEnum,
  CriterionProblemEnum,
  GroupProblemEnum,
  PeerMethodEnum,
  PeerProblemEnum,
  ScaleEnum,
} from './enums.ts';
import { IndicatorNode } from './indicator.ts';
import { TerritoryNode } from './territory.ts';

@InputType('PeerCriterionInput', { description: 'An indicator that peers must be alike in.' })
export class PeerCriterionInput {
  @Field(() => ID, { description: 'Id of the indicator.' })
  indicator!: string;

  @Field(() => Float, { defaultValue: 1, description: 'How much it counts beside the others; positive.' })
  weight!: number;
}

@ObjectType('PeerCriterion', { description: 'What peers were looked for by, or why it was left aside.' })
export class PeerCriterionNode {
  @Field(() => ID, { description: 'Id that was asked for.' })
  readonly id: string;

  @Field(() => IndicatorNode, { nullable: true, description: 'The indicator; null when it is not loaded.' })
  readonly indicator: IndicatorNode | undefined;

  @Field(() => Float, { description: 'How much it counts beside the others.' })
  readonly weight: number;

  @Field(() => Int, { nullable: true, description: 'Year read: the latest that the territory has.' })
  readonly year: number | undefined;

  @Field(() => ScaleEnum, { description: 'Counts are compared by their logarithm.' })
  readonly scale: UsedCriterion['scale'];

  @Field(() => Float, { nullable: true, description: 'Figure of the territory; null without one.' })
  readonly value: number | undefined;

  @Field(() => CriterionProblemEnum, { nullable: true, description: 'Why it was left aside; null when it was used.' })
  readonly problem: CriterionProblem | undefined;

  constructor(lease: Lease, criterion: UsedCriterion) {
    this.id = criterion.indicator;
    this.indicator = criterion.described && new IndicatorNode(lease, criterion.described);
    this.weight = criterion.weight;
    this.year = criterion.year;
    this.scale = criterion.scale;
    this.value = criterion.value;
    this.problem = criterion.problem;
  }
}

@ObjectType('Peer', { description: 'A territory that is alike.' })
export class PeerNode {
  @Field(() => TerritoryNode, { description: 'The territory.' })
  readonly territory: TerritoryNode;

  @Field(() => Float, {
    description:
      'Distance over the criteria used, in standard deviations of the level: root of the weighted mean of squares; 0 is the same.',
  })
  readonly distance: number;

  constructor(lease: Lease, { territory, distance }: PeerGroup['peers'][number]) {
    this.territory = new TerritoryNode(lease, territory);
    this.distance = distance;
  }
}

@ObjectType('Stratum', { simpleResolvers: true, description: 'A class of population.' })
export class StratumNode implements Stratum {
  @Field(() => Int, { description: 'Fewest inhabitants.' })
  readonly from!: number;

  @Field(() => Int, { nullable: true, description: 'Inhabitants from which it ends; null for the last class.' })
  readonly to!: number | undefined;
}

@ObjectType('PeerFigure', { description: 'An indicator over a group of peers, from the figures that are shown only.' })
export class PeerFigureNode {
  readonly #figure: PeerFigure;

  @Field(() => IndicatorNode, { description: 'The indicator.' })
  readonly indicator: IndicatorNode;

  constructor(lease: Lease, figure: PeerFigure) {
    this.#figure = figure;
    this.indicator = new IndicatorNode(lease, figure.indicator);
  }

  @Field(() => Int, { description: 'The year: the asked one, or the latest of the territory.' })
  get year(): number {
    return this.#figure.year;
  }

  @Field(() => Float, { nullable: true, description: 'Figure of the territory; null where its state has none.' })
  get value(): number | undefined {
    return this.#figure.value;
  }

  @Field(() => CellStateEnum, { description: 'State of that figure.' })
  get state(): CellState {
    return this.#figure.state;
  }

  @Field(() => Int, {
    description: 'Decimals that the figure supports, at most those of the indicator; −1 for tens.',
  })
  get decimals(): number {
    return this.#figure.decimals;
  }

  @Field(() => Int, {
    description: 'Decimals that the median and both quartiles support, as sources round what they are made of.',
  })
  get quartileDecimals(): number {
    return this.#figure.quartileDecimals;
  }

  @Field(() => Int, { description: 'Number of peers that have a figure.' })
  get withValue(): number {
    return this.#figure.withValue;
  }

  @Field(() => GroupProblemEnum, { nullable: true, description: 'Why there is no median; null when there is one.' })
  get problem(): GroupProblem | undefined {
    return this.#figure.problem;
  }

  @Field(() => Boolean, {
    description:
      'Whether peers were chosen by what it counts: that they are near in it tells nothing. Name it in `compared` to choose them without it.',
  })
  get isCriterion(): boolean {
    return this.#figure.isCriterion;
  }

  @Field(() => Float, { nullable: true, description: 'First quartile of the peers that have a figure.' })
  get lowerQuartile(): number | undefined {
    return this.#figure.lowerQuartile;
  }

  @Field(() => Float, {
    nullable: true,
    description: 'Median of the peers that have a figure: half of these territories are below, whatever their size.',
  })
  get median(): number | undefined {
    return this.#figure.median;
  }

  @Field(() => Float, { nullable: true, description: 'Third quartile of the peers that have a figure.' })
  get upperQuartile(): number | undefined {
    return this.#figure.upperQuartile;
  }

  @Field(() => Int, {
    nullable: true,
    description:
      'Rank among peers and itself, from 1 for the highest value; null for a count over fewer than 98 % of its communes or of their parts.',
  })
  get rank(): number | undefined {
    return this.#figure.position?.rank;
  }

  @Field(() => Float, { nullable: true, description: 'Share of peers and itself strictly below, 0 to 100.' })
  get percentile(): number | undefined {
    return this.#figure.position?.percentile;
  }

  @Field(() => Int, { nullable: true, description: 'Fifth of peers and itself, from 1 for the lowest values to 5.' })
  get quintile(): number | undefined {
    return this.#figure.position?.quintile;
  }
}

@ObjectType('PeerGroup', { description: 'Territories of the same level that are most alike, and by what.' })
export class PeerGroupNode extends GeographicAnswer {
  readonly #lease: Lease;
  readonly #group: PeerGroup;

  @Field(() => TerritoryNode, { description: 'The territory that peers were looked for.' })
  readonly territory: TerritoryNode;

  @Field(() => PeerMethodEnum, { description: 'How they were looked for.' })
  readonly method: PeerGroup['method'];

  @Field(() => [PeerCriterionNode], { description: 'What they are alike in, in the order asked.' })
  readonly criteria: PeerCriterionNode[];

  @Field(() => StratumNode, { nullable: true, description: 'Class of population; null for DISTANCE.' })
  readonly stratum: StratumNode | undefined;

  @Field(() => Int, { description: 'Number of territories compared with: those that have all the criteria used.' })
  readonly candidates: number;

  @Field(() => Int, { description: 'Number of members of the group: the nearest, or the whole stratum.' })
  readonly size: number;

  @Field(() => PeerProblemEnum, { nullable: true, description: 'Why there is no group; null when there is one.' })
  readonly problem: PeerGroup['problem'];

  @Field(() => [PeerNode], { description: 'Nearest first, at most the size asked.' })
  readonly peers: PeerNode[];

  constructor(lease: Lease, group: PeerGroup) {
    super(group);
    this.#lease = lease;
    this.#group = group;
    this.territory = new TerritoryNode(lease, group.territory);
    this.method = group.method;
    this.criteria = group.criteria.map((criterion) => new PeerCriterionNode(lease, criterion));
    this.stratum = group.stratum;
    this.candidates = group.candidates;
    this.size = group.size;
    this.problem = group.problem;
    this.peers = group.peers.map((peer) => new PeerNode(lease, peer));
  }

  @Field(() => [PeerFigureNode], {
    description: 'Indicators over all members of the group. INDICATOR_UNKNOWN, YEAR_UNAVAILABLE, LIMIT_EXCEEDED.',
  })
  async figures(
    @Arg('indicators', () => [ID], { description: 'Ids of the indicators; at most the limit `columns`.' })
    indicators: string[],
    @Arg('year', () => Int, { nullable: true, description: 'Null takes the latest year of the territory, each time.' })
    year: number | undefined,
  ): Promise<PeerFigureNode[]> {
    checkList('indicators', indicators, this.#lease.limits, 'columns');
    const cells = indicators.length * (this.#group.size + 1);
    const figures = await this.#lease.ask(cells, () => this.#group.figures(indicators, year ?? undefined));
    return figures.map((figure) => new PeerFigureNode(this.#lease, figure));
  }
}
