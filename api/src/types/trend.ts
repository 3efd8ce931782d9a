import type { PerimeterPart, Trend, TrendChange, TrendSeries } from '@boussole/warehouse';
import { Ctx, Field, Float, Int, ObjectType } from 'type-graphql';
import type { RequestContext } from '../context.ts';
import type { Lease } from '../lease.ts';
import { GeographicAnswer } from './answer.ts';
import { CellColumnNode, toNullable } from './columns.ts';
import { IndicatorNode } from './indicator.ts';
import { MandateNode } from './mandate.ts';
import { TerritoryEventNode, TerritoryNode } from './territory.ts';

@ObjectType('PerimeterPart', { description: 'A commune that joined a territory or left it over the period.' })
export class PerimeterPartNode {
  @Field(() => TerritoryNode, {
    nullable: true,
    description: 'The commune; null when this publication does not have it.',
  })
  readonly territory: TerritoryNode | undefined;

  @Field(() => String, {
    description: 'Its code in the first year, or in the last for what a commune that was cut gave away.',
  })
  readonly code: string;

  @Field(() => Boolean, { description: 'True when it joined, false when it left.' })
  readonly joined: boolean;

  @Field(() => Boolean, { description: 'True when a commune was cut and only a part of it moved.' })
  readonly isCut: boolean;

  @Field(() => Float, {
    nullable: true,
    description:
      'What it brought (positive) or took away (negative): its own figure of the first year. Null when unknown: hidden, missing, cut, or a figure that does not add up.',
  })
  readonly value: number | undefined;

  constructor(lease: Lease, { territory, code, joined, isCut, value }: PerimeterPart) {
    this.territory = territory && new TerritoryNode(lease, territory);
    this.code = code;
    this.joined = joined;
    this.isCut = isCut;
    this.value = value;
  }
}

@ObjectType('TrendChange', {
  description:
    'Change between the first and the last year that have a value in the latest part of a series that no break cuts. Whether their surveys overlap is told by the warning YEARS_NOT_COMPARABLE.',
})
export class TrendChangeNode {
  readonly #lease: Lease;
  readonly #parts: readonly PerimeterPart[];

  @Field(() => Int, { description: 'First year.' })
  readonly from: number;

  @Field(() => Int, { description: 'Last year.' })
  readonly to: number;

  @Field(() => Float, {
    description: 'Last value minus first, in the unit of the indicator (points for a percentage).',
  })
  readonly absolute: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Change in percent of the first value; null when the first value is zero.',
  })
  readonly relative: number | undefined;

  @Field(() => Float, { nullable: true, description: 'Mean yearly change, in percent; null when it has no meaning.' })
  readonly yearly: number | undefined;

  @Field(() => Float, {
    nullable: true,
    description:
      'Part of `absolute` that comes from communes joining or leaving; null in CONSTANT geography or when unknown.',
  })
  readonly perimeter: number | undefined;

  @Field(() => String, { description: 'French sentence that says all of this.' })
  readonly sentence: string;

  constructor(lease: Lease, change: TrendChange) {
    this.#lease = lease;
    this.#parts = change.perimeterParts;
    this.from = change.from;
    this.to = change.to;
    this.absolute = change.absolute;
    this.relative = change.relative;
    this.yearly = change.yearly;
    this.perimeter = change.perimeter;
    this.sentence = change.sentence;
  }

  @Field(() => [PerimeterPartNode], {
    description:
      'The communes that joined or left, those that count most first. Their values add up to `perimeter`, which is null when one is unknown. Empty in CONSTANT geography.',
  })
  get perimeterParts(): PerimeterPartNode[] {
    return this.#parts.map((part) => new PerimeterPartNode(this.#lease, part));
  }
}

@ObjectType('TrendSeries', { description: 'The figures of one territory, aligned with the years of the trend.' })
export class TrendSeriesNode extends CellColumnNode {
  readonly #lease: Lease;
  readonly #series: TrendSeries;

  @Field(() => TerritoryNode, { description: 'The territory.' })
  readonly territory: TerritoryNode;

  @Field(() => TrendChangeNode, {
    nullable: true,
    description:
      'Change over the period, null when no two years have a value without a break in the series between them.',
  })
  readonly change: TrendChangeNode | undefined;

  constructor(lease: Lease, series: TrendSeries) {
    super(series);
    this.#lease = lease;
    this.#series = series;
    this.territory = new TerritoryNode(lease, series.territory);
    this.change = series.change && new TrendChangeNode(lease, series.change);
  }

  @Field(() => [Float], {
    nullable: 'items',
    description: 'Share of the communes that have a value, 0 to 1, one per year; null when unknown.',
  })
  get coverage(): (number | null)[] {
    return toNullable(this.#series.coverage);
  }

  @Field(() => [TerritoryEventNode], { description: 'What happened to the territory over the period, oldest first.' })
  get events(): TerritoryEventNode[] {
    return this.#series.events.map((event) => new TerritoryEventNode(this.#lease, event));
  }
}

@ObjectType('Trend', { description: 'One indicator over the years, one series per territory.' })
export class TrendNode extends GeographicAnswer {
  @Field(() => IndicatorNode, { description: 'The indicator.' })
  readonly indicator: IndicatorNode;

  @Field(() => [Int], { description: 'Years of every series, oldest first.' })
  readonly years: readonly number[];

  @Field(() => [TrendSeriesNode], { description: 'One series per territory, in the order asked.' })
  readonly series: TrendSeriesNode[];

  constructor(lease: Lease, answer: Trend) {
    super(answer);
    this.indicator = new IndicatorNode(lease, answer.indicator);
    this.years = answer.years;
    this.series = answer.series.map((series) => new TrendSeriesNode(lease, series));
  }

  @Field(() => [MandateNode], {
    description:
      'Mandates of the first territory, oldest first; empty when the catalogue that holds them does not answer.',
  })
  async mandates(@Ctx() { loaders, log }: RequestContext): Promise<readonly MandateNode[]> {
    try {
      return await loaders.mandates.load(this.series[0]!.territory.id);
    } catch (error) {
      log.warn({ err: error }, 'mandates are left out of a trend: the catalogue does not answer');
      return [];
    }
  }
}
