import type { CellState, Level } from '@boussole/schema';
import {
  explainMarkedGaps,
  type IntervalMethod,
  type Judgement,
  type MarkedColumn,
  type MarkedGap,
  type MarkedGaps,
  type NotJudged,
  type NoUsualGap,
} from '@boussole/warehouse';
import { Arg, Field, Float, Int, ObjectType } from 'type-graphql';
import { explainMarkedGapsInEnglish } from '../english/marked-gaps.ts';
import type { Lease } from '../lease.ts';
import { GeographicAnswer } from './answer.ts';
import {
  CellStateEnum,
  GapDirectionEnum,
  IntervalMethodEnum,
  JudgementEnum,
  type Language,
  LanguageEnum,
  LevelEnum,
  NotJudgedEnum,
  NoUsualGapEnum,
} from './enums.ts';
import { IndicatorNode } from './indicator.ts';
import { LANGUAGE } from './language.ts';
import { TerritoryNode } from './territory.ts';

@ObjectType('MarkedColumn', {
  description: 'One indicator among the territories compared: what they are judged by, in the unit of the indicator.',
})
export class MarkedColumnNode {
  readonly #column: MarkedColumn;

  @Field(() => IndicatorNode, { description: 'The indicator.' })
  readonly indicator: IndicatorNode;

  constructor(lease: Lease, column: MarkedColumn) {
    this.#column = column;
    this.indicator = new IndicatorNode(lease, column.indicator);
  }

  @Field(() => Int, { description: 'The latest year in which enough of the territories have a figure.' })
  get year(): number {
    return this.#column.year;
  }

  @Field(() => Int, {
    description: 'Figures that the median and the usual gap rest on: neither partial nor estimated.',
  })
  get withValue(): number {
    return this.#column.withValue;
  }

  @Field(() => NoUsualGapEnum, { nullable: true, description: 'Why there is no usual gap; null when there is one.' })
  get problem(): NoUsualGap | undefined {
    return this.#column.problem;
  }

  @Field(() => Float, {
    nullable: true,
    description: 'Figure of the whole, see `benchmarkPartial`; null when it has none, or one that is estimated.',
  })
  get benchmark(): number | undefined {
    return this.#column.benchmark;
  }

  @Field(() => Boolean, {
    description:
      'Whether the benchmark rests on fewer than 98 % of its communes, or on communes that are there in part: figures are then told from the median too.',
  })
  get benchmarkPartial(): boolean {
    return this.#column.isBenchmarkPartial;
  }

  @Field(() => Int, { description: 'Decimals that the benchmark supports, at most those of the indicator.' })
  get benchmarkDecimals(): number {
    return this.#column.benchmarkDecimals;
  }

  @Field(() => Float, {
    nullable: true,
    description: 'Median of those figures, whatever the size of the territories; null with a problem.',
  })
  get median(): number | undefined {
    return this.#column.median;
  }

  @Field(() => Int, { description: 'Decimals that the median supports.' })
  get medianDecimals(): number {
    return this.#column.medianDecimals;
  }

  @Field(() => Float, {
    nullable: true,
    description: 'Usual gap of figures above the median: half of them, or of all, are nearer. Null with a problem.',
  })
  get usualAbove(): number | undefined {
    return this.#column.usualAbove;
  }

  @Field(() => Float, { nullable: true, description: 'Usual gap of figures below, positive. Null with a problem.' })
  get usualBelow(): number | undefined {
    return this.#column.usualBelow;
  }

  @Field(() => IntervalMethodEnum, {
    nullable: true,
    description: 'How gaps are told from chance; null for an indicator that rests on no counts.',
  })
  get method(): IntervalMethod | undefined {
    return this.#column.method;
  }

  @Field(() => Int, { description: 'Number of marked gaps.' })
  get marked(): number {
    return this.#column.marked;
  }
}

@ObjectType('MarkedGap', { description: 'A figure that stands out among those of its level.' })
export class MarkedGapNode {
  readonly #gap: MarkedGap;

  @Field(() => TerritoryNode, { description: 'The territory.' })
  readonly territory: TerritoryNode;

  @Field(() => MarkedColumnNode, { description: 'The indicator, and what the figure is judged by.' })
  readonly column: MarkedColumnNode;

