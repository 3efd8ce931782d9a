import { failure, type Indicator, PROJECTION, type TerritoryId } from '@boussole/schema';
import type { Eventual, Mandate, Trend, TrendMarker, TrendSeries } from '@boussole/warehouse';
import { Arg, Ctx, Field, Float, Int, ObjectType } from 'type-graphql';
import type { RequestContext } from '../context.ts';
import type { Lease } from '../lease.ts';
import { GeographicAnswer } from './answer.ts';
import {
  CellColumnNode,
  INCOMPLETE_COMMUNES,
  incompleteFrom,
  POPULATION_COVERAGE,
  populationsFrom,
} from './columns.ts';
import { IndicatorNode } from './indicator.ts';
import { MandateChangeNode, MandateNode } from './mandate.ts';
import { ProjectionNode } from './projection.ts';
import { SeriesBreakNode } from './series-break.ts';
import { TerritoryEventNode, TerritoryNode } from './territory.ts';
import { PerimeterStepNode, TrendChangeNode } from './trend-change.ts';
import { TrendMarkerNode } from './trend-marker.ts';

/** A mandate that runs has all years to come. */
const NEVER = 9_999;

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

@ObjectType('TrendSeries', { description: 'The figures of one territory, aligned with the years of the trend.' })
export class TrendSeriesNode extends CellColumnNode {
  readonly #lease: Lease;
  readonly #indicator: Indicator;
  readonly #series: TrendSeries;
  readonly #years: readonly number[];

  @Field(() => TerritoryNode, { description: 'The territory.' })
  readonly territory: TerritoryNode;

  constructor(lease: Lease, indicator: Indicator, series: TrendSeries, years: readonly number[]) {
    super(lease, series);
    this.#indicator = indicator;
    this.#lease = lease;
    this.#years = years;
    this.#series = series;
    this.territory = new TerritoryNode(lease, series.territory);
  }

  @Field(() => TrendChangeNode, {
    nullable: true,
    description:
      'Change over the period, null when no two years have a value without a break in the series between them, when the surveys of the two overlap, or when nothing tells that both are about the same ground: the same communes, all their parts (IRIS), a perimeter that is known.',
  })
  get change(): TrendChangeNode | undefined {
    const { change } = this.#series;
    return change && new TrendChangeNode(this.#lease, this.#indicator, change);
  }

  @Field(() => [PerimeterStepNode], {
    description:
      'Changes of perimeter between each figure and the one before, oldest first: what joined or left, what it weighs, and whether a curve goes on. Empty in CONSTANT geography.',
  })
  get perimeterSteps(): PerimeterStepNode[] {
    return this.#series.perimeterSteps.map((step) => new PerimeterStepNode(this.#lease, step));
  }

  @Field(() => [Float], {
    nullable: 'items',
    description: 'Share of the communes that have a value, 0 to 1, one per year; null when unknown.',
  })
  get coverage(): Float64Array {
    return this.#series.coverage;
  }

  @Field(() => [Float], { nullable: 'itemsAndList', description: POPULATION_COVERAGE })
  populationCoverage(): Eventual<Float64Array | undefined> {
    return populationsFrom(this.#lease, this.#series);
  }

  @Field(() => [Int], { nullable: true, description: INCOMPLETE_COMMUNES })
  incompleteCommunes(): Eventual<ArrayLike<number> | undefined> {
    return incompleteFrom(this.#lease, this.#series);
  }

  @Field(() => [MandateChangeNode], {
    description:
      'Change over each mandate of the territory that the years asked for meet, oldest first; empty when the catalogue that holds them does not answer.',
  })
  async mandateChanges(@Ctx() context: RequestContext): Promise<MandateChangeNode[]> {
    const mandates = await mandatesOf(this.territory.id, context);
    const spans = mandates
      .map((mandate) => ({ mandate, from: yearOf(mandate.from), to: mandate.to === null ? NEVER : yearOf(mandate.to) }))
      .filter(({ from, to }) => this.#years.some((year) => from <= year && year <= to));
    return Promise.all(
      spans.map(async ({ mandate, from, to }) => {
        const change = await this.#lease.ask(0, () => this.#series.changeWithin(from, to));
        return new MandateChangeNode(this.#lease, this.#indicator, mandate, change);
      }),
    );
  }

  @Field(() => TrendMarkerNode, { description: 'Whether it rises or falls over its last comparable points.' })
  get marker(): TrendMarker {
    return this.#series.marker;
  }

  @Field(() => ProjectionNode, {
    description: 'The trend continued, or why it is not. ARGUMENT_INVALID unless 5 to 10 years are asked for.',
  })
  projection(
    @Arg('years', () => Int, { defaultValue: PROJECTION.years.least, description: 'Years ahead, 5 to 10.' })
    years: number,
  ): ProjectionNode {
    const { least, most } = PROJECTION.years;
    if (years < least || years > most) {
      throw failure('ARGUMENT_INVALID', { argument: 'years', problem: `de ${least} à ${most}` });
    }
    return new ProjectionNode(this.#series.project(years));
  }

  @Field(() => [TerritoryEventNode], { description: 'What happened to the territory over the period, oldest first.' })
  get events(): TerritoryEventNode[] {
    return this.#series.events.map((event) => new TerritoryEventNode(this.#lease, event));
  }
}

/** Mandates of a territory; none when the catalogue that holds them does not answer. */
async function mandatesOf(
  territory: TerritoryId,
  { loaders, log }: Pick<RequestContext, 'loaders' | 'log'>,
): Promise<readonly Mandate[]> {
  try {
    return await loaders.mandates.load(territory);
  } catch (error) {
    log.warn({ err: error }, 'mandates are left out of a trend: the catalogue does not answer');
    return [];
  }
}

@ObjectType('Trend', { description: 'One indicator over the years, one series per territory.' })
export class TrendNode extends GeographicAnswer {
  @Field(() => IndicatorNode, { description: 'The indicator.' })
  readonly indicator: IndicatorNode;

  @Field(() => [Int], { description: 'Years of every series, oldest first.' })
  readonly years: readonly number[];

  @Field(() => [SeriesBreakNode], {
    description: 'Breaks between the first and the last of these years, oldest first: a curve is not drawn across one.',
  })
  readonly breaks: SeriesBreakNode[];

  @Field(() => [TrendSeriesNode], { description: 'One series per territory, in the order asked.' })
  readonly series: TrendSeriesNode[];

  constructor(lease: Lease, answer: Trend) {
    super(answer);
    this.indicator = new IndicatorNode(lease, answer.indicator);
    this.years = answer.years;
    this.breaks = answer.breaks.map((seriesBreak) => new SeriesBreakNode(seriesBreak));
    this.series = answer.series.map((series) => new TrendSeriesNode(lease, answer.indicator, series, answer.years));
  }

  @Field(() => [MandateNode], {
    description:
      'Mandates of the first territory, oldest first; empty when the catalogue that holds them does not answer.',
  })
  mandates(@Ctx() context: RequestContext): Promise<readonly Mandate[]> {
    return mandatesOf(this.series[0]!.territory.id, context);
  }
}