  constructor(lease: Lease, gap: MarkedGap, column: MarkedColumnNode) {
    this.#gap = gap;
    this.territory = new TerritoryNode(lease, gap.territory);
    this.column = column;
  }

  @Field(() => Float, { description: 'The figure.' })
  get value(): number {
    return this.#gap.value;
  }

  @Field(() => CellStateEnum, { description: 'Its state.' })
  get state(): CellState {
    return this.#gap.state;
  }

  @Field(() => Int, { description: 'Decimals that it supports, at most those of the indicator; −1 for tens.' })
  get decimals(): number {
    return this.#gap.decimals;
  }

  @Field(() => GapDirectionEnum, { description: 'Whether it is above the median and the benchmark, or below both.' })
  get direction(): MarkedGap['direction'] {
    return this.#gap.direction;
  }

  @Field(() => JudgementEnum, { description: 'What that is worth by the polarity of the indicator.' })
  get judgement(): Judgement {
    return this.#gap.judgement;
  }

  @Field(() => Float, {
    description:
      'How many times the usual gap it is from the median or from the benchmark, whichever is nearer: what gaps of several indicators are put in order by.',
  })
  get distance(): number {
    return this.#gap.distance;
  }

  @Field(() => Float, {
    nullable: true,
    description:
      'Probability, 0 to 1, that chance alone takes the rate as far from the benchmark, and from the median where the benchmark is partial or missing; null for a figure without counts behind, and where these are 0 or 1.',
  })
  get probability(): number | undefined {
    return this.#gap.probability;
  }
}

@ObjectType('FiguresNotJudged', {
  simpleResolvers: true,
  description: 'How many figures were not judged for one reason.',
})
export class FiguresNotJudgedNode {
  @Field(() => NotJudgedEnum, { description: 'Why.' })
  readonly reason!: NotJudged;

  @Field(() => Int, { description: 'How many, territories times indicators.' })
  readonly figures!: number;
}

@ObjectType('MarkedGaps', {
  description: 'What stands out among the territories that a larger one is made of, over many indicators.',
})
export class MarkedGapsNode extends GeographicAnswer {
  readonly #answer: MarkedGaps;

  @Field(() => TerritoryNode, { description: 'What holds the territories: the benchmark.' })
  readonly within: TerritoryNode;

  @Field(() => LevelEnum, { description: 'Level of the territories.' })
  readonly level: Level;

  @Field(() => Int, { description: 'Number of territories.' })
  readonly size: number;

  @Field(() => [MarkedColumnNode], {
    description: 'Indicators that were read, in the order asked or of the catalogue.',
  })
  readonly columns: readonly MarkedColumnNode[];

  @Field(() => Int, { description: 'Number of figures judged, territories times indicators.' })
  readonly judged: number;

  @Field(() => [FiguresNotJudgedNode], { description: 'Those that were not, by reason.' })
  readonly notJudged: MarkedGaps['notJudged'];

  @Field(() => Int, { description: 'Number of rates that were told from chance.' })
  readonly tests: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Probability up to which a rate is beyond chance, for so many rates at once (Benjamini and Hochberg, 1 % of false discoveries); null when none is.',
  })
  readonly threshold: number | undefined;

  @Field(() => Int, { description: 'Number of marked gaps, before `first`.' })
  readonly totalCount: number;

  @Field(() => [MarkedGapNode], { description: 'The most marked first, at most `first`.' })
  readonly gaps: readonly MarkedGapNode[];

  constructor(lease: Lease, answer: MarkedGaps) {
    super(answer);
    this.#answer = answer;
    this.within = new TerritoryNode(lease, answer.within);
    this.level = answer.level;
    this.size = answer.size;
    const columns = new Map(answer.columns.map((column) => [column, new MarkedColumnNode(lease, column)]));
    this.columns = [...columns.values()];
    this.judged = answer.judged;
    this.notJudged = answer.notJudged;
    this.tests = answer.tests;
    this.threshold = answer.threshold;
    this.totalCount = answer.totalCount;
    this.gaps = answer.gaps.map((gap) => new MarkedGapNode(lease, gap, columns.get(gap.column)!)); // one of those
  }

  @Field(() => String, {
    description: 'Sentences: what a marked gap is, and how so many comparisons are accounted for.',
  })
  explanation(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return language === 'fr' ? explainMarkedGaps(this.#answer) : explainMarkedGapsInEnglish(this.#answer);
  }
}
